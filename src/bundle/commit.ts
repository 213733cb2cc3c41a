import type { Git, Source } from './files.ts';
import { splitNames } from './names.ts';
import type { Commit } from './version.ts';

/**
 * The commit that a source tree belongs to; absent without git. It is exact only when nothing differs from it and every file is part of it:
 * build output that git ignores but `.ebignore` lets in makes it dirty.
 */
export async function commitOf(source: Source, git: Git): Promise<Commit | undefined> {
  const sha = await git.head(source.root);
  if (sha === undefined) return undefined;
  return { sha, state: (await isExact(source, git)) ? 'exact' : 'dirty' };
}

async function isExact(source: Source, git: Git): Promise<boolean> {
  if (await git.modified(source.root)) return false;
  const tracked = new Set(splitNames((await git.tracked(source.root)) ?? new Uint8Array()));
  return source.files.every(({ path }) => tracked.has(path));
}
