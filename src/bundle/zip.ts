import { crc32 } from 'node:zlib';
import { free } from './free.ts';
import {
  centralRecord,
  dataDescriptor,
  type EntryRecord,
  endRecords,
  headerLength,
  localHeader,
  type PackedEntry,
} from './zip-records.ts';

/** What is written in one go: entries that are packed already, or one in pieces whose packed size is known only at their end. */
export type ZipEntry = PackedEntries | StreamedEntry;

/** Entries as they lie in the archive, one behind the other. */
export interface PackedEntries {
  readonly kind: 'packed';
  readonly entries: readonly PackedEntry[];
  /** Headers and data of all of them, alone in a buffer, which is given up when they are written. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Always deflated: some readers of streams cannot find the end of data that is only stored. */
export interface StreamedEntry {
  readonly kind: 'streamed';
  /** Path with `/`, relative. */
  readonly path: string;
  /** Unix mode with the bits of the kind. */
  readonly mode: number;
  /** Bytes before packing. */
  readonly size: number;
  /** Gives the packed data piece by piece; at the end its size and the checksum of the unpacked. */
  readonly read: () => AsyncGenerator<Uint8Array, { readonly packed: number; readonly crc: number }>;
}

/**
 * Writes a zip archive, entry after entry as given. Nothing but names, modes and contents enters it: no time, no owner. Equal entries give equal
 * bytes on one version of zlib; that is why the source digest and not the archive's own says whether a tree is known.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array, { readonly entries: number }> {
  const central: Buffer[] = [];
  let offset = 0;
  for await (const entry of entries) {
    if (entry.kind === 'packed') {
      yield entry.bytes;
      free(entry.bytes);
      offset = listPacked(entry.entries, { central, offset });
    } else {
      const written = yield* writeStreamed(entry);
      central.push(centralRecord(written.record, 'descriptor', offset));
      offset += written.length;
    }
  }
  const directory = Buffer.concat(central);
  yield directory;
  yield endRecords({ entries: central.length, size: directory.length, offset });
  return { entries: central.length };
}

/** The checksum of zip, going on from that of the bytes before. */
export function checksum(content: Uint8Array, before = 0): number {
  return crc32(content, before);
}

interface Written {
  readonly record: EntryRecord;
  /** Bytes in the archive, headers included. */
  readonly length: number;
}

/** Lists entries that lie from `offset` on; gives where the next one will begin. */
function listPacked(
  entries: readonly PackedEntry[],
  { central, offset }: { readonly central: Buffer[]; readonly offset: number },
): number {
  let at = offset;
  for (const entry of entries) {
    const record = { ...entry, name: Buffer.from(entry.path) };
    central.push(centralRecord(record, 'header', at));
    at += headerLength(record) + entry.packed;
  }
  return at;
}

async function* writeStreamed({ path, mode, size, read }: StreamedEntry): AsyncGenerator<Uint8Array, Written> {
  const known = { name: Buffer.from(path), mode, size, method: 'deflate' } as const;
  const header = localHeader({ ...known, crc: 0, packed: 0 }, 'descriptor');
  yield header;
  const record = { ...known, ...(yield* read()) };
  const descriptor = dataDescriptor(record);
  yield descriptor;
  return { record, length: header.length + record.packed + descriptor.length };
}
