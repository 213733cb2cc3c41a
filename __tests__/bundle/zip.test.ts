import { ftruncateSync, openSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checksum, type ZipEntry, zip } from '../../src/bundle/zip.ts';
import { localHeader } from '../../src/bundle/zip-records.ts';
import { judge } from './judges.ts';
import { directory } from './trees.ts';

const gigabyte = 1024 ** 3;
const block = Buffer.alloc(4 * 1024 * 1024);

function small(path: string): ZipEntry {
  const data = Buffer.from(`content of ${path}`);
  const entry = {
    path,
    mode: 0o100644,
    method: 'store',
    size: data.length,
    packed: data.length,
    crc: checksum(data),
  } as const;
  const header = localHeader({ ...entry, name: Buffer.from(path) }, 'header');
  return { kind: 'packed', entries: [entry], bytes: Uint8Array.from([...header, ...data]) };
}

/** Zeros in deflate's "stored" blocks, so that an outside reader can be given more than 4 GiB without waiting for a compressor. */
async function* storedZeros(size: number): AsyncGenerator<Uint8Array, { packed: number; crc: number }> {
  let packed = 0;
  for (let left = size; left > 0; left -= 65_535) {
    const length = Math.min(left, 65_535);
    const header = Buffer.from([
      left <= 65_535 ? 1 : 0,
      length & 255,
      length >> 8,
      ~length & 255,
      (~length >> 8) & 255,
    ]);
    packed += 5 + length;
    yield header;
    yield block.subarray(0, length);
  }
  return { packed, crc: 0 };
}

/** Writes an archive with holes where it has zeros. */
async function writeSparse(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const file = openSync(path, 'w');
  let at = 0;
  for await (const chunk of chunks) {
    if (chunk.buffer !== block.buffer) writeSync(file, chunk, 0, chunk.length, at);
    at += chunk.length;
  }
  ftruncateSync(file, at);
  closeSync(file);
}

async function* listed(...entries: ZipEntry[]): AsyncGenerator<ZipEntry> {
  yield* entries;
}

describe('zip', () => {
  test('an entry of more than 4 GiB, and one that begins behind it, are found by an outside reader', async () => {
    const size = 4 * gigabyte + 12_345;
    const huge: ZipEntry = { kind: 'streamed', path: 'huge', mode: 0o100644, size, read: () => storedZeros(size) };
    const path = join(directory(), 'huge.zip');
    await writeSparse(path, zip(listed(small('first'), huge, small('last'))));
    const entries = judge(path, 'names');
    expect(entries.map(({ name, size }) => [name, size])).toEqual([
      ['first', 16],
      ['huge', size],
      ['last', 15],
    ]);
    expect(entries[2]!.offset).toBeGreaterThan(size);
  }, 30_000);

  test('an archive of nothing is still an archive', async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip(listed())) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toHaveLength(22);
  });
});
