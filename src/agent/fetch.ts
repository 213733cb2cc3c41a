import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Aws } from './aws/client.ts';
import { AwsRefusal } from './aws/refusal.ts';
import { download } from './aws/s3.ts';
import { failure } from './failure.ts';

export interface Artifact {
  /** What the failure calls it: `The bundle`. */
  readonly title: string;
  readonly bucket: string;
  readonly key: string;
  readonly sha256: string;
  /** Where it goes. */
  readonly file: string;
}

/** Brings a file from the artifact bucket; it is there afterwards, with the right sha256, or not at all. */
export async function fetchArtifact(aws: Aws, artifact: Artifact): Promise<void> {
  const { file, sha256 } = artifact;
  if (existsSync(file) && (await digest(file)) === sha256) return;
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  const arrived = await download(aws, artifact, partial).catch((error: unknown) => {
    throw unreached(artifact, error);
  });
  if (arrived !== sha256) {
    throw failure(`${artifact.title} in ${place(artifact)} has the sha256 ${arrived}, not ${sha256}.`);
  }
  renameSync(partial, file);
}

function unreached(artifact: Artifact, cause: unknown): Error {
  const words = cause instanceof AwsRefusal ? `${cause.code}: ${cause.message}` : (cause as Error).message;
  return failure(`${artifact.title} could not be fetched from ${place(artifact)}: ${words}`, { cause });
}

function place({ bucket, key }: Artifact): string {
  return `s3://${bucket}/${key}`;
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
