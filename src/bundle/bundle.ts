import { createHash } from 'node:crypto';
import { type HashedFile, wholeUpTo } from './digest.ts';
import type { Files, Source } from './files.ts';
import { pack } from './pack.ts';
import { zip } from './zip.ts';

/** A finished archive on this machine. */
export interface Bundle {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Files in it. */
  readonly entries: number;
}

/** Bytes that may be held for files whose turn to be written has not come: the thread pool packs while small files go on here. */
const heldBytes = 32 * 1024 * 1024;
const writeSize = 1024 * 1024;

/** Writes the bundle of a source tree to `path`, where nothing appears before it is complete. */
export async function makeBundle(source: Source<HashedFile>, path: string, files: Files): Promise<Bundle> {
  const hash = createHash('sha256');
  let size = 0;
  async function* noted(): AsyncGenerator<Uint8Array> {
    const entries = inOrder(source.files, weigh, (file) => pack(source.root, file, files));
    for await (const chunk of gathered(zip(entries), writeSize)) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  await files.write(path, noted());
  return { path, size, sha256: hash.digest('hex'), entries: source.files.length };
}

/** Files in memory weigh their size; one that is streamed holds the line until it has been written. */
function weigh({ size }: HashedFile): number {
  return size > wholeUpTo ? heldBytes : size + heldBytes / 512;
}

/** Works on as many items at a time as weigh `heldBytes` together, and gives the results in the items' order. */
async function* inOrder<T, R>(
  items: Iterable<T>,
  weightOf: (item: T) => number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: { readonly result: Promise<R>; readonly weight: number }[] = [];
  let held = 0;
  for (const item of items) {
    const weight = weightOf(item);
    while (begun.length > 0 && held + weight > heldBytes) {
      const first = begun.shift();
      held -= first?.weight ?? 0;
      if (first !== undefined) yield await first.result;
    }
    const result = work(item);
    // It may fail long before its turn comes; then it is not unhandled, it is awaited later or given up with the rest.
    result.catch(() => undefined);
    begun.push({ result, weight });
    held += weight;
  }
  for (const { result } of begun) yield await result;
}

/** Joins small pieces to pieces of about `size` bytes: a write for each header would cost more than the packing. */
async function* gathered(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    yield Buffer.concat(held, length);
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(held, length);
}
