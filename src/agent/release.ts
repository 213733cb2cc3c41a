import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../platforms/platform.ts';
import { unpack } from './unpack.ts';

/** One bundle, unpacked, in a place of its own that never changes its name. */
export interface Release {
  readonly directory: string;
  readonly source: Source;
  /** Whether it got so far already: after a reboot it has. */
  has(stage: Stage): boolean;
  mark(stage: Stage): void;
}

/** `installed`: its dependencies are there, and it is built. `deployed`: its hooks have run. */
export type Stage = (typeof stages)[number];
const stages = ['installed', 'deployed'] as const;

/** Unpacks a bundle into `releases/<sha256>`: beside it first, so that a half one never has the name. */
export async function makeRelease(home: string, sha256: string, bundle: string): Promise<Release> {
  const directory = directoryOf(home, sha256);
  const list = `${directory}.files`;
  const markOf = (stage: Stage) => `${directory}.${stage}`;
  if (!existsSync(list)) {
    const partial = `${directory}.partial`;
    for (const left of [partial, directory, ...stages.map(markOf)]) rmSync(left, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    const files = await unpack(bundle, partial);
    renameSync(partial, directory);
    writeFileSync(list, JSON.stringify(files));
  }
  return {
    directory,
    source: sourceOf(directory, JSON.parse(readFileSync(list, 'utf8')) as string[]),
    has: (stage) => existsSync(markOf(stage)),
    mark: (stage) => writeFileSync(markOf(stage), ''),
  };
}

/** Makes a release the current one, in one step of the file system: there is no moment without one. */
export function makeCurrent(home: string, { directory }: Pick<Release, 'directory'>): void {
  lead(join(home, 'current'), directory);
}

/** Makes a link, or turns it, in one step of the file system. A directory of an image's own stays where it is: it is not ours to remove. */
export function lead(link: string, directory: string): void {
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === false) return;
  const next = `${link}.next`;
  rmSync(next, { force: true });
  symlinkSync(directory, next);
  // Windows renames nothing onto a link; there a version has a machine of its own, and nobody looks meanwhile.
  if (process.platform === 'win32') rmSync(link, { force: true });
  renameSync(next, link);
}

/** Removes what belongs to none of these sha256: releases, bundles and configurations that no way back leads to any more. */
export function prune(home: string, kept: readonly string[]): void {
  for (const folder of ['releases', 'artifacts'].map((name) => join(home, name))) {
    const stale = existsSync(folder)
      ? readdirSync(folder).filter((name) => !kept.includes(name.split('.')[0] ?? ''))
      : [];
    for (const name of stale) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Where the release of a bundle lies. */
export function directoryOf(home: string, sha256: string): string {
  return join(home, 'releases', sha256);
}

/** The tree of a release that is there. */
export function releaseAt(home: string, sha256: string): Source {
  const directory = directoryOf(home, sha256);
  return sourceOf(directory, JSON.parse(readFileSync(`${directory}.files`, 'utf8')) as string[]);
}

function sourceOf(directory: string, files: readonly string[]): Source {
  const known = new Set(files);
  return { files, read: (path) => (known.has(path) ? readFileSync(join(directory, path), 'utf8') : undefined) };
}
