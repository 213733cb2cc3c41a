import { BeanpoleError } from '../errors.ts';
import { onlyFit } from './check.ts';
import { checkoutOf } from './checkout.ts';
import type { Checkout, Files, Found, Git, ListedFile, Source } from './files.ts';
import { gitignoreRules, patternsOf, type Rules } from './ignore.ts';
import { inByteOrder } from './names.ts';
import { walk } from './walk.ts';

export interface Selection {
  /** The workspace, absolute; ignore files above the source directory count up to here. */
  readonly workspace: string;
  /** The source directory, absolute, in the workspace. */
  readonly root: string;
  /** Absolute paths of what only configures the deploy, a directory with all that is in it: no part of a version. */
  readonly configuration?: readonly string[];
  /** Absolute path of the bundle that is being written, in case it lies in the source directory. */
  readonly bundle?: string;
}

interface Machine {
  readonly files: Files;
  readonly git: Git;
}

/**
 * Chooses the files of the bundle. With `.ebignore` its patterns alone decide; else git does, tracked and untracked files that it does not ignore;
 * else, or when git ignores the whole directory, every `.gitignore`. What only configures the deploy is in no bundle, or the bytes of a version would change
 * with a setting. What cannot be deployed is refused by name.
 */
export async function selectFiles(selection: Selection, machine: Machine): Promise<Source> {
  const { root } = selection;
  const aside = [...(selection.configuration ?? []), ...(selection.bundle === undefined ? [] : [selection.bundle])];
  const isAside = (path: string) => aside.some((one) => path === one || path.startsWith(`${one}/`));
  const checkout = await wholeCheckout(root, machine);
  // The top of a repository is never ignored by it.
  const isIgnored = checkout !== undefined && !checkout.isTop && (await machine.git.ignores(root));
  const all = candidates(selection, { checkout, isIgnored }, machine.files);
  const found = aside.length === 0 ? all : all.filter(({ path }) => !isAside(`${root}/${path}`));
  const files = inByteOrder(onlyFit(root, found, machine.files));
  return { root, files, ...(checkout === undefined ? {} : { checkout }) };
}

/** What git says of a source directory. */
interface Known {
  readonly checkout: Checkout | undefined;
  /** The directory as a whole. */
  readonly isIgnored: boolean;
}

function candidates(selection: Selection, { checkout, isIgnored }: Known, files: Files): readonly Found[] {
  const { root } = selection;
  const ebignore = textOf(`${root}/.ebignore`, files);
  if (ebignore !== undefined) {
    const rules = gitignoreRules([...patternsOf(ebignore), '/.ebignore']);
    return walk({ root, above: '' }, rules, files).map(recognized(checkout));
  }
  if (isIgnored) return walk({ root, above: '', ignoreFile: '.gitignore' }, gitignoreRules(), files);
  return checkout === undefined ? byGitignore(selection, files) : gitsView(root, checkout, files);
}

/** What git knows, and of each submodule or repository inside what its own git knows. */
async function wholeCheckout(root: string, machine: Machine): Promise<Checkout | undefined> {
  const own = await checkoutOf(root, machine.git);
  if (own === undefined) return undefined;
  const repositories: string[] = [];
  for (const [path, one] of own.files) if (isRepository(root, path, one, machine.files)) repositories.push(path);
  if (repositories.length === 0) return own;
  const files = new Map(own.files);
  for (const path of repositories) {
    const inside = await wholeCheckout(`${root}/${path}`, machine);
    if (inside === undefined) continue;
    files.delete(path);
    for (const one of inside.files) files.set(...below(path, one));
  }
  return { ...own, files };
}

/** What the index knows to be a file or a link needs no look. */
function isRepository(root: string, path: string, listed: ListedFile, files: Files): boolean {
  if (typeof listed === 'object' && listed.kind !== 'directory') return false;
  const kind = files.inspect(`${root}/${path}`)?.kind;
  return kind === 'directory' && files.inspect(`${root}/${path}/.git`) !== undefined;
}

function below(directory: string, [deeper, listed]: readonly [string, ListedFile]): [string, ListedFile] {
  const path = `${directory}/${deeper}`;
  return [path, typeof listed === 'object' ? { ...listed, path } : listed];
}

/** What git lists and is there. */
function gitsView(root: string, checkout: Checkout, files: Files): readonly Found[] {
  const found: Found[] = [];
  const recognize = recognized(checkout);
  for (const [path, listed] of checkout.files) {
    if (typeof listed === 'object' && listed.kind === 'file') {
      found.push(listed);
      continue;
    }
    // A link may be an ordinary file where the machine has no links.
    const facts = files.inspect(`${root}/${path}`);
    if (facts?.kind === 'directory') refuseEmpty(root, path, files);
    else if (facts !== undefined) found.push(recognize({ path, kind: facts.kind, executable: facts.executable }));
  }
  return found;
}

/** What was found, with git's name of its content when git knows that. */
function recognized(checkout: Checkout | undefined): (found: Found) => Found {
  return (found) => {
    const listed = checkout?.files.get(found.path);
    return typeof listed === 'object' ? { ...found, id: listed.id } : found;
  };
}

/** A directory that git lists and that is no repository. */
function refuseEmpty(root: string, path: string, files: Files): void {
  // A tracked file that a directory has replaced: git lists what is in the directory by itself.
  if (files.list(`${root}/${path}`).length > 0) return;
  throw new BeanpoleError('bundle', `The submodule "${path}" is not checked out, so its files would be missing.`, {
    fix: 'Set `submodules: true` on actions/checkout, or write an .ebignore that leaves the directory out.',
  });
}

function byGitignore({ workspace, root }: Selection, files: Files): readonly Found[] {
  const above = root === workspace ? '' : `${root.slice(workspace.length + 1).replaceAll('\\', '/')}/`;
  const rules = rulesAbove(workspace, above, files);
  // A source directory that is itself ignored was asked for by name: then only the ignore files in it count.
  if (above !== '' && rules.leavesOut(above)) {
    return walk({ root, above: '', ignoreFile: '.gitignore' }, gitignoreRules(), files);
  }
  return walk({ root, above, ignoreFile: '.gitignore' }, rules, files);
}

function rulesAbove(workspace: string, above: string, files: Files): Rules {
  const steps = above.split('/').slice(0, -1);
  return steps.reduce((rules, _, depth) => {
    const directory = steps.slice(0, depth).join('/');
    const text = textOf([workspace, ...steps.slice(0, depth), '.gitignore'].join('/'), files);
    return text === undefined ? rules : rules.within(directory, text);
  }, gitignoreRules());
}

function textOf(path: string, files: Files): string | undefined {
  return files.inspect(path)?.kind === 'file' ? Buffer.from(files.read(path)).toString() : undefined;
}
