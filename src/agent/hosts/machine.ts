import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from '../../platforms/platform.ts';
import { failure } from '../failure.ts';
import { bounded, startChild } from './child.ts';
import type { Exit } from './host.ts';

/** How a command is run; by default in / with the agent's own environment. */
export interface Manner {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly hear?: (chunk: string) => void;
  /** Kills it; otherwise it has as long as an installation. */
  readonly signal?: AbortSignal;
}

export interface Outcome extends Exit {
  /** What it printed, on both streams. */
  readonly output: string;
}

/** The only way by which the host touches its machine. */
export interface Machine {
  run(command: Command, manner?: Manner): Promise<Outcome>;
  /** Writes a file, with its directories; `mode` is octal permissions. */
  write(path: string, text: string, mode?: number): Promise<void>;
  read(path: string): Promise<string>;
  /** Makes a symbolic link, or makes it anew. */
  link(path: string, target: string): Promise<void>;
}

/** Longest command: the installation of packages or dependencies, in real milliseconds. */
const limitMs = 15 * 60_000;

/** This machine. */
export function machine(): Machine {
  return {
    run: async (
      command,
      { directory = '/', environment = inherited(), hear, signal = AbortSignal.timeout(limitMs) } = {},
    ) => {
      let output = '';
      const child = startChild(command, { directory, environment }, (chunk) => {
        output += chunk;
        hear?.(chunk);
      });
      return { ...(await bounded(child, signal)), output };
    },
    write: async (path, text, mode = 0o644) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { mode });
      await chmod(path, mode);
    },
    read: (path) => readFile(path, 'utf8'),
    link: async (path, target) => {
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      await symlink(target, path);
    },
  };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
}

/** Runs a command of the machine's own; throws with its last words when it fails. */
export async function insist(machine: Machine, command: Command): Promise<Outcome> {
  const outcome = await machine.run(command);
  if (outcome.code === 0) return outcome;
  throw failure(`"${command.join(' ')}" failed with ${outcome.signal ?? outcome.code}: ${lastWords(outcome.output)}`);
}

/** The end of what a command printed, on one line. */
export function lastWords(output: string): string {
  return output.trim().split('\n').slice(-3).join(' ').slice(0, 500);
}
