import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The checksums that S3 knows beside MD5, https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html. */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** `COMPOSITE`: a checksum of the parts' checksums. `FULL_OBJECT`: of the bytes. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** A checksum as S3 keeps it: base64, for composite ones with `-<parts>` behind. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: ChecksumType;
}

/** A digest under way. */
export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** Begins a digest. */
export function digestOf(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'CRC32':
      return crc((value, bytes) => crc32(bytes, value));
    case 'CRC32C':
      return crc(crc32c);
    case 'CRC64NVME':
      return crc64();
    case 'SHA1':
    case 'SHA256':
      return createHash(algorithm.toLowerCase());
  }
}

/** The checksum of checksums that a multipart object carries. */
export function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly string[]): Checksum {
  const digest = digestOf(algorithm);
  for (const part of parts) digest.update(Buffer.from(part, 'base64'));
  return { algorithm, value: `${digest.digest().toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}

/** Reads the name of an algorithm as headers and documents write it. */
export function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  return checksumAlgorithms.find((one) => one === name?.toUpperCase());
}

/** The header that carries a checksum of this algorithm. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

function crc(step: (value: number, bytes: Uint8Array) => number): Digest {
  let value = 0;
  return {
    update: (bytes) => {
      value = step(value, bytes);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes;
    },
  };
}

/** Castagnoli's polynomial, reflected. */
const castagnoli = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(before: number, bytes: Uint8Array): number {
  let value = ~before;
  for (const byte of bytes) value = (value >>> 8) ^ (castagnoli[(value ^ byte) & 0xff] ?? 0);
  return ~value >>> 0;
}

/** The NVMe polynomial, reflected, as two halves: JavaScript's integers end at 32 bits and BigInt is a hundred times slower. */
const nvme = nvmeTable();

function nvmeTable(): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return { high, low };
}

function crc64(): Digest {
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) {
        const at = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (nvme.low[at] ?? 0);
        high = (high >>> 8) ^ (nvme.high[at] ?? 0);
      }
    },
    digest: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(~high >>> 0, 0);
      bytes.writeUInt32BE(~low >>> 0, 4);
      return bytes;
    },
  };
}
