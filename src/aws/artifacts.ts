import { setTimeout as wait } from 'node:timers/promises';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { Artifacts, UploadFile, Written } from '../bundle/artifacts.ts';
import type { Files } from '../bundle/files.ts';
import type { Clients } from './clients.ts';
import { uploadParts } from './parts.ts';
import { nameOf, s3Failure } from './s3-failures.ts';

/** Up to here one request. */
const inOneRequest = 16 * 1024 * 1024;
/** Two conditional writes of one key at the same moment: S3 answers one of them "409, again". */
const conflictAttempts = 5;

interface Bucket {
  readonly name: string;
  readonly clients: Pick<Clients, 's3'>;
  readonly files: Files;
  /** Ends an upload that is under way; its parts are removed. */
  readonly signal?: AbortSignal;
}

/** The artifact bucket in S3. Every write is checked by S3 against a checksum that was made here. */
export function s3Artifacts(bucket: Bucket): Artifacts {
  return {
    head: (key) => attempt(bucket, key, () => head(bucket, key)),
    get: (key) => attempt(bucket, key, () => get(bucket, key)),
    put: (key, text) => attempt(bucket, key, () => put(bucket, { Key: key, Body: text })),
    putIfAbsent: (key, text) => attempt(bucket, key, () => ifAbsent(() => put(bucket, { ...free(key), Body: text }))),
    list: (prefix) => attempt(bucket, prefix, () => list(bucket, prefix)),
    remove: (key) => attempt(bucket, key, () => remove(bucket, key)),
    uploadIfAbsent: (key, file) => attempt(bucket, key, () => ifAbsent(() => upload(bucket, key, file))),
  };
}

async function head({ name, clients }: Bucket, key: string): Promise<{ readonly size: number } | undefined> {
  const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await clients.s3();
  const answer = await absentIf(['NotFound', 'NoSuchKey'], () =>
    client.send(new HeadObjectCommand({ Bucket: name, Key: key })),
  );
  return answer && { size: answer.ContentLength ?? 0 };
}

async function get({ name, clients }: Bucket, key: string): Promise<string | undefined> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await clients.s3();
  const answer = await absentIf(['NoSuchKey'], () => client.send(new GetObjectCommand({ Bucket: name, Key: key })));
  return await answer?.Body?.transformToString();
}

async function list({ name, clients }: Bucket, prefix: string): Promise<readonly string[]> {
  const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
  const client = await clients.s3();
  const found: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: name, Prefix: prefix })) {
    found.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
  }
  return found;
}

async function remove({ name, clients }: Bucket, key: string): Promise<void> {
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await clients.s3();
  await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
}

type Put = Pick<PutObjectCommandInput, 'Body' | 'IfNoneMatch' | 'ChecksumSHA256'> & { readonly Key: string };

async function put({ name, clients, signal }: Bucket, object: Put): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = await clients.s3();
  const type = { ContentType: object.Key.endsWith('.json') ? 'application/json' : 'application/octet-stream' };
  await client.send(
    new PutObjectCommand({ Bucket: name, ...type, ...object }),
    signal === undefined ? {} : { abortSignal: signal },
  );
}

function free(key: string) {
  return { Key: key, IfNoneMatch: '*' };
}

async function upload(bucket: Bucket, key: string, file: UploadFile): Promise<void> {
  const { name, clients, files, signal } = bucket;
  signal?.throwIfAborted();
  if (file.size > inOneRequest)
    return uploadParts({ client: await clients.s3(), bucket: name, key, file, files, signal });
  const ChecksumSHA256 = Buffer.from(file.sha256, 'hex').toString('base64');
  await put(bucket, { ...free(key), Body: files.read(file.path), ChecksumSHA256 });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
async function ifAbsent(write: () => Promise<void>): Promise<Written> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      await write();
      return 'written';
    } catch (error) {
      if (nameOf(error) === 'PreconditionFailed') return 'present';
      if (nameOf(error) !== 'ConditionalRequestConflict' || attempts >= conflictAttempts) throw error;
      await wait(100 * 2 ** attempts);
    }
  }
}

async function absentIf<T>(names: readonly string[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (names.includes(nameOf(error))) return undefined;
    throw error;
  }
}

async function attempt<T>({ name, signal }: Bucket, key: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    throw s3Failure(error, { bucket: name, key });
  }
}
