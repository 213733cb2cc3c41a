import { BeanpoleError } from '../errors.ts';
import { refuseUnfit } from './check.ts';
import type { Files, Git, Source, SourceFile } from './files.ts';
import { gitignoreRules, patternsOf, type Rules } from './ignore.ts';
import { inByteOrder, splitNames } from './names.ts';
import { type Found, walk } from './walk.ts';

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
  const found = (await candidates(selection, machine)).filter(({ path }) => !isAside(`${root}/${path}`));
  refuseUnfit(root, found, machine.files);
  return { root, files: inByteOrder(found.map(sourceFile), ({ path }) => path) };
}

async function candidates(selection: Selection, machine: Machine): Promise<readonly Found[]> {
  const { files, git } = machine;
  const { root } = selection;
  const ebignore = textOf(`${root}/.ebignore`, files);
  if (ebignore !== undefined) {
    const rules = gitignoreRules([...patternsOf(ebignore), '/.ebignore']);
    return walk({ root, above: '' }, rules, files);
  }
  if (await git.ignores(root)) return walk({ root, above: '', ignoreFile: '.gitignore' }, gitignoreRules(), files);
  return (await gitsView(root, '', machine)) ?? byGitignore(selection, files);
}

/** What git lists; a submodule or a repository inside is listed by its own git. Absent without git or a repository. */
async function gitsView(root: string, directory: string, machine: Machine): Promise<readonly Found[] | undefined> {
  const list = await machine.git.list(`${root}/${directory}`);
  if (list === undefined) return undefined;
  const found: Found[] = [];
  // Unmerged files are listed once for each side; a repository inside ends in a slash.
  for (const name of new Set(splitNames(list).map((one) => one.replace(/\/$/, '')))) {
    const path = directory + name;
    const facts = machine.files.inspect(`${root}/${path}`);
    if (facts?.kind === 'directory') found.push(...(await submodule(root, path, machine)));
    else if (facts !== undefined) found.push({ path, facts });
  }
  return found;
}

async function submodule(root: string, path: string, machine: Machine): Promise<readonly Found[]> {
  const { files } = machine;
  if (files.inspect(`${root}/${path}/.git`) !== undefined) return (await gitsView(root, `${path}/`, machine)) ?? [];
  // A tracked file that a directory has replaced: git lists what is in the directory by itself.
  if (files.list(`${root}/${path}`).length > 0) return [];
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

function sourceFile({ path, facts }: Found): SourceFile {
  return { path, kind: facts.kind === 'link' ? 'link' : 'file', executable: facts.executable, size: facts.size };
}
