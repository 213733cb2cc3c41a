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
  const agent = await agentObject(path, files);
  const size = files.inspect(path)?.size ?? 0;
  if ((await artifacts.head(agent.key)) === undefined)
    await artifacts.uploadIfAbsent(agent.key, { path, size, sha256: agent.sha256 });
  return agent;
}

/** Where the agent is, or would be. */
export async function agentObject(path: string, files: Files): Promise<Stored> {
  const digest = await hashFile(path, files);
  return { key: keys.agent(digest), sha256: digest };
}

/** Puts what an environment's instances must know into the bucket. Equal settings, whatever their order, give the same object. */
export async function putConfig(environment: string, config: EnvironmentConfig, artifacts: Artifacts): Promise<Stored> {
  const { text, ...stored } = configObject(environment, config);
  await artifacts.putIfAbsent(stored.key, text);
  return stored;
}

/** Where an environment's configuration is, or would be, and how it reads. */
export function configObject(environment: string, config: EnvironmentConfig): Stored & { readonly text: string } {
  const text = JSON.stringify(ordered(config));
  const digest = sha256(text);
  return { key: keys.config(environment, digest), sha256: digest, text };
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
