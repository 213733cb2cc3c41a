import type { Source } from './files.ts';
import type { Commit } from './version.ts';

/**
 * The commit that a source tree belongs to; absent without git. It is exact only when nothing differs from it and every file is part of it:
 * build output that git ignores but `.ebignore` lets in makes it dirty.
 */
export function commitOf({ checkout, files }: Source): Commit | undefined {
  if (checkout?.head === undefined) return undefined;
  const isExact =
    !checkout.isModified && files.every(({ path }) => (checkout.files.get(path) ?? 'untracked') !== 'untracked');
  return { sha: checkout.head, state: isExact ? 'exact' : 'dirty' };
}
