import { createHash } from 'node:crypto';
import { type HashedFile, wholeUpTo } from './digest.ts';
import type { Files, Source } from './files.ts';
import { type Batch, changed, type MeasuredFile, packBatch, streamed } from './pack.ts';
import { type PackedEntries, type ZipEntry, zip } from './zip.ts';

/** A finished archive on this machine. */
export interface Bundle {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Files in it. */
  readonly entries: number;
}

/** Threads that pack batches beside each other. */
export interface Packers {
  pack(batch: Batch): Promise<PackedEntries>;
  stop(): Promise<void>;
}

/** What a bundle is made with. */
export interface Packing {
  readonly files: Files;
  readonly startPackers: () => Packers;
}

/** What a batch holds before it is packed: enough that handing it over costs nothing, little enough that all under way stays small. */
const batchBytes = 1024 * 1024;
const batchFiles = 1_000;
/** Starting threads takes longer than packing this much. */
const aloneUpTo = 4 * 1024 * 1024;
/** Bytes of files that may be under way, read or packed and waiting for their turn to be written. */
const heldBytes = 12 * 1024 * 1024;

/** Writes the bundle of a source tree to `path`, where nothing appears before it is complete. */
export async function makeBundle(source: Source<HashedFile>, path: string, packing: Packing): Promise<Bundle> {
  const { files } = packing;
  const hash = createHash('sha256');
  const packers = isSmall(source, files) ? alone(files) : packing.startPackers();
  let size = 0;
  async function* noted(): AsyncGenerator<Uint8Array> {
    const entries = inOrder(parted(measured(source, files)), (part) => packed(part, source.root, { files, packers }));
    for await (const chunk of zip(entries)) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  try {
    await files.write(path, noted());
  } finally {
    await packers.stop();
  }
  return { path, size, sha256: hash.digest('hex'), entries: source.files.length };
}

/** This thread alone. */
function alone(files: Files): Packers {
  return { pack: async (batch) => packBatch(batch, files), stop: async () => {} };
}

/** Whether all files together are worth no thread; looks at no more of them than it takes to know. */
function isSmall(source: Source<HashedFile>, files: Files): boolean {
  let sum = 0;
  for (const { size } of measured(source, files)) {
    sum += size;
    if (sum > aloneUpTo) return false;
  }
  return true;
}

/** Each file is looked at when its turn comes: the first ones are packed meanwhile. */
function* measured({ root, files: all }: Source<HashedFile>, files: Files): Generator<MeasuredFile> {
  for (const file of all) {
    const path = `${root}/${file.path}`;
    const facts = files.inspect(path);
    if (facts?.kind !== file.kind) throw changed(file);
    // Not every file system says how long the target of a link is.
    yield { ...file, size: facts.kind === 'link' ? files.readLink(path).length : facts.size };
  }
}

/** Files that go into the archive together; one that is too large to be held stands alone. */
interface Part {
  readonly files: readonly MeasuredFile[];
  readonly size: number;
}

function* parted(all: Iterable<MeasuredFile>): Generator<Part> {
  let files: MeasuredFile[] = [];
  let size = 0;
  for (const one of all) {
    const isFull = size + one.size > batchBytes || files.length >= batchFiles;
    if (isFull && files.length > 0) {
      yield { files, size };
      files = [];
      size = 0;
    }
    files.push(one);
    size += one.size;
  }
  if (files.length > 0) yield { files, size };
}

async function packed(
  { files: part, size }: Part,
  root: string,
  { files, packers }: { readonly files: Files; readonly packers: Packers },
): Promise<ZipEntry> {
  const [first] = part;
  if (size > wholeUpTo && first !== undefined) return streamed(root, first, size, files);
  return await packers.pack({ root, files: part });
}

/** Works on as many parts at a time as weigh `heldBytes` together, and gives the results in the parts' order. A part that is streamed holds the line until it has been written. */
async function* inOrder<R>(parts: Iterable<Part>, work: (part: Part) => Promise<R>): AsyncGenerator<R> {
  const begun: { readonly result: Promise<R>; readonly weight: number }[] = [];
  let held = 0;
  for (const part of parts) {
    const weight = part.size > wholeUpTo ? heldBytes : part.size;
    while (begun.length > 0 && held + weight > heldBytes) {
      const first = begun.shift();
      held -= first?.weight ?? 0;
      if (first !== undefined) yield await first.result;
    }
    const result = work(part);
    // It may fail long before its turn comes; then it is not unhandled, it is awaited later or given up with the rest.
    result.catch(() => undefined);
    begun.push({ result, weight });
    held += weight;
  }
  for (const { result } of begun) yield await result;
}
