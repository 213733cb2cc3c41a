import { AwsError } from '../service.ts';

const tagEpoch = 1;

/** Writes a value in CBOR (RFC 8949) as Smithy RPC v2 wants it: definite lengths, times as tag 1 with epoch seconds, doubles in eight bytes. */
export function encodeCbor(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.of(0xf6);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? integer(value) : double(value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Date) return Buffer.concat([head(6, tagEpoch), double(value.getTime() / 1000)]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)]);
  const pairs = Object.entries(value);
  return Buffer.concat([head(5, pairs.length), ...pairs.flatMap((pair) => pair.map(encodeCbor))]);
}

/** Reads one CBOR value. Times come out as epoch seconds, as JSON would carry them; bytes as base64. */
export function decodeCbor(bytes: Buffer): unknown {
  const cursor: Cursor = { bytes, at: 0 };
  const value = read(cursor);
  if (cursor.at !== bytes.length) throw malformed();
  return value;
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

const stop = Symbol('break');

function head(major: number, count: number): Buffer {
  const first = major << 5;
  if (count < 24) return Buffer.of(first | count);
  if (count < 0x100) return Buffer.of(first | 24, count);
  if (count < 0x10000) return Buffer.of(first | 25, count >> 8, count & 0xff);
  const long = Buffer.alloc(count < 0x100000000 ? 5 : 9);
  long[0] = first | (long.length === 5 ? 26 : 27);
  if (long.length === 5) long.writeUInt32BE(count, 1);
  else long.writeBigUInt64BE(BigInt(count), 1);
  return long;
}

function integer(value: number): Buffer {
  return value < 0 ? head(1, -1 - value) : head(0, value);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0xfb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function read(cursor: Cursor): unknown {
  const initial = take(cursor, 1).readUInt8();
  const major = initial >> 5;
  const low = initial & 0x1f;
  if (major === 7) return simple(low, cursor);
  if (low === 31) return indefinite(major, cursor);
  const count = argument(low, cursor);
  if (major === 0) return count;
  if (major === 1) return -1 - count;
  if (major === 6) return read(cursor);
  return definite(major, count, cursor);
}

function definite(major: number, count: number, cursor: Cursor): unknown {
  if (major === 2) return take(cursor, count).toString('base64');
  if (major === 3) return take(cursor, count).toString('utf8');
  // A length that the rest of the message cannot hold must not make us allocate.
  if (count > cursor.bytes.length - cursor.at) throw malformed();
  if (major === 4) return Array.from({ length: count }, () => read(cursor));
  return Object.fromEntries(Array.from({ length: count }, () => [String(read(cursor)), read(cursor)]));
}

function indefinite(major: number, cursor: Cursor): unknown {
  const values: unknown[] = [];
  for (let value = read(cursor); value !== stop; value = read(cursor)) values.push(value);
  if (major === 2) return Buffer.concat(values.map((part) => Buffer.from(String(part), 'base64'))).toString('base64');
  if (major === 3) return values.join('');
  if (major === 4) return values;
  if (major !== 5 || values.length % 2 === 1) throw malformed();
  return Object.fromEntries(values.flatMap((key, i) => (i % 2 === 0 ? [[String(key), values[i + 1]]] : [])));
}

function simple(low: number, cursor: Cursor): unknown {
  if (low === 20 || low === 21) return low === 21;
  if (low === 22) return null;
  if (low === 23) return undefined;
  if (low === 25) return half(take(cursor, 2).readUInt16BE());
  if (low === 26) return take(cursor, 4).readFloatBE();
  if (low === 27) return take(cursor, 8).readDoubleBE();
  if (low === 31) return stop;
  throw malformed();
}

function half(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent ? sign * 2 ** (exponent - 25) * (fraction + 1024) : sign * 2 ** -24 * fraction;
}

function argument(low: number, cursor: Cursor): number {
  if (low < 24) return low;
  if (low === 24) return take(cursor, 1).readUInt8();
  if (low === 25) return take(cursor, 2).readUInt16BE();
  if (low === 26) return take(cursor, 4).readUInt32BE();
  if (low === 27) return Number(take(cursor, 8).readBigUInt64BE());
  throw malformed();
}

function take(cursor: Cursor, count: number): Buffer {
  if (cursor.at + count > cursor.bytes.length) throw malformed();
  cursor.at += count;
  return cursor.bytes.subarray(cursor.at - count, cursor.at);
}

function malformed(): AwsError {
  return new AwsError('SerializationException', 'The body of the request is not well-formed CBOR.');
}
