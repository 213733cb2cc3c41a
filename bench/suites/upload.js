import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { shipped } from '../contestants.js';
import { numbers } from '../corpora.js';
import { runProgram, sideBySide, tableOf } from '../measure.js';

export const title = 'Upload';

const sinkProgram = new URL('../sink.js', import.meta.url).pathname;
/** How fast one connection is, and how long S3 takes for a request. */
const limited = { perSecond: 40_000_000, delayMs: 30 };

export async function run({ tiny, rounds = 5, scratch }) {
  const megabytes = tiny ? 20 : 500;
  const file = join(scratch, 'artifact.zip');
  writeNoise(file, megabytes * 1_000_000);
  const pair = certificate(scratch);
  const parts = [];
  for (const [name, words, raws] of [
    ['over TLS', [], [4]],
    ['over TLS, 40 MB/s on each connection, 30 ms a request', [limited.perSecond, limited.delayMs], [8, 16]],
  ]) {
    const { endpoint, sink } = await startSink(pair, words);
    try {
      const runs = await sideBySide(contestants({ endpoint, file, pair, raws, program: shipped('upload', scratch) }), {
        rounds,
      });
      parts.push({ title: `${megabytes} MB ${name}`, ...tableOf(runs, [`node:https ×${raws.at(-1)}`]) });
    } finally {
      sink.kill();
    }
  }
  return parts;
}

function contestants({ endpoint, file, pair, raws, program }) {
  const env = environment(pair);
  const ours = (name, words) => ({
    name,
    run: async () => {
      const [kind, ...more] = words;
      const { seconds, stdout } = await runProgram(process.execPath, [program, kind, endpoint, file, ...more], { env });
      return { seconds, ...JSON.parse(stdout) };
    },
  });
  return [
    ours('ours', ['ours']),
    ...raws.map((count) => ours(`node:https ×${count}`, ['raw', String(count)])),
    ...[4, 16].map((count) => ours(`lib-storage ×${count}`, ['lib-storage', String(count)])),
    ...(has('aws')
      ? [
          {
            name: 'aws s3 cp',
            run: () =>
              runProgram('aws', ['s3', 'cp', '--quiet', '--endpoint-url', endpoint, file, 's3://bench/object'], {
                env,
              }),
          },
        ]
      : []),
  ];
}

/** Bytes that nothing can compress, the same in every run. Never all of them in memory: what this process has at its peak counts as its children's. */
function writeNoise(file, length) {
  const random = numbers(7);
  const block = Buffer.from(Array.from({ length: 65_536 }, () => Math.floor(random() * 256)));
  const open = openSync(file, 'w');
  for (let at = 0; at < length; at += block.length) writeSync(open, block, 0, Math.min(block.length, length - at));
  closeSync(open);
}

/** An S3 in a process of its own; `words`: how slow it is, and how often it fails. */
export async function startSink(pair, words) {
  const sink = spawn(process.execPath, [sinkProgram, pair.key, pair.cert, ...words.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(sink.stdout, 'data');
  return { sink, endpoint: `https://localhost:${String(line).trim()}` };
}

/** Of a program that believes the sink. */
export function environment(pair) {
  return {
    ...process.env,
    NODE_EXTRA_CA_CERTS: pair.cert,
    AWS_CA_BUNDLE: pair.cert,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** A certificate of localhost's own. */
export function certificate(directory) {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(directory, name));
  if (!existsSync(cert)) {
    const words = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext'];
    execFileSync('openssl', ['req', '-x509', ...words, 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    });
  }
  return { key, cert };
}

function has(name) {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
