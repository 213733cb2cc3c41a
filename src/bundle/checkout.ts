import type { Checkout, Git, KnownFile, ListedFile } from './files.ts';
import { splitNames } from './names.ts';

/**
 * What git knows of a directory, so that unchanged files need not be read. A file whose bytes on disk may differ from what git keeps is listed without
 * its id: changed ones, those that git was told to take as unchanged, and those that it converts on their way (line ends, Git LFS, any filter).
 */
export async function checkoutOf(root: string, git: Git): Promise<Checkout | undefined> {
  const words = await git.look(root);
  if (words === undefined) return undefined;
  // While git still compares: nine files in ten are as the index has them.
  const files = parseIndex(words.index);
  const { head, changed, added, isModified } = parseStatus(await words.status, words.prefix);
  const converted = words.convertsLineEnds ? files.keys() : convertedIn(await words.attributes);
  for (const path of [...changed, ...converted]) files.set(path, 'changed');
  for (const path of added) files.set(path, 'untracked');
  const { naming, prefix } = words;
  return { naming, isTop: prefix === '', isModified, files, ...(head === undefined ? {} : { head }) };
}

/**
 * `H 100644 <id> 0<tab><path>`: tag, mode, id, stage. Before the tab only ids vary in length, and they are all alike. What is in conflict, or marked as one
 * that git shall not look at, may be anything on disk.
 */
function parseIndex(index: Uint8Array): Map<string, ListedFile> {
  const files = new Map<string, ListedFile>();
  for (const line of splitNames(index)) {
    const tab = line.indexOf('\t');
    const path = line.slice(tab + 1);
    const isPlain = line.startsWith('H ') && line[tab - 1] === '0';
    files.set(path, isPlain ? knownFile(path, line.slice(2, 8), line.slice(9, tab - 2)) : 'changed');
  }
  return files;
}

function knownFile(path: string, mode: string, id: string): KnownFile {
  const kind = mode === '120000' ? 'link' : mode === '160000' ? 'directory' : 'file';
  return { path, kind, executable: mode === '100755', id };
}

interface Status {
  readonly head?: string;
  /** Paths whose content on disk is not that of the index. */
  readonly changed: readonly string[];
  /** Paths that are new and not ignored; a repository inside ends in `/` there. */
  readonly added: readonly string[];
  readonly isModified: boolean;
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2, without renames. */
function parseStatus(status: Uint8Array, prefix: string): Status {
  const changed: string[] = [];
  const added: string[] = [];
  let head: string | undefined;
  const pathIn = (line: string, fields: number) => line.split(' ').slice(fields).join(' ').slice(prefix.length);
  const lines = splitNames(status);
  for (const line of lines) {
    const [kind, state = ''] = line.split(' ', 2);
    if (kind === '#') head ??= /^# branch\.oid ([0-9a-f]+)$/.exec(line)?.[1];
    else if (kind === '?') added.push(pathIn(line, 1).replace(/\/$/, ''));
    else if (kind === 'u') changed.push(pathIn(line, 10));
    else if (state[1] !== '.') changed.push(pathIn(line, 8));
  }
  const isModified = lines.some((line) => !line.startsWith('#'));
  return { changed, added, isModified, ...(head === undefined ? {} : { head }) };
}

const converting: ReadonlySet<string> = new Set(['text', 'crlf', 'eol', 'ident', 'filter', 'working-tree-encoding']);

/** Paths with an attribute by which the bytes on disk may be others than git keeps: path, attribute and value in turn. */
function convertedIn(attributes: Uint8Array): readonly string[] {
  const words = Buffer.from(attributes).toString().split('\0');
  const found: string[] = [];
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [path = '', attribute = '', value] = words.slice(at, at + 3);
    if (converting.has(attribute) && value !== 'unset') found.push(path);
  }
  return found;
}
