import type { EnvironmentConfig } from '../settings/environment-config.ts';
import type { Artifacts } from './artifacts.ts';
import { hashFile, sha256 } from './digest.ts';
import type { Files } from './files.ts';
import { keys } from './version.ts';

/** An object of the bucket whose key is made from its content. */
export interface Stored {
  readonly key: string;
  readonly sha256: string;
}

/** Puts the instance agent's one file into the bucket, unless it is there. */
export async function putAgent(path: string, files: Files, artifacts: Artifacts): Promise<Stored> {
  const digest = await hashFile(path, files);
  const key = keys.agent(digest);
  const size = files.inspect(path)?.size ?? 0;
  if ((await artifacts.head(key)) === undefined) await artifacts.uploadIfAbsent(key, { path, size, sha256: digest });
  return { key, sha256: digest };
}

/** Puts what an environment's instances must know into the bucket. Equal settings, whatever their order, give the same object. */
export async function putConfig(environment: string, config: EnvironmentConfig, artifacts: Artifacts): Promise<Stored> {
  const text = JSON.stringify(ordered(config));
  const digest = sha256(text);
  const key = keys.config(environment, digest);
  await artifacts.putIfAbsent(key, text);
  return { key, sha256: digest };
}

/** Puts a template into the bucket, from where CloudFormation takes those over 51,200 bytes. */
export async function putTemplate(template: string, artifacts: Artifacts): Promise<Stored> {
  const digest = sha256(template);
  const key = keys.template(digest);
  await artifacts.putIfAbsent(key, template);
  return { key, sha256: digest };
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
