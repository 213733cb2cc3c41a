import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  algorithmNamed,
  type Checksum,
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  digestOf,
} from './checksum.ts';
import { S3Error } from './error.ts';

/** What a request claims about its body. */
export interface Claims {
  /** Base64. */
  readonly md5?: string;
  /** Hex, of the bytes as signed. */
  readonly sha256?: string;
  readonly length?: number;
  readonly algorithm?: ChecksumAlgorithm;
  /** Base64; absent when it comes in a trailer or not at all. */
  readonly checksum?: string;
  readonly chunked: boolean;
}

/** What the body turned out to be. */
export interface Measured {
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  readonly checksum: Checksum;
}

/** Reads what the headers claim about the body. */
export function claimsOf(headers: IncomingHttpHeaders): Claims {
  const given = checksumAlgorithms.find((one) => headers[checksumHeader(one)] !== undefined);
  const trailer = text(headers['x-amz-trailer'])?.replace('x-amz-checksum-', '');
  const algorithm = given ?? algorithmNamed(trailer) ?? algorithmNamed(text(headers['x-amz-sdk-checksum-algorithm']));
  // The length of a chunked body counts its chunk sizes too.
  const length = isChunked(headers) ? text(headers['x-amz-decoded-content-length']) : headers['content-length'];
  const sha256 = text(headers['x-amz-content-sha256']);
  const checksum = given && text(headers[checksumHeader(given)]);
  return {
    ...(headers['content-md5'] !== undefined && { md5: wellFormedMd5(String(headers['content-md5'])) }),
    ...(sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && { sha256 }),
    ...(length !== undefined && { length: Number(length) }),
    ...(algorithm !== undefined && { algorithm }),
    ...(checksum !== undefined && { checksum }),
    chunked: isChunked(headers),
  };
}

/** Measures a body while it passes, and at its end refuses it when it is not what was claimed. */
export function measure(claims: Claims, trailers: ReadonlyMap<string, string>) {
  // Without a checksum from the client, S3 adds a CRC64NVME of its own.
  const algorithm = claims.algorithm ?? 'CRC64NVME';
  const digest = digestOf(algorithm);
  const md5 = createHash('md5');
  const sha256 = claims.sha256 === undefined ? undefined : createHash('sha256');
  let size = 0;
  return {
    update(bytes: Uint8Array): void {
      size += bytes.length;
      for (const one of [digest, md5, sha256]) one?.update(bytes);
    },
    end(): Measured {
      const checksum = { algorithm, value: digest.digest().toString('base64'), type: 'FULL_OBJECT' } as const;
      const measured = { size, md5: md5.digest('hex'), checksum };
      hold(claims, measured, trailers.get(checksumHeader(algorithm)));
      if (sha256 !== undefined && sha256.digest('hex') !== claims.sha256) {
        throw new S3Error(
          'XAmzContentSHA256Mismatch',
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
        );
      }
      return measured;
    },
  };
}

function hold(claims: Claims, measured: Measured, trailer: string | undefined): void {
  if (claims.length !== undefined && claims.length !== measured.size) {
    throw new S3Error(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  }
  if (claims.md5 !== undefined && Buffer.from(claims.md5, 'base64').toString('hex') !== measured.md5) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const claimed = claims.checksum ?? trailer;
  if (claimed === undefined || claimed === measured.checksum.value) return;
  const { algorithm, value } = measured.checksum;
  if (Buffer.from(claimed, 'base64').length !== Buffer.from(value, 'base64').length) {
    throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

function wellFormedMd5(value: string): string {
  if (Buffer.from(value, 'base64').length === 16) return value;
  throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', { 'Content-MD5': value });
}

function isChunked(headers: IncomingHttpHeaders): boolean {
  const streaming = text(headers['x-amz-content-sha256'])?.startsWith('STREAMING-') ?? false;
  return streaming || (headers['content-encoding'] ?? '').split(',').some((coding) => coding.trim() === 'aws-chunked');
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
