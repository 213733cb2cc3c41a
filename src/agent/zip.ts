import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { failure } from './failure.ts';

export interface ZipEntry {
  /** As written, with `/`; a directory's ends without it. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Permission bits; no set-user-id, set-group-id or sticky bit. */
  readonly mode: number;
  readonly compression: 'none' | 'deflate';
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
  /** Where the entry's local header begins. */
  readonly offset: number;
}

/** An open zip file. Read without a pause for others: nothing else is under way, and it is many times as fast. */
export interface ZipFile {
  readonly fd: number;
  readonly size: number;
  close(): void;
}

/** Opens a zip file. */
export function openZip(path: string): ZipFile {
  const fd = openSync(path, 'r');
  return { fd, size: fstatSync(fd).size, close: () => closeSync(fd) };
}

const signature = 0x02014b50;
const headerBytes = 46;
const localHeaderBytes = 30;

/** Reads the central directory (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT §4.3.12), zip64 included. */
export function readZip(file: ZipFile): readonly ZipEntry[] {
  const { offset, size, count } = findDirectory(file);
  const directory = readExactly(file, offset, size);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + headerBytes > directory.length || directory.readUInt32LE(at) !== signature) throw damaged('its directory');
    const end = at + headerBytes + directory.readUInt16LE(at + 28);
    const extraEnd = end + directory.readUInt16LE(at + 30);
    entries.push(parseEntry(directory.subarray(at, extraEnd), directory.toString('utf8', at + headerBytes, end)));
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Where an entry's bytes begin: behind its local header, whose name and extra field have lengths of their own. */
export function contentOffset(file: ZipFile, { offset, name }: ZipEntry): number {
  const header = readExactly(file, offset, localHeaderBytes);
  if (header.readUInt32LE(0) !== 0x04034b50) throw damaged(name);
  return offset + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** Reads so many bytes, or throws: a truncated file ends here. */
export function readExactly({ fd, size }: ZipFile, offset: number, length: number): Buffer {
  if (offset < 0 || offset + length > size) throw damaged('its end');
  const buffer = Buffer.alloc(length);
  if (readSync(fd, buffer, 0, length, offset) !== length) throw damaged('its end');
  return buffer;
}

/** The failure of a zip that is not what it says. */
export function damaged(what: string, cause?: unknown): Error {
  return failure(`The bundle is not a readable zip file: ${what} is damaged.`, { cause });
}

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

const endBytes = 22;
const locatorBytes = 20;

/** Finds the central directory by the record at the end of the file, which a comment of up to 65,535 bytes may follow. */
function findDirectory(file: ZipFile): Directory {
  const { size } = file;
  const start = Math.max(0, size - endBytes - locatorBytes - 0xffff);
  const end = readExactly(file, start, size - start);
  for (let at = end.length - endBytes; at >= 0; at--) {
    if (end.readUInt32LE(at) !== 0x06054b50 || at + endBytes + end.readUInt16LE(at + 20) !== end.length) continue;
    const located = at >= locatorBytes && end.readUInt32LE(at - locatorBytes) === 0x07064b50;
    if (located) return wideDirectory(file, Number(end.readBigUInt64LE(at - locatorBytes + 8)));
    return { offset: end.readUInt32LE(at + 16), size: end.readUInt32LE(at + 12), count: end.readUInt16LE(at + 10) };
  }
  throw damaged('its end');
}

function wideDirectory(file: ZipFile, at: number): Directory {
  const record = readExactly(file, at, 56);
  if (record.readUInt32LE(0) !== 0x06064b50) throw damaged('its zip64 end');
  const field = (position: number) => Number(record.readBigUInt64LE(position));
  return { offset: field(48), size: field(40), count: field(32) };
}

function parseEntry(header: Buffer, rawName: string): ZipEntry {
  const flags = header.readUInt16LE(8);
  // From DOS and Windows names may come with backslashes, against the standard.
  const name = header.readUInt8(5) === 0 ? rawName.replaceAll('\\', '/') : rawName;
  if (flags & 1) throw failure(`The bundle's file "${name}" is encrypted.`);
  const { size, compressedSize, offset } = wide(header);
  return {
    name: name.replace(/\/$/, ''),
    ...kindAndMode(header, name.endsWith('/')),
    compression: compressionOf(header.readUInt16LE(10), name),
    compressedSize,
    size,
    crc32: header.readUInt32LE(16),
    offset,
  };
}

function compressionOf(method: number, name: string): ZipEntry['compression'] {
  if (method === 0) return 'none';
  if (method === 8) return 'deflate';
  throw failure(
    `The bundle's file "${name}" is compressed by method ${method}; only "stored" and "deflated" are read.`,
  );
}

/** Unix keeps its mode in the upper half of the external attributes; other systems have none. */
function kindAndMode(header: Buffer, endsAsDirectory: boolean): Pick<ZipEntry, 'kind' | 'mode'> {
  const unix = header.readUInt8(5) === 3 ? header.readUInt16LE(40) : 0;
  const type = unix & 0o170000;
  if (endsAsDirectory || type === 0o040000) return { kind: 'directory', mode: unix & 0o777 || 0o755 };
  return { kind: type === 0o120000 ? 'symlink' : 'file', mode: unix & 0o777 || 0o644 };
}

/** Fields that do not fit are all ones, and stand in the zip64 extra field in this order. */
function wide(header: Buffer): Pick<ZipEntry, 'size' | 'compressedSize' | 'offset'> {
  const extra = zip64Extra(header);
  let at = 0;
  const field = (position: number): number => {
    const narrow = header.readUInt32LE(position);
    if (narrow !== 0xffffffff || extra === undefined) return narrow;
    if (at + 8 > extra.length) throw damaged('a zip64 field');
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  };
  const size = field(24);
  const compressedSize = field(20);
  return { size, compressedSize, offset: field(42) };
}

function zip64Extra(header: Buffer): Buffer | undefined {
  for (let at = headerBytes + header.readUInt16LE(28); at + 4 <= header.length; ) {
    const length = header.readUInt16LE(at + 2);
    if (header.readUInt16LE(at) === 1) return header.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}
