import { isIPv4 } from 'node:net';
import { flat } from '../protocols/xml.ts';
import { receiveDocument } from './body.ts';
import { header, type S3Answer, type S3Call, type S3Operation } from './call.ts';
import { parseDocument, readDocument, readTagging, taggingOf, textOf } from './document.ts';
import { S3Error } from './error.ts';
import { keepDocument } from './settings.ts';
import { type Bucket, bucketOf, keysOf, type S3State, type Tags } from './state.ts';

/** Operations on a bucket as such. Its policy, encryption and the like are in settings.ts. */
export const bucketOperations: Readonly<Record<string, S3Operation>> = {
  ListBuckets: listBuckets,
  CreateBucket: createBucket,
  HeadBucket: (call) => {
    bucketOf(call.state, call.bucket);
    return { status: 200, headers: { 'x-amz-bucket-region': call.cloud.region, 'x-amz-access-point-alias': 'false' } };
  },
  DeleteBucket: async (call) => {
    await deleteBucket(call.state, call.bucket);
    return { status: 204 };
  },
  GetBucketLocation: (call) => {
    bucketOf(call.state, call.bucket);
    // us-east-1 is the one region that S3 has no word for.
    const region = call.cloud.region === 'us-east-1' ? '' : call.cloud.region;
    const text = `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
    return { status: 200, headers: { 'content-type': 'application/xml' }, text };
  },
  GetBucketVersioning: (call) => {
    const bucket = bucketOf(call.state, call.bucket);
    return { status: 200, xml: { root: 'VersioningConfiguration', content: { Status: bucket.versioning } } };
  },
  PutBucketVersioning: putVersioning,
  GetBucketTagging: (call) => {
    const text = bucketOf(call.state, call.bucket).documents['tagging'];
    if (text === undefined) throw new S3Error('NoSuchTagSet', 'The TagSet does not exist', { BucketName: call.bucket });
    return { status: 200, xml: { root: 'Tagging', content: taggingOf(JSON.parse(text) as Tags) } };
  },
  PutBucketTagging: async (call) => {
    const tags = await readTagging(call);
    keepDocument(call.state, call.bucket, { subresource: 'tagging', text: JSON.stringify(tags) });
    return { status: 204 };
  },
  DeleteBucketTagging: (call) => {
    keepDocument(call.state, call.bucket, { subresource: 'tagging', text: undefined });
    return { status: 204 };
  },
};

/** Makes a bucket. Names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. Making one's own bucket again is nothing in us-east-1 and an error elsewhere. */
export function makeBucket(state: S3State, name: string, region: string): Bucket {
  if (!validName(name))
    throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
  const existing = state.buckets.get(name);
  if (existing !== undefined && region !== 'us-east-1') {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    throw new S3Error('BucketAlreadyOwnedByYou', message, { BucketName: name });
  }
  const bucket = existing ?? { name, createdMs: Date.now(), documents: {} };
  state.buckets.set(name, bucket);
  return bucket;
}

/** Deletes a bucket that holds no object, no version and no delete marker. Uploads under way go with it. */
export async function deleteBucket(state: S3State, name: string): Promise<void> {
  const { versioning } = bucketOf(state, name);
  if (keysOf(state, name).length > 0) {
    const advice = versioning === undefined ? '' : '. You must delete all versions in the bucket.';
    throw new S3Error('BucketNotEmpty', `The bucket you tried to delete is not empty${advice}`, { BucketName: name });
  }
  const uploads = state.uploads.values().filter((upload) => upload.bucket === name);
  for (const upload of uploads) state.uploads.delete(upload.id);
  state.buckets.delete(name);
  await state.discard(uploads.flatMap((upload) => Object.values(upload.parts)));
}

function listBuckets(call: S3Call): S3Answer {
  const prefix = call.query.get('prefix') ?? '';
  const buckets = call.state.buckets.values().filter((bucket) => bucket.name.startsWith(prefix));
  const entries = buckets
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((bucket) => ({
      Name: bucket.name,
      CreationDate: new Date(bucket.createdMs),
      BucketRegion: call.cloud.region,
    }));
  const content = { Owner: { ID: call.cloud.account }, Buckets: { Bucket: flat(entries) } };
  return { status: 200, xml: { root: 'ListAllMyBucketsResult', content } };
}

async function createBucket(call: S3Call): Promise<S3Answer> {
  const text = await receiveDocument(call.request);
  const { region } = call.cloud;
  const constraint =
    text === '' ? undefined : textOf(parseDocument(text, 'CreateBucketConfiguration'), 'LocationConstraint');
  holdLocation(constraint, region);
  makeBucket(call.state, call.bucket, region);
  return { status: 200, headers: { location: `/${call.bucket}` } };
}

/** A bucket is made in the region of the endpoint; every region but us-east-1 wants to be named. */
function holdLocation(constraint: string | undefined, region: string): void {
  if (constraint === 'us-east-1') {
    throw new S3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      LocationConstraint: constraint,
    });
  }
  if ((constraint ?? 'us-east-1') === region) return;
  const named = constraint ?? 'unspecified';
  const message = `The ${named} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new S3Error('IllegalLocationConstraintException', message);
}

async function putVersioning(call: S3Call): Promise<S3Answer> {
  const status = textOf(await readDocument(call, 'VersioningConfiguration'), 'Status');
  const bucket = bucketOf(call.state, call.bucket);
  if (status !== 'Enabled' && status !== 'Suspended') {
    throw new S3Error('MalformedXML', 'The versioning status must be Enabled or Suspended.');
  }
  if (header(call, 'x-amz-mfa') !== undefined)
    throw new S3Error('NotImplemented', 'The local cloud does not do MFA delete.');
  call.state.buckets.set(bucket.name, { ...bucket, versioning: status });
  return { status: 200 };
}

function validName(name: string): boolean {
  const shaped = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
  return shaped && !isIPv4(name) && !/\.\.|^xn--|^sthree-|-s3alias$|--ol-s3$/.test(name);
}
