import { BeanpoleError } from '../errors.ts';
import type { Source } from './platform.ts';

/** The members of package.json that decide how an application is installed and started. */
export interface Manifest {
  readonly start?: string;
  readonly main?: string;
  /** Whether `npm install` has anything to do: dependencies, workspaces, or scripts that run at install. */
  readonly installs: boolean;
}

/** Reads package.json; absent when the tree has none. Throws `settings` when it is not a JSON object. */
export function readManifest(source: Source): Manifest | undefined {
  const text = source.read('package.json');
  if (text === undefined) return undefined;
  const { scripts, main, dependencies, optionalDependencies, workspaces } = parse(text);
  const { start, preinstall, install, postinstall, prepare } = record(scripts);
  const wanted = Object.keys({ ...record(dependencies), ...record(optionalDependencies) });
  return {
    ...(typeof start === 'string' && start.trim() !== '' && { start }),
    ...(typeof main === 'string' && main !== '' && { main: main.replace(/^\.\//, '') }),
    installs: wanted.length > 0 || [workspaces, preinstall, install, postinstall, prepare].some(Boolean),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw broken(cause);
  }
  throw new BeanpoleError('settings', 'package.json is not a JSON object.');
}

function broken(cause: unknown): BeanpoleError {
  return new BeanpoleError('settings', `package.json is not valid JSON: ${(cause as Error).message}`, { cause });
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
