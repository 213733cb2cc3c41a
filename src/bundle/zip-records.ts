/** How an entry's bytes lie in the archive; the numbers are the format's own. */
export const methods = { store: 0, deflate: 8 } as const;
export type Method = keyof typeof methods;

/** What the archive says of one entry. Sizes in bytes; `packed` is the size in the archive. */
export interface EntryRecord {
  readonly name: Uint8Array;
  /** Unix mode with the bits of the kind. */
  readonly mode: number;
  readonly method: Method;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** An entry of which all is known, by its path. */
export interface PackedEntry extends Omit<EntryRecord, 'name'> {
  /** With `/`, relative. */
  readonly path: string;
}

/** Whether sizes stand in the local header, or follow the data because they were not known before it. */
export type SizesAt = 'header' | 'descriptor';

/** 1980-01-01 00:00, the first moment that the format knows: the same tree gives the same bytes whenever it was checked out. */
const epoch = { time: 0x0000, date: 0x0021 };
const utf8Names = 0x0800;
const sizesFollow = 0x0008;
const unix = 3;
/** From here on a 32-bit or 16-bit field says "look into the zip64 field". */
const full32 = 0xffff_ffff;
const full16 = 0xffff;

/** Whether an entry of this size needs 64-bit fields. Deflate may add five bytes to each 16 KiB, so it is asked with a margin. */
export function needsZip64(size: number): boolean {
  return size >= full32 - 16 * 1024 * 1024;
}

/** The header before an entry's data. Unknown sizes and checksum are zero, as the format asks. */
export function localHeader(entry: EntryRecord, sizesAt: SizesAt): Buffer {
  const zip64 = needsZip64(entry.size);
  const known = sizesAt === 'header' ? entry : { crc: 0, packed: 0, size: 0 };
  const extra = zip64 ? zip64Extra([known.size, known.packed]) : Buffer.alloc(0);
  const fixed = Buffer.alloc(30);
  fixed.writeUInt32LE(0x04034b50, 0);
  fixed.writeUInt16LE(versionNeeded(zip64), 4);
  writeShared(fixed, 6, { entry: { ...entry, ...known }, sizesAt, zip64 });
  fixed.writeUInt16LE(entry.name.length, 26);
  fixed.writeUInt16LE(extra.length, 28);
  return Buffer.concat([fixed, entry.name, extra]);
}

/** Bytes of a local header. */
export function headerLength({ name, size }: Pick<EntryRecord, 'name' | 'size'>): number {
  return 30 + name.length + (needsZip64(size) ? 20 : 0);
}

/** What follows the data of an entry whose header could not say it. */
export function dataDescriptor(entry: EntryRecord): Buffer {
  const zip64 = needsZip64(entry.size);
  const descriptor = Buffer.alloc(zip64 ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(entry.crc, 4);
  if (zip64) {
    descriptor.writeBigUInt64LE(BigInt(entry.packed), 8);
    descriptor.writeBigUInt64LE(BigInt(entry.size), 16);
  } else {
    descriptor.writeUInt32LE(entry.packed, 8);
    descriptor.writeUInt32LE(entry.size, 12);
  }
  return descriptor;
}

/** The entry in the central directory; `offset` is where its local header begins. */
export function centralRecord(entry: EntryRecord, sizesAt: SizesAt, offset: number): Buffer {
  const zip64 = needsZip64(entry.size);
  const wide = [...(zip64 ? [entry.size, entry.packed] : []), ...(offset >= full32 ? [offset] : [])];
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE((unix << 8) | versionNeeded(wide.length > 0), 4);
  fixed.writeUInt16LE(versionNeeded(wide.length > 0), 6);
  writeShared(fixed, 8, { entry, sizesAt, zip64 });
  fixed.writeUInt16LE(entry.name.length, 28);
  fixed.writeUInt16LE(extra.length, 30);
  fixed.writeUInt32LE((entry.mode << 16) >>> 0, 38);
  fixed.writeUInt32LE(Math.min(offset, full32), 42);
  return Buffer.concat([fixed, entry.name, extra]);
}

/** Where the central directory lies, and how many entries it has. */
export interface Directory {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
}

/** The records that end the archive; the 64-bit ones only where they are needed. */
export function endRecords(directory: Directory): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(directory.entries, full16), 8);
  end.writeUInt16LE(Math.min(directory.entries, full16), 10);
  end.writeUInt32LE(Math.min(directory.size, full32), 12);
  end.writeUInt32LE(Math.min(directory.offset, full32), 16);
  const fits = directory.entries < full16 && directory.size < full32 && directory.offset < full32;
  return fits ? end : Buffer.concat([zip64End(directory), end]);
}

function zip64End({ entries, size, offset }: Directory): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE((unix << 8) | versionNeeded(true), 12);
  end.writeUInt16LE(versionNeeded(true), 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Flags, method, time, checksum and sizes stand in the same order in the local and in the central header. */
function writeShared(
  header: Buffer,
  at: number,
  shared: { readonly entry: EntryRecord; readonly sizesAt: SizesAt; readonly zip64: boolean },
): void {
  const { entry, sizesAt, zip64 } = shared;
  header.writeUInt16LE(sizesAt === 'descriptor' ? utf8Names | sizesFollow : utf8Names, at);
  header.writeUInt16LE(methods[entry.method], at + 2);
  header.writeUInt16LE(epoch.time, at + 4);
  header.writeUInt16LE(epoch.date, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(zip64 ? full32 : entry.packed, at + 12);
  header.writeUInt32LE(zip64 ? full32 : entry.size, at + 16);
}

function versionNeeded(zip64: boolean): number {
  return zip64 ? 45 : 20;
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  });
  return extra;
}
