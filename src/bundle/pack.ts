import { createHash } from 'node:crypto';
import { extname } from 'node:path/posix';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createDeflateRaw, deflateRaw, deflateRawSync } from 'node:zlib';
import { BeanpoleError } from '../errors.ts';
import { type HashedFile, sha256, wholeUpTo } from './digest.ts';
import { type Files, modeOf } from './files.ts';
import { checksum, type StreamedEntry, type WholeEntry, type ZipEntry } from './zip.ts';

/** Every parameter is pinned: a changed default of zlib must not change the bytes. */
const deflating = { level: 6, memLevel: 8, strategy: 0, windowBits: 15 } as const;
/** Deflate's own framing with nothing packed, for large files that would not shrink. */
const framing = { ...deflating, level: 0 } as const;
/** Up to here a call into the thread pool costs more than it saves. */
const inlineUpTo = 32 * 1024;
const inPool = promisify<Uint8Array, typeof deflating, Buffer>(deflateRaw);

/** Formats that are compressed already; deflate would spend its time and gain nothing. */
const compressed: ReadonlySet<string> = new Set(
  `7z avif br bz2 docx ear flac gif gz heic jar jpeg jpg lz4 m4a m4v mkv mov mp3 mp4 nupkg odt ogg opus pdf png pptx rar tgz
   war webm webp whl woff woff2 xlsx xz zip zst`
    .split(/\s+/)
    .map((name) => `.${name}`),
);

/** Reads and packs one file of the source tree. A file that is no longer what was hashed is refused. */
export async function pack(root: string, file: HashedFile, files: Files): Promise<ZipEntry> {
  const path = `${root}/${file.path}`;
  if (file.kind === 'file' && file.size > wholeUpTo) return streamed(path, file, files);
  const content = file.kind === 'link' ? files.readLink(path) : files.read(path);
  if (sha256(content) !== file.hash) throw changed(file);
  return whole(file, content);
}

async function whole(file: HashedFile, content: Uint8Array): Promise<WholeEntry> {
  const entry = {
    kind: 'whole',
    path: file.path,
    mode: modeOf(file),
    size: content.length,
    crc: checksum(content),
  } as const;
  if (file.kind === 'link' || isCompressed(file)) return { ...entry, method: 'store', data: content };
  const data = content.length > inlineUpTo ? await inPool(content, deflating) : deflateRawSync(content, deflating);
  if (data.length >= content.length) return { ...entry, method: 'store', data: content };
  return { ...entry, method: 'deflate', data };
}

function streamed(path: string, file: HashedFile, files: Files): StreamedEntry {
  return {
    kind: 'streamed',
    path: file.path,
    mode: modeOf(file),
    size: file.size,
    read: () => deflated(path, file, files),
  };
}

async function* deflated(path: string, file: HashedFile, files: Files): ReturnType<StreamedEntry['read']> {
  const hash = createHash('sha256');
  let crc = 0;
  async function* noted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of files.stream(path)) {
      hash.update(chunk);
      crc = checksum(chunk, crc);
      yield chunk;
    }
  }
  const deflate = createDeflateRaw({ ...(isCompressed(file) ? framing : deflating), chunkSize: 256 * 1024 });
  const fed = pipeline(Readable.from(noted()), deflate);
  // A failure reaches us through the deflate stream as well; this one must not count as unhandled before we come to it.
  fed.catch(() => undefined);
  let packed = 0;
  for await (const chunk of deflate) {
    packed += chunk.length;
    yield chunk;
  }
  await fed;
  if (hash.digest('hex') !== file.hash) throw changed(file);
  return { packed, crc };
}

function isCompressed({ path }: HashedFile): boolean {
  return compressed.has(extname(path).toLowerCase());
}

function changed({ path }: HashedFile): BeanpoleError {
  return new BeanpoleError('bundle', `"${path}" changed while the bundle was made.`, {
    fix: 'Let everything that writes to the source directory end first; `build` is the place for it.',
  });
}
