import { flat } from '../protocols/xml.ts';
import { numberOf, type S3Answer, type S3Call, type S3Operation } from './call.ts';
import { type Encoding, encodingOf } from './encoding.ts';
import { S3Error } from './error.ts';
import { type Page, pageOf } from './listing.ts';
import { bucketOf, keysOf, type ObjectVersion } from './state.ts';
import { currentObject } from './versions.ts';

/** Listings of the objects that stand in a bucket. */
export const listOperations: Readonly<Record<string, S3Operation>> = { ListObjects: listV1, ListObjectsV2: listV2 };

/** What the listings have in common. */
export function askedOf(call: S3Call) {
  return {
    prefix: call.query.get('prefix') ?? '',
    delimiter: call.query.get('delimiter') ?? '',
    maxKeys: numberOf(call, 'max-keys', { fallback: 1000, most: 1000 }),
    encoding: encodingOf(call),
  };
}

/** How a listing names an owner: the account, since ACLs and canonical users are not done here. */
export function ownerOf(call: S3Call): { ID: string } {
  return { ID: call.cloud.account };
}

function listV1(call: S3Call): S3Answer {
  const asked = askedOf(call);
  const marker = call.query.get('marker') ?? '';
  const page = read(call, marker);
  const { encode } = asked.encoding;
  const content = {
    ...common(call, page),
    Marker: encode(marker),
    // Only with a delimiter; without one the last key is the marker.
    NextMarker: page.truncated && asked.delimiter !== '' ? encode(page.last ?? '') : undefined,
    Contents: flat(contents(call, page, asked.encoding).map((entry) => ({ ...entry, Owner: ownerOf(call) }))),
  };
  return { status: 200, xml: { root: 'ListBucketResult', content } };
}

function listV2(call: S3Call): S3Answer {
  const asked = askedOf(call);
  const token = call.query.get('continuation-token') ?? undefined;
  const startAfter = call.query.get('start-after') ?? '';
  const page = read(call, token === undefined ? startAfter : afterToken(token));
  const owner = call.query.get('fetch-owner') === 'true' ? { Owner: ownerOf(call) } : {};
  const content = {
    ...common(call, page),
    KeyCount: page.keys.length + page.commonPrefixes.length,
    ContinuationToken: token,
    NextContinuationToken: page.truncated ? tokenAfter(page.last ?? '') : undefined,
    StartAfter: startAfter === '' ? undefined : asked.encoding.encode(startAfter),
    Contents: flat(contents(call, page, asked.encoding).map((entry) => ({ ...entry, ...owner }))),
  };
  return { status: 200, xml: { root: 'ListBucketResult', content } };
}

function read(call: S3Call, after: string): Page {
  bucketOf(call.state, call.bucket);
  const standing = keysOf(call.state, call.bucket).filter(({ versions }) => versions[0]?.kind === 'object');
  return pageOf(
    standing.map(({ key }) => key),
    { ...askedOf(call), after },
  );
}

function common(call: S3Call, page: Page): object {
  const { prefix, delimiter, maxKeys, encoding } = askedOf(call);
  return {
    Name: call.bucket,
    Prefix: encoding.encode(prefix),
    Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: encoding.type,
    IsTruncated: page.truncated,
    CommonPrefixes: flat(page.commonPrefixes.map((name) => ({ Prefix: encoding.encode(name) }))),
  };
}

function contents(call: S3Call, page: Page, encoding: Encoding): object[] {
  return page.keys.flatMap((key) => {
    const object = currentObject(call.state, call.bucket, key);
    return object === undefined ? [] : [{ Key: encoding.encode(key), ...summary(object) }];
  });
}

/** What a listing tells of an object. */
export function summary(object: ObjectVersion): object {
  return {
    LastModified: new Date(object.modifiedMs),
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum.algorithm,
    ChecksumType: object.checksum.type,
    Size: object.size,
    StorageClass: object.headers['x-amz-storage-class'] ?? 'STANDARD',
  };
}

/** Tokens are opaque to clients; the mark before them tells ours from what somebody made up. */
const mark = 'after:';

function tokenAfter(key: string): string {
  return Buffer.from(`${mark}${key}`).toString('base64url');
}

function afterToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith(mark)) return text.slice(mark.length);
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect', {
    ArgumentName: 'continuation-token',
  });
}
