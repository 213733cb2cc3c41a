import { createReadStream, createWriteStream, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { failure } from './failure.ts';
import { contentOffset, damaged, openZip, readExactly, readZip, type ZipEntry, type ZipFile } from './zip.ts';

/** Larger files pass through in pieces. */
const atOnceBytes = 4 * 1_024 * 1_024;

/** Unpacks a zip into an empty directory and says which files it holds. Nothing is written before every path is known to be safe. */
export async function unpack(zip: string, directory: string): Promise<readonly string[]> {
  const file = openZip(zip);
  try {
    const entries = readZip(file);
    checkPaths(entries);
    for (const folder of folders(entries)) mkdirSync(join(directory, folder), { recursive: true });
    for (const entry of entries.filter(({ kind }) => kind === 'file')) await extract(file, entry, directory);
    // Last, so that nothing can be written through one.
    for (const entry of entries.filter(({ kind }) => kind === 'symlink')) link(file, entry, directory);
    return entries.filter(({ kind }) => kind !== 'directory').map(({ name }) => name);
  } finally {
    file.close();
  }
}

function folders(entries: readonly ZipEntry[]): ReadonlySet<string> {
  return new Set(['.', ...entries.map(({ name, kind }) => (kind === 'directory' ? name : posix.dirname(name)))]);
}

/** Each path inside the directory, each once, and none below a file or a symbolic link. */
function checkPaths(entries: readonly ZipEntry[]): void {
  const leaves = new Set<string>();
  for (const { name, kind } of entries) {
    const parts = name.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..') || /[\0\\]|^[A-Za-z]:/.test(name)) {
      throw failure(`The bundle's path "${name}" is not a plain path inside the bundle.`);
    }
    if (kind === 'directory') continue;
    if (leaves.has(name)) throw failure(`The bundle holds "${name}" twice.`);
    leaves.add(name);
  }
  for (const { name, kind } of entries) {
    const above = name.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
    const covered = [...above, ...(kind === 'directory' ? [name] : [])].find((path) => leaves.has(path));
    if (covered !== undefined) throw failure(`The bundle's "${covered}" is a file or a link and a directory too.`);
  }
}

async function extract(file: ZipFile, entry: ZipEntry, directory: string): Promise<void> {
  const path = join(directory, entry.name);
  const mode = entry.mode | 0o600;
  if (entry.size <= atOnceBytes) return writeFileSync(path, bytes(file, entry), { mode, flag: 'wx' });
  const start = contentOffset(file, entry);
  const source = createReadStream('', { fd: file.fd, start, end: start + entry.compressedSize - 1, autoClose: false });
  const target = createWriteStream(path, { mode, flags: 'wx' });
  const checked = (chunks: AsyncIterable<Buffer>) => verified(chunks, entry);
  if (entry.compression === 'none') return pipeline(source, checked, target);
  return pipeline(source, createInflateRaw(), checked, target);
}

async function* verified(chunks: AsyncIterable<Buffer>, { name, size, crc32: expected }: ZipEntry) {
  let count = 0;
  let sum = 0;
  for await (const chunk of chunks) {
    count += chunk.length;
    if (count > size) throw damaged(name);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (count !== size || sum !== expected) throw damaged(name);
}

function bytes(file: ZipFile, entry: ZipEntry): Buffer {
  const raw = readExactly(file, contentOffset(file, entry), entry.compressedSize);
  const content = entry.compression === 'none' ? raw : inflated(raw, entry);
  if (content.length !== entry.size || crc32(content) !== entry.crc32) throw damaged(entry.name);
  return content;
}

function inflated(raw: Buffer, { name, size }: ZipEntry): Buffer {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(size, 1) });
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/**
 * A link may only lead to a place inside. `..` may only lead the target: there it climbs real directories of ours, while
 * behind another link it could climb out from anywhere.
 */
function link(file: ZipFile, entry: ZipEntry, directory: string): void {
  const target = entry.size > 4_096 ? '' : bytes(file, entry).toString();
  const inside = !posix.normalize(posix.join(posix.dirname(entry.name), target)).startsWith('..');
  const climbsLate = /(^|\/)(?!\.\.?(\/|$))[^/]+\/(.*\/)?\.\.(\/|$)/.test(target);
  if (target === '' || posix.isAbsolute(target) || !inside || climbsLate) {
    throw failure(`The bundle's symbolic link "${entry.name}" leads to "${target}", out of the bundle.`);
  }
  symlinkSync(target, join(directory, entry.name));
}
