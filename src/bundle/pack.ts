import { extname } from 'node:path/posix';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, deflateRawSync } from 'node:zlib';
import { BeanpoleError } from '../errors.ts';
import { beginId, type HashedFile, idOf, isPointer, namingOf, onlyPointers } from './digest.ts';
import { type Files, modeOf } from './files.ts';
import { free } from './free.ts';
import { headerLength, localHeader, type PackedEntry } from './zip-records.ts';
import { checksum, type PackedEntries, type StreamedEntry } from './zip.ts';

/**
 * Every parameter is pinned: a changed default of zlib must not change the bytes. Measured on source text, level 4 takes a quarter of the time of level 6 off for
 * 1 to 3 hundredths more bytes, which any network of 2 MB/s carries in less than the time that was won.
 */
const deflating = { level: 4, memLevel: 8, strategy: 0, windowBits: 15 } as const;
/** Deflate's own framing with nothing packed, for large files that would not shrink. */
const framing = { ...deflating, level: 0 } as const;
/** Files from this size on are tried by samples before all of them is packed: deflate is slowest where it gains nothing. */
const sampledFrom = 64 * 1024;
const sampleSize = 4 * 1024;
/** https://nodejs.org/api/zlib.html#class-options */
const smallestChunk = 64;

/** Formats that are compressed already; deflate would spend its time and gain nothing. */
const compressed: ReadonlySet<string> = new Set(
  `7z avif br bz2 docx ear flac gif gz heic jar jpeg jpg lz4 m4a m4v mkv mov mp3 mp4 nupkg odt ogg opus pdf png pptx rar tgz
   war webm webp whl woff woff2 xlsx xz zip zst`
    .split(/\s+/)
    .map((name) => `.${name}`),
);

/** A file whose size is known before it is read. */
export interface MeasuredFile extends HashedFile {
  /** Bytes; of a link those of its target. */
  readonly size: number;
}

/** Files that are packed together, each small enough to be held. */
export interface Batch {
  readonly root: string;
  readonly files: readonly MeasuredFile[];
}

/**
 * Reads and packs files as they will lie in the archive, headers included. The same bytes come out wherever it runs and however the files are
 * divided into batches. A file that is no longer what was hashed is refused.
 */
export function packBatch({ root, files: batch }: Batch, files: Files): PackedEntries {
  // Two buffers for the whole batch, where each file would leave several behind.
  const room = new Uint8Array(Math.max(0, ...batch.map(({ size }) => size)));
  const bytes = new Uint8Array(batch.reduce((sum, file) => sum + mostBytes(file), 0));
  let at = 0;
  const write = (piece: Uint8Array) => {
    bytes.set(piece, at);
    at += piece.length;
  };
  const entries = batch.map((file) => {
    const content = contentOf(file, `${root}/${file.path}`, { files, room });
    if (idOf(content, namingOf(file.id)) !== file.id) throw changed(file);
    // What git knew nobody has read until now.
    if (isPointer(content)) throw onlyPointers([file.path]);
    const { entry, data } = packed(file, content);
    write(localHeader({ ...entry, name: Buffer.from(file.path) }, 'header'));
    write(data);
    return entry;
  });
  free(room);
  return { kind: 'packed', entries, bytes: bytes.subarray(0, at) };
}

/** The most bytes that a file takes in the archive: what deflate would make larger is stored. */
function mostBytes({ path, size }: MeasuredFile): number {
  return headerLength({ name: Buffer.from(path), size }) + size;
}

function contentOf(
  { kind, size }: MeasuredFile,
  path: string,
  { files, room }: { readonly files: Files; readonly room: Uint8Array },
): Uint8Array {
  return kind === 'link' ? files.readLink(path) : files.readRange(path, { start: 0, length: size }, room);
}

function packed(file: HashedFile, content: Uint8Array): { readonly entry: PackedEntry; readonly data: Uint8Array } {
  const known = { path: file.path, mode: modeOf(file), size: content.length, crc: checksum(content) };
  const data = shrunk(file, content);
  if (data === undefined) return { entry: { ...known, method: 'store', packed: content.length }, data: content };
  return { entry: { ...known, method: 'deflate', packed: data.length }, data };
}

/** Absent when the content is best left as it is. */
function shrunk(file: HashedFile, content: Uint8Array): Uint8Array | undefined {
  if (file.kind === 'link' || isCompressed(file)) return undefined;
  if (
    content.length >= sampledFrom &&
    !shrinks(samplesOf(content.length, (at) => content.subarray(at, at + sampleSize)))
  )
    return undefined;
  // One piece that holds all that is wanted: pieces of its usual size would be thrown away, or put together.
  const chunkSize = Math.max(content.length, smallestChunk);
  const data = deflateRawSync(content, { ...deflating, chunkSize });
  return data.length < content.length ? data : undefined;
}

/** A file that is too large to be held; it is read while it is written. */
export function streamed(root: string, file: HashedFile, size: number, files: Files): StreamedEntry {
  const path = `${root}/${file.path}`;
  return { kind: 'streamed', path: file.path, mode: modeOf(file), size, read: () => deflated(path, file, size, files) };
}

async function* deflated(
  path: string,
  file: HashedFile,
  size: number,
  files: Files,
): ReturnType<StreamedEntry['read']> {
  const id = beginId(size, namingOf(file.id));
  let crc = 0;
  async function* noted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of files.stream(path)) {
      id.update(chunk);
      crc = checksum(chunk, crc);
      yield chunk;
    }
  }
  const sample = (start: number) => files.readRange(path, { start, length: sampleSize });
  const isWorthIt = !isCompressed(file) && shrinks(samplesOf(size, sample));
  const deflate = createDeflateRaw({ ...(isWorthIt ? deflating : framing), chunkSize: 256 * 1024 });
  const fed = pipeline(Readable.from(noted()), deflate);
  // A failure reaches us through the deflate stream as well; this one must not count as unhandled before we come to it.
  fed.catch(() => undefined);
  let packed = 0;
  for await (const chunk of deflate) {
    packed += chunk.length;
    yield chunk;
  }
  await fed;
  if (id.digest('hex') !== file.id) throw changed(file);
  return { packed, crc };
}

function isCompressed({ path }: HashedFile): boolean {
  return compressed.has(extname(path).toLowerCase());
}

/** From the beginning, the end and between: a picture may stand behind a long text. */
function samplesOf(size: number, read: (at: number) => Uint8Array): readonly Uint8Array[] {
  return [0, 1, 2, 3].map((part) => read(Math.floor(((size - sampleSize) * part) / 3)));
}

function shrinks(samples: readonly Uint8Array[]): boolean {
  return samples.some((sample) => deflateRawSync(sample, deflating).length < sample.length * 0.98);
}

/** The refusal of a file that is no longer what was hashed. */
export function changed({ path }: HashedFile): BeanpoleError {
  return new BeanpoleError('bundle', `"${path}" changed while the bundle was made.`, {
    fix: 'Let everything that writes to the source directory end first; `build` is the place for it.',
  });
}
