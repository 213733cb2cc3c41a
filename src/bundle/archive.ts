import { BeanpoleError } from '../errors.ts';
import type { Bundle } from './bundle.ts';
import { hashFile } from './digest.ts';
import type { Files } from './files.ts';

/** The end record has 22 bytes and a comment of up to 65,535; the zip64 locator's 20 stand before it. */
const tail = 22 + 65_535 + 20;
const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const locatorSignature = 0x07064b50;
const directorySignature = 0x02014b50;

/**
 * Takes a finished zip, jar or war as the bundle, byte for byte. A file that is no archive, or was cut off, is refused here: on an
 * instance it would cost minutes to find out.
 */
export async function takeArchive(path: string, files: Files): Promise<Bundle> {
  const size = files.inspect(path)?.size ?? 0;
  const entries = entriesOf(path, size, files);
  return { path, size, sha256: await hashFile(path, files), entries };
}

interface End {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
  /** Where the end records begin, which is where the central directory ends. */
  readonly at: number;
}

function entriesOf(path: string, size: number, files: Files): number {
  const end = endOf(path, size, files);
  if (end === undefined) throw refused(path, 'it has no end of a zip archive, so it is none or was cut off');
  if (end.entries === 0) throw refused(path, 'it is empty');
  // A launch script may stand before the archive (Spring Boot's executable jars), with offsets that count from behind it.
  const places = [end.offset, end.at - end.size].filter((at) => at >= 0 && at + end.size <= end.at);
  const found = places.some((at) => number32(files.readRange(path, { start: at, length: 4 })) === directorySignature);
  if (!found) throw refused(path, 'its list of files is not where it says, so it is damaged or was cut off');
  return end.entries;
}

function endOf(path: string, size: number, files: Files): End | undefined {
  const start = Math.max(0, size - tail);
  const last = Buffer.from(files.readRange(path, { start, length: Math.min(size, tail) }));
  for (let at = last.lastIndexOf(endSignature); at >= 0; at = at > 0 ? last.lastIndexOf(endSignature, at - 1) : -1) {
    // The comment must reach to the end of the file, else these four bytes are part of something else.
    if (at + 22 > last.length || at + 22 + last.readUInt16LE(at + 20) !== last.length) continue;
    const wide = at >= 20 && last.readUInt32LE(at - 20) === locatorSignature;
    return wide ? wideEnd(path, { start: start + at - 20, size }, files) : narrowEnd(last, at, start);
  }
  return undefined;
}

function narrowEnd(last: Buffer, at: number, start: number): End {
  return {
    entries: last.readUInt16LE(at + 10),
    size: last.readUInt32LE(at + 12),
    offset: last.readUInt32LE(at + 16),
    at: start + at,
  };
}

function wideEnd(
  path: string,
  locator: { readonly start: number; readonly size: number },
  files: Files,
): End | undefined {
  const pointer = Buffer.from(files.readRange(path, { start: locator.start, length: 20 }));
  const at = Number(pointer.readBigUInt64LE(8));
  const record = Buffer.from(files.readRange(path, { start: Math.min(at, locator.size), length: 56 }));
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return undefined;
  return {
    entries: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
    at,
  };
}

function number32(bytes: Uint8Array): number | undefined {
  return bytes.length < 4 ? undefined : Buffer.from(bytes).readUInt32LE(0);
}

function refused(path: string, why: string): BeanpoleError {
  return new BeanpoleError('bundle', `The artifact "${path}" cannot be deployed: ${why}.`, {
    fix: 'Give a zip, jar or war file that was written completely.',
  });
}
