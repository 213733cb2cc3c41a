import { crc32 } from 'node:zlib';
import {
  centralRecord,
  dataDescriptor,
  type EntryRecord,
  endRecords,
  localHeader,
  type Method,
} from './zip-records.ts';

/** One entry to write: its data whole, or in pieces whose packed size is known only at their end. */
export type ZipEntry = WholeEntry | StreamedEntry;

interface Named {
  /** Path with `/`, relative. */
  readonly path: string;
  /** Unix mode with the bits of the kind. */
  readonly mode: number;
  /** Bytes before packing. */
  readonly size: number;
}

export interface WholeEntry extends Named {
  readonly kind: 'whole';
  readonly method: Method;
  readonly crc: number;
  /** As it lies in the archive. */
  readonly data: Uint8Array;
}

/** Always deflated: some readers of streams cannot find the end of data that is only stored. */
export interface StreamedEntry extends Named {
  readonly kind: 'streamed';
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
    const written = entry.kind === 'whole' ? yield* writeWhole(entry) : yield* writeStreamed(entry);
    central.push(centralRecord(written.record, entry.kind === 'whole' ? 'header' : 'descriptor', offset));
    offset += written.length;
  }
  let size = 0;
  for (const record of central) {
    yield record;
    size += record.length;
  }
  yield endRecords({ entries: central.length, size, offset });
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

function* writeWhole({ path, mode, size, method, crc, data }: WholeEntry): Generator<Uint8Array, Written> {
  const record = { name: Buffer.from(path), mode, size, method, crc, packed: data.length };
  const header = localHeader(record, 'header');
  yield header;
  yield data;
  return { record, length: header.length + data.length };
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
