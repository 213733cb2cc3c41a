import { lstatSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { BeanpoleError } from '../errors.ts';

/** The settings that name a place in the workspace. */
export type PlaceSetting = 'source' | 'artifact' | 'instances.packer';

/** The checkout that a run works on. */
export interface Workspace {
  /** Absolute, with every link resolved. */
  readonly root: string;
  /**
   * The real path of a source directory or artifact. It must exist, be of the right kind, and lie in the workspace
   * even after every link on the way is followed.
   */
  place(setting: PlaceSetting, path: string): string;
}

/** Opens a directory as the workspace. */
export function openWorkspace(directory: string): Workspace {
  const root = realpathSync.native(directory);
  return { root, place: (setting, path) => place(root, setting, path) };
}

function place(root: string, setting: PlaceSetting, path: string): string {
  const named = resolve(root, path);
  if (!inside(root, named)) throw refused(setting, path, 'lies outside of the workspace');
  const real = realPath(named);
  if (real === undefined) throw refused(setting, path, missing(named));
  if (!inside(root, real)) throw refused(setting, path, `leads through a link out of the workspace, to "${real}"`);
  const stats = statSync(real);
  if (setting !== 'artifact' && !stats.isDirectory()) throw refused(setting, path, 'is not a directory');
  if (setting === 'artifact' && !stats.isFile()) throw refused(setting, path, 'is not a file');
  return real;
}

function inside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function missing(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? 'is a link that leads nowhere' : 'cannot be read';
  } catch {
    return 'does not exist';
  }
}

function refused(setting: PlaceSetting, path: string, why: string): BeanpoleError {
  const message = `"${path}" ${why}.`;
  return new BeanpoleError('settings', `The setting \`${setting}\` cannot be used: ${message}`, {
    problems: [{ where: setting, message, fix: 'Give a path in the workspace, relative to it.' }],
    fix: 'Give a path in the workspace, relative to it.',
  });
}
