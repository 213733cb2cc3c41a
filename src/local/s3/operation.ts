import type { S3Address } from './address.ts';
import { settingNames } from './settings.ts';

/** What decides which operation a request asks for. */
export interface Asked extends S3Address {
  readonly method: string;
  readonly query: URLSearchParams;
  /** Whether it names a source to copy from. */
  readonly copies: boolean;
}

/** The name of the operation that a request asks for, by its method, its address and its subresource; `undefined`: none that is done here. */
export function operationOf(asked: Asked): string | undefined {
  if (asked.bucket === '') return asked.method === 'GET' ? 'ListBuckets' : undefined;
  return asked.key === '' ? bucketOperation(asked) : objectOperation(asked);
}

/** Subresources of buckets and objects that are known to be ones, done or not: they must never fall through to the plain operation. */
const undone = [
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'metrics',
  'object-lock',
  'policyStatus',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'torrent',
];

function bucketOperation({ method, query }: Asked): string | undefined {
  if (undone.some((name) => query.has(name))) return undefined;
  const setting = [...settingNames].find(([subresource]) => query.has(subresource))?.[1];
  if (setting !== undefined) return verbed(method, `Bucket${setting}`);
  for (const [subresource, name] of Object.entries({
    versioning: 'BucketVersioning',
    tagging: 'BucketTagging',
    location: 'BucketLocation',
  })) {
    if (query.has(subresource)) return verbed(method, name);
  }
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : undefined;
  if (method === 'GET') return bucketListing(query);
  return { PUT: 'CreateBucket', HEAD: 'HeadBucket', DELETE: 'DeleteBucket' }[method];
}

function bucketListing(query: URLSearchParams): string {
  if (query.has('versions')) return 'ListObjectVersions';
  if (query.has('uploads')) return 'ListMultipartUploads';
  return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
}

function objectOperation({ method, query, copies }: Asked): string | undefined {
  if (undone.some((name) => query.has(name))) return undefined;
  if (query.has('tagging')) return verbed(method, 'ObjectTagging');
  if (method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload';
  if (query.has('uploadId')) return uploadOperation(method, copies);
  if (method === 'PUT') return copies ? 'CopyObject' : 'PutObject';
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method];
}

function uploadOperation(method: string, copies: boolean): string | undefined {
  if (method === 'PUT') return copies ? 'UploadPartCopy' : 'UploadPart';
  return { GET: 'ListParts', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' }[method];
}

function verbed(method: string, name: string): string | undefined {
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }[method];
  return verb === undefined ? undefined : `${verb}${name}`;
}
