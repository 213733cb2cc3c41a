import { readFileSync } from 'node:fs';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import { failure } from './failure.ts';
import type { InstanceDescription } from './instance.ts';

/** Reads `instance.json`, as user data wrote it. */
export function readDescription(path: string): InstanceDescription {
  return parse<InstanceDescription>(readFileSync(path, 'utf8'), path);
}

/** Reads the environment's configuration, as the action wrote it. */
export function readConfig(path: string): EnvironmentConfig {
  const config = parse<EnvironmentConfig>(readFileSync(path, 'utf8'), "The environment's configuration");
  if (config.schema === 1) return config;
  throw failure(`The environment's configuration has schema ${JSON.stringify(config.schema)}; this agent reads 1.`);
}

/** Both files are ours, and the second one's sha256 is known: only their being JSON is checked. */
function parse<T>(text: string, what: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw notJson(what, cause);
  }
}

function notJson(what: string, cause: unknown): Error {
  return failure(`${what} is not JSON: ${(cause as Error).message}`, { cause });
}
