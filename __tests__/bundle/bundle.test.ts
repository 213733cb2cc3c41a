import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makeBundle, type Packers } from '../../src/bundle/bundle.ts';
import { idOf } from '../../src/bundle/digest.ts';
import { type Batch, packBatch } from '../../src/bundle/pack.ts';
import { realFiles } from '../../src/runner/files.ts';
import { startPackers } from '../../src/runner/packers.ts';
import { judge, unzip } from './judges.ts';
import { directory, git, packing, repository, sourceOf, tree } from './trees.ts';

/** Bytes that look random, the same on every run. */
function noise(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

async function bundled(root: string, path = join(directory(), 'bundle.zip')) {
  return await makeBundle(await sourceOf(root), path, packing);
}

const text = 'The same line again and again.\n';
const everything = {
  'a.txt': text.repeat(100),
  empty: '',
  'bin/start': { program: `#!/bin/sh\n${text}` },
  'ünï ☃.txt': text.repeat(3),
  'deep/er/link': { link: '../../a.txt' },
  'dir-link': { link: 'deep' },
  'medium.txt': text.repeat(10_000),
  'small.bin': noise(5_000),
  'photo.JPG': text.repeat(100),
};
const large = {
  'large.txt': text.repeat(300_000),
  'large.mp4': text.repeat(300_000),
  'large.bin': noise(9 * 1024 * 1024),
};

describe('makeBundle', () => {
  test('two outside readers give back every file, link, mode and name', async () => {
    const all = { ...everything, ...large };
    const root = tree(all);
    const bundle = await bundled(root);
    const entries = judge(bundle.path);
    expect(entries).toHaveLength(Object.keys(all).length);
    expect(bundle.entries).toBe(entries.length);
    const out = directory();
    unzip(bundle.path, out);
    execFileSync('diff', ['-r', '--no-dereference', root, out], { stdio: 'pipe' });
    expect(readlinkSync(join(out, 'deep/er/link'))).toBe('../../a.txt');
    expect(readlinkSync(join(out, 'dir-link'))).toBe('deep');
    expect(lstatSync(join(out, 'bin/start')).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(out, 'a.txt')).mode & 0o777).toBe(0o644);
    expect(readdirSync(out)).toContain('ünï ☃.txt');
  });

  test('says its own size and hash', async () => {
    const bundle = await bundled(tree({ 'a.txt': text, 'b.txt': noise(2_000_000) }));
    const bytes = readFileSync(bundle.path);
    expect(bundle.size).toBe(bytes.length);
    expect(bundle.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('writes Unix modes, UTF-8 names and one fixed time for all', async () => {
    const entries = judge((await bundled(tree(everything))).path);
    expect(Object.fromEntries(entries.map(({ name, mode }) => [name, mode]))).toMatchObject({
      'a.txt': '0o100644',
      'bin/start': '0o100755',
      'deep/er/link': '0o120777',
    });
    expect(new Set(entries.map(({ time }) => time.join()))).toEqual(new Set(['1980,1,1,0,0,0']));
    expect(entries.every(({ madeBy, flags }) => madeBy === 3 && (flags & 0x800) !== 0)).toBe(true);
  });

  test('stores what deflate does not shrink, and formats that are compressed already', async () => {
    const entries = judge((await bundled(tree(everything))).path);
    const stored = entries.filter(({ method }) => method === 0).map(({ name }) => name);
    expect(stored).toEqual(['deep/er/link', 'dir-link', 'empty', 'photo.JPG', 'small.bin']);
  });

  test('two clones at two times, under two umasks, give the same bytes', async () => {
    const origin = repository(everything);
    const clone = (umask: string) => {
      const path = join(directory(), 'clone');
      execFileSync('sh', ['-c', `umask ${umask}; exec git clone --quiet "$0" "$1"`, origin, path]);
      return path;
    };
    const [one, other] = [clone('022'), clone('077')];
    for (const name of readdirSync(other)) {
      if (!lstatSync(join(other, name)).isSymbolicLink()) utimesSync(join(other, name), 1e9, 1e9);
    }
    expect(statSync(join(other, 'a.txt')).mode & 0o777).toBe(0o600);
    const [first, second] = [await bundled(one), await bundled(other)];
    expect(readFileSync(second.path).equals(readFileSync(first.path))).toBe(true);
    expect(first.sha256).toBe(second.sha256);
  });

  test('threads give the same bytes as this thread alone, whatever the order in which they are done', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_500 }, (_, index) => [`src/${index}.txt`, text.repeat(1 + ((index * 37) % 400))]),
    );
    const source = await sourceOf(tree({ ...everything, ...many, 'noise.bin': noise(3_000_000), ...large }));
    const used: number[] = [];
    const made = async (name: string, startPackers: () => Packers) => {
      const path = join(directory(), name);
      await makeBundle(source, path, { files: realFiles, startPackers });
      return readFileSync(path);
    };
    const counted = () => {
      const packers = packing.startPackers();
      const pack = (batch: Batch) => {
        used.push(batch.files.length);
        return packers.pack(batch);
      };
      return { ...packers, pack };
    };
    const threads = await made('threads.zip', counted);
    const alone = await made('alone.zip', () => ({
      pack: async (batch) => packBatch(batch, realFiles),
      stop: async () => {},
    }));
    expect(used.length).toBeGreaterThan(4);
    expect(threads.equals(alone)).toBe(true);
    judge(join(tree({ 'it.zip': threads }), 'it.zip'));
  });

  test('a small tree starts no threads', async () => {
    const startPackers = () => {
      throw new Error('threads were started');
    };
    const source = await sourceOf(tree(everything));
    await makeBundle(source, join(directory(), 'bundle.zip'), { files: realFiles, startPackers });
  });

  test('what a thread refuses is refused with its advice', async () => {
    const root = tree({ 'a.bin': noise(3_000_000), 'b.bin': noise(3_000_000) });
    const source = await sourceOf(root);
    writeFileSync(join(root, 'b.bin'), noise(3_000_001).subarray(1));
    await expect(makeBundle(source, join(directory(), 'bundle.zip'), packing)).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('"b.bin" changed'),
      fix: expect.stringContaining('`build`'),
    });
  });

  test('threads that cannot start are an error, not a wait', async () => {
    const source = await sourceOf(tree({ 'a.bin': noise(5_000_000) }));
    const startMissing = () => startPackers(join(directory(), 'missing.js'));
    const bundling = makeBundle(source, join(directory(), 'bundle.zip'), {
      files: realFiles,
      startPackers: startMissing,
    });
    await expect(bundling).rejects.toThrow('missing.js');
  });

  test('content that would not shrink is stored, whatever its name', async () => {
    const root = tree({
      'model.dat': noise(200_000),
      'half.dat': Buffer.concat([noise(100_000), Buffer.alloc(100_000)]),
    });
    const entries = judge((await bundled(root)).path);
    expect(entries.map(({ name, method }) => [name, method])).toEqual([
      ['half.dat', 8],
      ['model.dat', 0],
    ]);
  });

  test('an executable bit alone makes another bundle', async () => {
    const one = await bundled(tree({ run: text }));
    const other = await bundled(tree({ run: { program: text } }));
    expect(other.sha256).not.toBe(one.sha256);
  });

  test('70,000 files need the 64-bit end record, and are all there', async () => {
    const files = Array.from({ length: 70_000 }, (_, index) => `${String(index).padStart(6, '0')}`);
    const link = Buffer.from('x');
    const facts = { kind: 'link', executable: false, size: 1 } as const;
    const id = idOf(link, 'sha1');
    const source = {
      root: '/',
      files: files.map((path) => ({ path, kind: 'link', executable: false, id }) as const),
    };
    const path = join(directory(), 'many.zip');
    await makeBundle(source, path, { ...packing, files: { ...realFiles, inspect: () => facts, readLink: () => link } });
    const entries = judge(path, 'names');
    expect(entries).toHaveLength(70_000);
    expect(entries.at(-1)?.name).toBe('069999');
    expect(execFileSync('zipinfo', ['-h', path], { encoding: 'utf8' })).toContain('number of entries: 70000');
  }, 20_000);

  test.each([
    ['a small file', 'a.txt'],
    ['a file that is streamed', 'large.txt'],
    ['a link', 'dir-link'],
  ])('refuses %s that changed after it was hashed, and leaves no bundle', async (_, name) => {
    const root = tree({ 'a.txt': text, 'large.txt': text.repeat(300_000), 'dir-link': { link: 'a.txt' } });
    const source = await sourceOf(root);
    if (name === 'dir-link') {
      execFileSync('ln', ['-sfn', 'large.txt', join(root, name)]);
    } else {
      const bytes = readFileSync(join(root, name));
      bytes[3]! ^= 1;
      writeFileSync(join(root, name), bytes);
    }
    const path = join(directory(), 'bundle.zip');
    await expect(makeBundle(source, path, packing)).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining(`"${name}" changed`),
    });
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  test('refuses a streamed file that grew', async () => {
    const root = tree({ 'large.txt': text.repeat(300_000) });
    const source = await sourceOf(root);
    appendFileSync(join(root, 'large.txt'), 'more');
    await expect(makeBundle(source, join(directory(), 'bundle.zip'), packing)).rejects.toMatchObject({
      code: 'bundle',
    });
  });

  test('holds no more than a part of a large file in memory', async () => {
    const root = tree({});
    const half = noise(1024 * 1024);
    for (let count = 0; count < 120; count += 1) appendFileSync(join(root, 'huge.mp4'), half);
    const source = await sourceOf(root);
    const before = process.memoryUsage.rss();
    let most = before;
    const watched = {
      ...realFiles,
      async *stream(path: string) {
        for await (const chunk of realFiles.stream(path)) {
          most = Math.max(most, process.memoryUsage.rss());
          yield chunk;
        }
      },
    };
    await makeBundle(source, join(directory(), 'bundle.zip'), { ...packing, files: watched });
    expect(most - before).toBeLessThan(80 * 1024 * 1024);
  });

  test('git checks out what it archives with the same names and bytes as the bundle', async () => {
    const root = repository({ 'a.txt': text, 'é/b': 'x', 'bin/run': { program: text } });
    const archive = git(root, 'ls-files').split('\n').length;
    expect(judge((await bundled(root)).path)).toHaveLength(archive);
  });
});
