import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { shipped } from '../contestants.js';
import { hugeTree } from '../corpora.js';
import { runProgram } from '../measure.js';
import { certificate, environment, startSink } from './upload.js';

export const title = 'Memory';

const shapes = {
  tiny: { files: 2_000, textBytes: 1_000, large: 8, largeBytes: 3_000_000 },
  full: { files: 200_000, textBytes: 5_000, large: 200, largeBytes: 20_000_000 },
};

/** A tree that no memory should have to hold, bundled and uploaded: what each process had at its peak. */
export async function run({ tiny, cache, scratch }) {
  const shape = shapes[tiny ? 'tiny' : 'full'];
  const root = hugeTree(tiny ? scratch : cache, shape);
  const out = join(scratch, 'huge.zip');
  const rows = [
    row('bundle', await runProgram(process.execPath, [shipped('ours', scratch), root, out, 'dist/packer/index.js'])),
  ];
  const size = statSync(out).size;
  const pair = certificate(scratch);
  for (const [name, words] of [
    ['upload, 40 MB/s on each connection, 30 ms a request', [40_000_000, 30, 0]],
    ['upload, every 25th request cut off half-way', [0, 0, 25]],
  ]) {
    const { endpoint, sink } = await startSink(pair, words);
    try {
      const words = [shipped('upload', scratch), 'ours', endpoint, out];
      rows.push(row(name, await runProgram(process.execPath, words, { env: environment(pair) })));
    } finally {
      sink.kill();
    }
  }
  rmSync(out);
  const bytes = (shape.files - shape.large) * shape.textBytes + shape.large * shape.largeBytes;
  const explained = `${shape.files} files, ${(bytes / 1e9).toFixed(2)} GB, ${(size / 1e9).toFixed(2)} GB as a bundle. One run each.`;
  return [explained, { head: ['', 'wall s', 'peak MiB'], rows }];
}

function row(name, { seconds, stdout }) {
  return [name, seconds.toFixed(1), JSON.parse(stdout).peakMiB.toFixed(0)];
}
