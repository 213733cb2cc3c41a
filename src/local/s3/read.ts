import { readFile } from 'node:fs/promises';
import { addressOf } from './address.ts';
import { S3Error } from './error.ts';
import { type S3State, bucketOf, recordOf } from './state.ts';

/** The text of the object that a URL names, in any of the styles that S3 has for URLs; a `versionId` is heeded, a signature is not looked at. */
export async function readObject(state: S3State, text: string): Promise<string> {
  const url = new URL(text);
  const { bucket, key } = addressOf(url.host, url.pathname);
  bucketOf(state, bucket);
  const versions = state.versions.get(recordOf(bucket, key)) ?? [];
  const id = url.searchParams.get('versionId');
  const version = id === null ? versions[0] : versions.find((one) => one.versionId === id);
  if (version?.kind !== 'object') throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  return readFile(state.fileOf(version), 'utf8');
}
