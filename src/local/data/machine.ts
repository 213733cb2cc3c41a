import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Longest that a tool of an engine may take, in real milliseconds. */
const limitMs = 120_000;

/** A program of this machine, by its names; the first that is there. Debian keeps those of PostgreSQL out of the PATH, one directory for each version. */
export function findProgram(...names: readonly string[]): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(':').filter(Boolean), '/usr/sbin', ...postgresPlaces()];
  for (const name of names) {
    const found = places.map((place) => join(place, name)).find(isProgram);
    if (found !== undefined) return found;
  }
  return undefined;
}

function postgresPlaces(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root).sort((one, other) => Number(other) - Number(one));
    return versions.map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A command as somebody who is not root: PostgreSQL refuses to run as root. In a user namespace of its own root is called by another number, and the
 * files that it makes still belong to whoever runs the cloud.
 */
export function notAsRoot(words: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return words;
  const unshare = findProgram('unshare');
  if (unshare === undefined) throw new Error(`${words[0]} does not run as root, and this machine has no unshare.`);
  return [unshare, '--user', '--map-user=1000', '--map-group=1000', ...words];
}

/** Runs a tool to its end, with a text on its standard input; rejects with its own last words. */
export function runTool(words: readonly string[], input = ''): Promise<string> {
  const [program = '', ...rest] = words;
  return new Promise((resolve, reject) => {
    const child = execFile(program, rest, { timeout: limitMs, maxBuffer: 16_777_216 }, (error, stdout, stderr) => {
      if (error === null) resolve(`${stdout}${stderr}`);
      else reject(new Error(`${program}: ${stderr.trim().split('\n').at(-1) ?? error.message}`, { cause: error }));
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** The first version number that a program says of itself. */
export function versionOf(program: string): string {
  const said = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return /\d+(?:\.\d+)+/.exec(said)?.[0] ?? 'unknown';
}
