import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import { type TestCloud, testCloud } from '../services/cloud.ts';

let cloud: TestCloud;
let s3: S3Client;
const Bucket = 'buckets';

beforeAll(async () => {
  cloud = await testCloud();
  s3 = new S3Client(cloud.client);
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterAll(() => cloud[Symbol.asyncDispose]());

const put = (Key: string, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...more }));
const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => error.name,
  );

describe('a bucket', () => {
  test('is found, and one that is not there is not', async () => {
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
    expect(await nameOf(s3.send(new HeadBucketCommand({ Bucket: 'none-such' })))).toBe('NotFound');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
  });

  test.each(['ab', 'Upper', '10.0.0.1', 'a..b', `${'x'.repeat(64)}`])('is not called %s', async (name) => {
    expect(await nameOf(s3.send(new CreateBucketCommand({ Bucket: name })))).toBe('InvalidBucketName');
  });

  test('outside us-east-1 must name its region, and cannot be made twice', async () => {
    await using there = await testCloud({ region: 'eu-central-1' });
    const client = new S3Client(there.client);
    const create = (more: object) => client.send(new CreateBucketCommand({ Bucket: 'here', ...more }));
    // The SDK names the region by itself; other clients do not.
    const signed = new AwsClient({
      accessKeyId: 'AKIATEST',
      secretAccessKey: 'test',
      service: 's3',
      region: 'eu-central-1',
    });
    const bare = await signed.fetch(`${there.endpoint}/here`, { method: 'PUT' });
    expect(await bare.text()).toContain('IllegalLocationConstraintException');
    const right = { CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } };
    expect(await nameOf(create(right))).toBe('no error');
    expect(await nameOf(create(right))).toBe('BucketAlreadyOwnedByYou');
    expect((await client.send(new GetBucketLocationCommand({ Bucket: 'here' }))).LocationConstraint).toBe(
      'eu-central-1',
    );
  });

  test('is deleted only when nothing is in it, versions and markers counted', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'full' }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: 'full', VersioningConfiguration: { Status: 'Enabled' } }));
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: 'full', Key: 'k', Body: 'x' }));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket: 'full', Key: 'k' }));
    const remove = () => nameOf(s3.send(new DeleteBucketCommand({ Bucket: 'full' })));
    expect(await remove()).toBe('BucketNotEmpty');
    await s3.send(new DeleteObjectCommand({ Bucket: 'full', Key: 'k', VersionId }));
    expect(await remove()).toBe('BucketNotEmpty');
    await s3.send(new DeleteObjectCommand({ Bucket: 'full', Key: 'k', VersionId: marker.VersionId }));
    expect(await remove()).toBe('no error');
  });

  test('keeps its policy, and has the defaults of a new bucket', async () => {
    expect(await nameOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).toBe('NoSuchBucketPolicy');
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect(await nameOf(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: 'no' })))).toBe('MalformedPolicy');
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(
      encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ).toBe('AES256');
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration?.BlockPublicPolicy).toBe(true);
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    expect(await nameOf(s3.send(new GetPublicAccessBlockCommand({ Bucket })))).toBe(
      'NoSuchPublicAccessBlockConfiguration',
    );
  });
});

describe('listing', () => {
  const keys = ['a', 'b/1', 'b/2', 'c d+&', 'd/e/f', 'z\uFFFD', 'z\u{1F600}'];
  beforeAll(async () => {
    for (const key of keys) await put(`list/${key}`);
  });

  test('is in the order of UTF-8, prefix and delimiter heeded', async () => {
    const all = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/' }));
    expect(all.Contents?.map(({ Key }) => Key)).toEqual(keys.map((key) => `list/${key}`));
    const rolled = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/' }));
    expect(rolled.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['list/b/', 'list/d/']);
    expect(rolled.KeyCount).toBe(6);
  });

  test.each([1, 2, 3])('goes on where it stopped, %i a page, none twice and none left out', async (MaxKeys) => {
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/', MaxKeys, ContinuationToken }),
      );
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key ?? ''),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''),
      );
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken !== undefined);
    expect(seen.sort()).toEqual(
      ['list/a', 'list/b/', 'list/c d+&', 'list/d/', 'list/z\uFFFD', 'list/z\u{1F600}'].sort(),
    );
  });

  test('of the first version goes on by its marker', async () => {
    const first = await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'list/', Delimiter: '/', MaxKeys: 2 }));
    expect(first.NextMarker).toBe('list/b/');
    const second = await s3.send(
      new ListObjectsCommand({ Bucket, Prefix: 'list/', Delimiter: '/', Marker: first.NextMarker }),
    );
    expect(second.Contents?.[0]?.Key).toBe('list/c d+&');
  });

  test('starts after a key, encodes names when asked, and refuses a made-up token', async () => {
    const after = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'list/', StartAfter: 'list/b/2', MaxKeys: 1 }),
    );
    expect(after.Contents?.[0]?.Key).toBe('list/c d+&');
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/c', EncodingType: 'url' }));
    expect(encoded.Contents?.[0]?.Key).toBe('list/c+d%2B%26');
    expect(await nameOf(s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'bm9uc2Vuc2U' })))).toBe(
      'InvalidArgument',
    );
  });

  test('of versions goes on by key and version', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'history' }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: 'history', VersioningConfiguration: { Status: 'Enabled' } }),
    );
    for (const Body of ['1', '22', '333']) await s3.send(new PutObjectCommand({ Bucket: 'history', Key: 'k', Body }));
    await s3.send(new DeleteObjectCommand({ Bucket: 'history', Key: 'k' }));
    const sizes: unknown[] = [];
    let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    do {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket: 'history', MaxKeys: 1, ...next }));
      sizes.push(page.Versions?.[0]?.Size ?? 'marker');
      next = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    } while (next.KeyMarker !== undefined);
    expect(sizes).toEqual(['marker', 3, 2, 1]);
  });
});

describe('uploads in parts', () => {
  const part = randomBytes(5 * 1024 * 1024);
  const begin = async (Key: string, more: object = {}) =>
    (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId ?? '';
  const upload = async (Key: string, UploadId: string, PartNumber: number, Body: Buffer) => {
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    return { PartNumber, ETag };
  };
  const complete = (Key: string, UploadId: string, Parts: object[], more: object = {}) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));

  test('by the SDK come out whole, with the ETag and the composite checksum of S3', async () => {
    const body = randomBytes(12 * 1024 * 1024);
    await new Upload({ client: s3, params: { Bucket, Key: 'managed', Body: body, Metadata: { a: 'b' } } }).done();
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'managed' }));
    const bytes = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(createHash('sha1').update(bytes).digest('hex')).toBe(createHash('sha1').update(body).digest('hex'));
    const size = 5 * 1024 * 1024;
    const sums = [0, 1, 2].map((n) =>
      createHash('md5')
        .update(body.subarray(n * size, (n + 1) * size))
        .digest(),
    );
    expect(got.ETag).toBe(`"${createHash('md5').update(Buffer.concat(sums)).digest('hex')}-3"`);
    expect(got.Metadata).toEqual({ a: 'b' });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'managed', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ChecksumType: 'COMPOSITE', ChecksumCRC32: expect.stringMatching(/-3$/) });
    const second = await s3.send(new GetObjectCommand({ Bucket, Key: 'managed', PartNumber: 2 }));
    expect(second).toMatchObject({ PartsCount: 3, ContentRange: `bytes ${size}-${2 * size - 1}/${body.length}` });
  });

  test('show their parts, and a part sent again takes the place of the first', async () => {
    const id = await begin('parts');
    await upload('parts', id, 2, Buffer.from('old'));
    const parts = [await upload('parts', id, 1, part), await upload('parts', id, 2, Buffer.from('new'))];
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key: 'parts', UploadId: id }));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, part.length],
      [2, 3],
    ]);
    const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'par' }));
    expect(uploads.Uploads?.map(({ UploadId }) => UploadId)).toEqual([id]);
    await complete('parts', id, parts);
    const tail = await s3.send(new GetObjectCommand({ Bucket, Key: 'parts', Range: 'bytes=-3' }));
    expect(await tail.Body?.transformToString()).toBe('new');
    expect(await nameOf(complete('parts', id, parts))).toBe('NoSuchUpload');
  });

  test('are refused when a part is too small, out of order, or not the one that was sent', async () => {
    const id = await begin('wrong');
    const [one, two] = [await upload('wrong', id, 1, Buffer.from('1')), await upload('wrong', id, 2, Buffer.from('2'))];
    expect(await nameOf(complete('wrong', id, [one, two]))).toBe('EntityTooSmall');
    expect(await nameOf(complete('wrong', id, [two, one]))).toBe('InvalidPartOrder');
    expect(await nameOf(complete('wrong', id, [{ PartNumber: 1, ETag: '"x"' }]))).toBe('InvalidPart');
    expect(await nameOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'wrong' })))).toBe('NotFound');
    // The upload is as it was: it can still be completed.
    expect(await nameOf(complete('wrong', id, [one]))).toBe('no error');
  });

  test('heed If-None-Match at their end', async () => {
    await put('taken');
    const id = await begin('taken');
    const one = await upload('taken', id, 1, Buffer.from('1'));
    expect(await nameOf(complete('taken', id, [one], { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'taken', UploadId: id }));
    expect(await nameOf(upload('taken', id, 1, Buffer.from('1')))).toBe('NoSuchUpload');
  });

  test('take a part from another object, and a checksum of the whole', async () => {
    await put('source', { Body: '0123456789' });
    const id = await begin('copied', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const copy = {
      Bucket,
      Key: 'copied',
      UploadId: id,
      PartNumber: 1,
      CopySource: `${Bucket}/source`,
      CopySourceRange: 'bytes=2-5',
    };
    const { CopyPartResult } = await s3.send(new UploadPartCopyCommand(copy));
    const done = await complete('copied', id, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect(done.ChecksumType).toBe('FULL_OBJECT');
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'copied', ChecksumMode: 'ENABLED' }));
    expect(await got.Body?.transformToString()).toBe('2345');
  });
});

test('nothing of all this was a mistake of the cloud', () => {
  expect(cloud.faults).toEqual([]);
});
