import { type S3Call, header } from './call.ts';
import { S3Error } from './error.ts';
import type { Description, ObjectVersion, Tags } from './state.ts';

/** Headers that S3 keeps with an object and gives back. */
const kept = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const;

/** Other words that come back as they were given: no meaning here, but clients look for them. */
const echoed = [
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
] as const;

/** User metadata and tags may hold this much. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const metadataLimit = 2048;

/** Reads what the headers of an upload say about the object. */
export function describe(call: S3Call): Description {
  const headers = Object.fromEntries(
    [...kept, ...echoed].map((name) => [name, storedValue(name, header(call, name))]).filter(([, value]) => value),
  );
  const metadata = Object.fromEntries(
    Object.keys(call.headers)
      .filter((name) => name.startsWith('x-amz-meta-'))
      .map((name) => [name.slice('x-amz-meta-'.length), header(call, name) ?? '']),
  );
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
  if (size > metadataLimit) {
    throw new S3Error('InvalidRequest', 'Your metadata headers exceed the maximum allowed metadata size', {
      MaxSizeAllowed: String(metadataLimit),
    });
  }
  return { headers, metadata, tags: readTags(new URLSearchParams(header(call, 'x-amz-tagging') ?? '')) };
}

/** Checks tags as S3 does. */
export function readTags(pairs: Iterable<[string, string]>): Tags {
  const tags = [...pairs];
  const names = new Set(tags.map(([name]) => name));
  if (names.size !== tags.length) throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  if (tags.some(([name, value]) => name === '' || name.length > 128 || value.length > 256)) {
    throw new S3Error('InvalidTag', 'The TagKey or TagValue you have provided is invalid');
  }
  return Object.fromEntries(tags);
}

/** The headers of an object, as GET and HEAD give them. */
export function headersOf(object: ObjectVersion): Record<string, string> {
  const tags = Object.keys(object.tags).length;
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    'content-type': 'binary/octet-stream',
    'x-amz-server-side-encryption': 'AES256',
    ...object.headers,
    ...Object.fromEntries(metadata),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...(tags > 0 && { 'x-amz-tagging-count': String(tags) }),
    ...versionHeader(object.versionId),
  };
}

/** Names the version, as S3 does in buckets that have versions. */
export function versionHeader(versionId: string): Record<string, string> {
  return versionId === 'null' ? {} : { 'x-amz-version-id': versionId };
}

function storedValue(name: string, value: string | undefined): string | undefined {
  // STANDARD is what an object has when it has none.
  if (name === 'x-amz-storage-class' && value === 'STANDARD') return undefined;
  if (name !== 'content-encoding') return value;
  // `aws-chunked` describes the upload, not the object.
  const codings = value?.split(',').map((coding) => coding.trim()) ?? [];
  return codings.filter((coding) => coding !== 'aws-chunked').join(',');
}
