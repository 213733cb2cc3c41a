import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Checksum, ChecksumAlgorithm, ChecksumType } from './checksum.ts';
import { S3Error } from './error.ts';

export type Tags = Readonly<Record<string, string>>;

/** A bucket: its settings are documents, kept as they were put. */
export interface Bucket {
  readonly name: string;
  readonly createdMs: number;
  readonly versioning?: 'Enabled' | 'Suspended';
  /** By the name of the subresource: `policy`, `encryption` … */
  readonly documents: Readonly<Record<string, string>>;
}

/** What the client says about an object when it is made. */
export interface Description {
  /** `content-type`, `cache-control` …: given back as they were given. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without the `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

/** Bytes on disk. */
export interface Blob {
  readonly file: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum: Checksum;
  readonly modifiedMs: number;
}

/** One version of an object. Buckets without versioning have one a key, with the id `null`. */
export interface ObjectVersion extends Blob, Description {
  readonly kind: 'object';
  readonly versionId: string;
  /** Sizes of its parts, for objects that were uploaded in parts. */
  readonly parts?: readonly number[];
}

/** The version that says that there is no object. */
export interface DeleteMarker {
  readonly kind: 'marker';
  readonly versionId: string;
  readonly modifiedMs: number;
}

export type Version = ObjectVersion | DeleteMarker;

/** A multipart upload under way. */
export interface Upload extends Description {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly startedMs: number;
  readonly algorithm?: ChecksumAlgorithm;
  readonly checksumType?: ChecksumType;
  readonly parts: Readonly<Record<string, Blob>>;
}

/** All that S3 keeps: records in the store, bytes in files beside it. */
export interface S3State {
  readonly buckets: Collection<Bucket>;
  /** Versions of a key, newest first, under `<bucket>/<key>`. */
  readonly versions: Collection<readonly Version[]>;
  readonly uploads: Collection<Upload>;
  /** A path for a new body. */
  newFile(): string;
  fileOf(blob: Blob): string;
  /** The name under which a blob remembers a path. */
  nameOf(path: string): string;
  /** Forgets bodies. Readers that have them open keep reading. */
  discard(blobs: readonly Blob[]): Promise<void>;
}

/** Opens what S3 keeps, and sweeps away the bodies of uploads that a killed cloud left behind. */
export function openS3(cloud: Cloud): S3State {
  const directory = cloud.store.directory('s3');
  const state: S3State = {
    buckets: cloud.store.collection('s3-buckets'),
    versions: cloud.store.collection('s3-versions'),
    uploads: cloud.store.collection('s3-uploads'),
    newFile: () => join(directory, randomBytes(16).toString('hex')),
    fileOf: (blob) => join(directory, blob.file),
    nameOf: (path) => basename(path),
    discard: async (blobs) => {
      // The records that no longer name these bodies go to disk first: a cloud killed in between must not come back with records of nothing.
      if (blobs.length > 0) cloud.store.flush();
      await Promise.all(blobs.map((blob) => rm(join(directory, blob.file), { force: true })));
    },
  };
  const known = new Set(allBlobs(state).map((blob) => blob.file));
  for (const file of readdirSync(directory)) if (!known.has(file)) rmSync(join(directory, file), { force: true });
  return state;
}

/** The bucket of that name, or S3's `NoSuchBucket`. */
export function bucketOf(state: S3State, name: string): Bucket {
  const bucket = state.buckets.get(name);
  if (bucket === undefined)
    throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  return bucket;
}

/** Where the versions of a key are kept. Bucket names hold no slash, so no two keys meet. */
export function recordOf(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

/** All keys of a bucket with their versions. */
export function keysOf(
  state: S3State,
  bucket: string,
): { readonly key: string; readonly versions: readonly Version[] }[] {
  const prefix = `${bucket}/`;
  return state.versions
    .keys()
    .filter((record) => record.startsWith(prefix))
    .map((record) => ({ key: record.slice(prefix.length), versions: state.versions.get(record) ?? [] }));
}

function allBlobs(state: S3State): Blob[] {
  const objects = state.versions
    .values()
    .flat()
    .filter((version) => version.kind === 'object');
  return [...objects, ...state.uploads.values().flatMap((upload) => Object.values(upload.parts))];
}
