import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestCloud, testCloud } from '../services/cloud.ts';

let cloud: TestCloud;
let s3: S3Client;
const Bucket = 'objects';

beforeAll(async () => {
  cloud = await testCloud();
  s3 = new S3Client(cloud.client);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new CreateBucketCommand({ Bucket: 'versioned' }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: 'versioned', VersioningConfiguration: { Status: 'Enabled' } }),
  );
});

afterAll(() => cloud[Symbol.asyncDispose]());

const bytesOf = async (Key: string, more: object = {}) =>
  Buffer.from(
    (await (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToByteArray()) ?? [],
  );
const fails = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (error) => error as { name: string; $metadata: { httpStatusCode: number }; message: string },
  );

describe('PutObject', () => {
  test('keeps the bytes, the headers, the metadata and the tags, and tells MD5 and checksum', async () => {
    const Body = randomBytes(300_000);
    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a/b c+ü?.txt',
        Body,
        ContentType: 'text/plain',
        CacheControl: 'no-cache',
        Metadata: { label: 'v1' },
        Tagging: 'team=a%20b',
      }),
    );
    const md5 = `"${createHash('md5').update(Body).digest('hex')}"`;
    expect(put.ETag).toBe(md5);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b c+ü?.txt', ChecksumMode: 'ENABLED' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentLength: 300_000,
      ETag: md5,
      Metadata: { label: 'v1' },
      TagCount: 1,
      ChecksumCRC32: put.ChecksumCRC32,
      ChecksumType: 'FULL_OBJECT',
    });
    expect(put.ChecksumCRC32).toMatch(/^.{6}==$/);
  });

  test('takes a stream, which the SDK sends in aws-chunked with a trailer', async () => {
    const pieces = [randomBytes(70_000), randomBytes(1), randomBytes(200_000)];
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from(pieces), ContentLength: length }));
    expect(await bytesOf('stream')).toEqual(Buffer.concat(pieces));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'stream' }));
    expect(head.ContentEncoding).toBeUndefined();
    expect(head.ContentLength).toBe(length);
  });

  test('keeps an empty object', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: new Uint8Array() }));
    expect(await bytesOf('empty')).toHaveLength(0);
  });

  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('agrees with the SDK on %s', async (ChecksumAlgorithm) => {
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key: ChecksumAlgorithm, Body: 'hello', ChecksumAlgorithm }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: ChecksumAlgorithm, ChecksumMode: 'ENABLED' }));
    // The SDK itself checks the body against the header while reading it.
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(put[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
    expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(put[`Checksum${ChecksumAlgorithm}`]);
  });

  test('refuses a body that is not what its checksum or its MD5 says, and keeps nothing of it', async () => {
    const files = () => readdirSync(join(cloud.root, 's3')).length;
    const before = files();
    const sum = await fails(
      s3.send(new PutObjectCommand({ Bucket, Key: 'bad', Body: 'x', ChecksumSHA256: `${'A'.repeat(43)}=` })),
    );
    expect(sum).toMatchObject({ name: 'BadDigest', $metadata: { httpStatusCode: 400 } });
    const md5 = await fails(
      s3.send(new PutObjectCommand({ Bucket, Key: 'bad', Body: 'x', ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' })),
    );
    expect(md5.name).toBe('BadDigest');
    const invalid = await fails(s3.send(new PutObjectCommand({ Bucket, Key: 'bad', Body: 'x', ContentMD5: 'short' })));
    expect(invalid.name).toBe('InvalidDigest');
    expect((await fails(s3.send(new HeadObjectCommand({ Bucket, Key: 'bad' })))).$metadata.httpStatusCode).toBe(404);
    expect(files()).toBe(before);
  });

  test('with If-None-Match: * writes a key once, also when two write at the same time', async () => {
    const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body, IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled([put('1'), put('2'), put('3')]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason);
    for (const error of refused)
      expect(error).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });

  test('with If-Match replaces what the client knows and nothing else', async () => {
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'match', Body: '1' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'match', Body: '2', IfMatch: ETag }));
    expect((await fails(s3.send(new PutObjectCommand({ Bucket, Key: 'match', Body: '3', IfMatch: ETag })))).name).toBe(
      'PreconditionFailed',
    );
    expect(
      (await fails(s3.send(new PutObjectCommand({ Bucket, Key: 'no-match', Body: '3', IfMatch: ETag })))).name,
    ).toBe('NoSuchKey');
    expect((await bytesOf('match')).toString()).toBe('2');
  });

  test('refuses a bucket that is not there', async () => {
    const error = await fails(s3.send(new PutObjectCommand({ Bucket: 'nowhere', Key: 'k', Body: 'x' })));
    expect(error).toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
  });
});

describe('GetObject', () => {
  beforeAll(() => s3.send(new PutObjectCommand({ Bucket, Key: 'ten', Body: '0123456789' })));

  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('gives the range %s', async (Range, text, ContentRange) => {
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'ten', Range }));
    expect(got).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } });
    expect(await got.Body?.transformToString()).toBe(text);
  });

  test('refuses a range that begins behind the end', async () => {
    const error = await fails(s3.send(new GetObjectCommand({ Bucket, Key: 'ten', Range: 'bytes=10-' })));
    expect(error).toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
  });

  test('heeds conditions', async () => {
    const { ETag, LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'ten' }));
    const get = (more: object) => s3.send(new GetObjectCommand({ Bucket, Key: 'ten', ...more }));
    expect((await fails(get({ IfNoneMatch: ETag }))).$metadata.httpStatusCode).toBe(304);
    expect((await fails(get({ IfModifiedSince: LastModified }))).$metadata.httpStatusCode).toBe(304);
    expect((await fails(get({ IfMatch: '"other"' }))).$metadata.httpStatusCode).toBe(412);
    expect((await fails(get({ IfUnmodifiedSince: new Date(0) }))).$metadata.httpStatusCode).toBe(412);
    expect((await get({ IfMatch: ETag, IfUnmodifiedSince: new Date(0) })).ContentLength).toBe(10);
  });

  test('of a key that is not there is NoSuchKey, and of a HEAD a bare 404', async () => {
    expect(await fails(s3.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({ name: 'NoSuchKey' });
    expect(await fails(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({ name: 'NotFound' });
  });
});

describe('CopyObject', () => {
  test('copies bytes and metadata, or replaces the metadata', async () => {
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'from ü', Body: 'copied', Metadata: { a: '1' }, ContentType: 'text/x' }),
    );
    await s3.send(
      new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/${encodeURIComponent('from ü')}` }),
    );
    expect((await bytesOf('to')).toString()).toBe('copied');
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      Metadata: { a: '1' },
      ContentType: 'text/x',
    });
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource: `${Bucket}/to`,
        Metadata: { b: '2' },
        MetadataDirective: 'REPLACE',
      }),
    );
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).Metadata).toEqual({ b: '2' });
    expect((await bytesOf('to')).toString()).toBe('copied');
  });

  test('onto itself without a change is refused', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'self', Body: 'x' }));
    expect(
      (await fails(s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `${Bucket}/self` })))).name,
    ).toBe('InvalidRequest');
  });
});

describe('deleting', () => {
  test('takes the body off the disk, and succeeds for a key that is not there', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    const files = readdirSync(join(cloud.root, 's3')).length;
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect(readdirSync(join(cloud.root, 's3'))).toHaveLength(files - 1);
    expect((await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }))).$metadata.httpStatusCode).toBe(204);
  });

  test('of many keys tells the outcome of each, also of odd ones', async () => {
    const keys = ['many/1', 'many/<&>"\'', 'many/\u00e4\u{1F600}'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const done = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
    expect(done.Deleted?.map(({ Key }) => Key)).toEqual(keys);
    for (const Key of keys)
      expect((await fails(s3.send(new HeadObjectCommand({ Bucket, Key })))).name).toBe('NotFound');
  });

  test('in a bucket with versions leaves a marker, and the versions', async () => {
    const at = { Bucket: 'versioned', Key: 'k' };
    const first = await s3.send(new PutObjectCommand({ ...at, Body: '1' }));
    const second = await s3.send(new PutObjectCommand({ ...at, Body: '2' }));
    expect(first.VersionId).not.toBe(second.VersionId);
    const marker = await s3.send(new DeleteObjectCommand(at));
    expect(marker.DeleteMarker).toBe(true);
    expect((await fails(s3.send(new GetObjectCommand(at)))).name).toBe('NoSuchKey');
    const old = await s3.send(new GetObjectCommand({ ...at, VersionId: first.VersionId }));
    expect(await old.Body?.transformToString()).toBe('1');
    const asked = await fails(s3.send(new GetObjectCommand({ ...at, VersionId: marker.VersionId })));
    expect(asked.$metadata.httpStatusCode).toBe(405);
    await s3.send(new DeleteObjectCommand({ ...at, VersionId: marker.VersionId }));
    expect(await (await s3.send(new GetObjectCommand(at))).Body?.transformToString()).toBe('2');
  });
});

test('tags of an object can be changed', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x', Tagging: 'a=1' }));
  await s3.send(
    new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: [{ Key: 'b', Value: '2' }] } }),
  );
  expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual([
    { Key: 'b', Value: '2' },
  ]);
});

test('nothing of all this was a mistake of the cloud', () => {
  expect(cloud.faults).toEqual([]);
});
