import { S3Error } from './error.ts';

/** Which bucket and which object a request is about; empty strings for none. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Reads the address of a request, virtual-hosted (`<bucket>.s3.localhost`, `<bucket>.s3.<region>.amazonaws.com`, `<bucket>.localhost`) or path style.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html. `rawPath` is undecoded: `%2F` in a key is not a separator of bucket and key.
 */
export function addressOf(host: string, rawPath: string): S3Address {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const bucket = virtualBucket(name);
  if (bucket !== undefined) return { bucket, key: decode(rawPath.slice(1)) };
  const [, first = '', rest = ''] = /^\/([^/]*)\/?(.*)$/s.exec(rawPath) ?? [];
  return { bucket: decode(first), key: decode(rest) };
}

function virtualBucket(host: string): string | undefined {
  const base = /(^|\.)(?:s3[.-](?:[a-z0-9-]+\.)?(?:localhost|amazonaws\.com(?:\.cn)?)|localhost)$/.exec(host);
  if (base === null || base.index === 0) return undefined;
  return host.slice(0, base.index);
}

function decode(part: string): string {
  if (/%(?![0-9a-f]{2})/i.test(part)) throw new S3Error('InvalidArgument', "Couldn't parse the specified URI.");
  // Keys are UTF-8; other bytes come out as U+FFFD and are then simply another key.
  return unescapeBytes(part).toString('utf8');
}

function unescapeBytes(part: string): Buffer {
  const pieces = part.split(/%([0-9a-f]{2})/i);
  return Buffer.concat(pieces.map((piece, i) => (i % 2 === 0 ? Buffer.from(piece) : Buffer.from(piece, 'hex'))));
}
