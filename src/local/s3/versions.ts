import { randomBytes } from 'node:crypto';
import type { S3Call } from './call.ts';
import { S3Error } from './error.ts';
import { type Bucket, bucketOf, type ObjectVersion, recordOf, type S3State, type Version } from './state.ts';

/** What became of a delete. */
export interface Deleted {
  readonly versionId?: string;
  /** A marker was made, or one was removed. */
  readonly marker: boolean;
}

/** The object that stands at a key now; `undefined` when there is none or its newest version is a delete marker. */
export function currentObject(state: S3State, bucket: string, key: string): ObjectVersion | undefined {
  const newest = state.versions.get(recordOf(bucket, key))?.[0];
  return newest?.kind === 'object' ? newest : undefined;
}

/** The object that a request reads: its newest version, or the one it names. */
export function objectOf(call: S3Call, versionId = call.query.get('versionId') ?? undefined): ObjectVersion {
  bucketOf(call.state, call.bucket);
  const versions = call.state.versions.get(recordOf(call.bucket, call.key)) ?? [];
  const found = versionId === undefined ? versions[0] : versions.find((version) => version.versionId === versionId);
  if (found?.kind === 'object') return found;
  if (found === undefined && versionId !== undefined) {
    throw new S3Error('NoSuchVersion', 'The specified version does not exist.', {
      Key: call.key,
      VersionId: versionId,
    });
  }
  const marker = found === undefined ? {} : { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId };
  if (versionId !== undefined) {
    throw new S3Error(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      { ResourceType: 'DeleteMarker' },
      { ...marker, allow: 'DELETE' },
    );
  }
  throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: call.key }, marker);
}

/** Puts an object in force at a key: a further version where the bucket keeps versions, otherwise in place of the one without an id. */
export async function putVersion(
  state: S3State,
  at: { bucket: string; key: string },
  object: Omit<ObjectVersion, 'versionId'>,
): Promise<ObjectVersion> {
  const version: ObjectVersion = { ...object, versionId: newVersionId(bucketOf(state, at.bucket)) };
  await push(state, at, version);
  return version;
}

/** Deletes a key, or one version of it for good. Deleting what is not there succeeds. */
export async function deleteVersion(
  state: S3State,
  at: { bucket: string; key: string },
  versionId: string | undefined,
): Promise<Deleted> {
  const bucket = bucketOf(state, at.bucket);
  if (versionId !== undefined) return { versionId, marker: await remove(state, at, versionId) };
  if (bucket.versioning === undefined) return { marker: await remove(state, at, 'null') };
  const id = newVersionId(bucket);
  await push(state, at, { kind: 'marker', versionId: id, modifiedMs: Date.now() });
  return { versionId: id, marker: true };
}

/** Changes a version in place: its tags are all that can change. */
export function replaceVersion(state: S3State, at: { bucket: string; key: string }, version: ObjectVersion): void {
  const record = recordOf(at.bucket, at.key);
  const versions = state.versions.get(record) ?? [];
  state.versions.set(
    record,
    versions.map((one) => (one.versionId === version.versionId ? version : one)),
  );
}

function newVersionId(bucket: Bucket): string {
  return bucket.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';
}

async function push(state: S3State, at: { bucket: string; key: string }, version: Version): Promise<void> {
  const record = recordOf(at.bucket, at.key);
  const before = state.versions.get(record) ?? [];
  // Only a version without an id is ever replaced by another.
  const kept = version.versionId === 'null' ? before.filter((one) => one.versionId !== 'null') : before;
  state.versions.set(record, [version, ...kept]);
  await state.discard(before.filter((one) => one.kind === 'object').filter((one) => !kept.includes(one)));
}

async function remove(state: S3State, at: { bucket: string; key: string }, versionId: string): Promise<boolean> {
  const record = recordOf(at.bucket, at.key);
  const before = state.versions.get(record) ?? [];
  const gone = before.find((version) => version.versionId === versionId);
  const left = before.filter((version) => version !== gone);
  if (left.length > 0) state.versions.set(record, left);
  else state.versions.delete(record);
  await state.discard(gone?.kind === 'object' ? [gone] : []);
  return gone?.kind === 'marker';
}
