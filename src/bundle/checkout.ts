import type { Checkout, Git, GitWords, ListedFile } from './files.ts';
import { splitNames } from './names.ts';

/**
 * What git knows of a directory, so that unchanged files need not be read. A file whose bytes on disk may differ from what git keeps is listed without
 * its id: changed ones, those that git was told to take as unchanged, and those that it converts on their way (line ends, Git LFS, any filter).
 */
export async function checkoutOf(root: string, git: Git): Promise<Checkout | undefined> {
  const words = await git.look(root);
  return words === undefined ? undefined : parseCheckout(words);
}

/** Reads git's words. */
export function parseCheckout(words: GitWords): Checkout {
  const { head, changed, added, isModified } = parseStatus(words);
  const converted = words.convertsLineEnds ? undefined : convertedIn(words.attributes);
  const files = new Map<string, ListedFile>();
  for (const line of splitNames(words.index)) {
    const entry = entryOf(line);
    const isSame = entry.isPlain && !changed.has(entry.path) && converted?.has(entry.path) === false;
    const { id, mode } = entry;
    files.set(entry.path, { isTracked: true, ...(isSame ? { known: { id, ...kindOf(mode) } } : {}) });
  }
  for (const path of added) files.set(path, { isTracked: false });
  return {
    naming: words.naming,
    isTop: words.prefix === '',
    isModified,
    files,
    ...(head === undefined ? {} : { head }),
  };
}

interface IndexEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  /** Neither in conflict nor marked as one that git shall not look at. */
  readonly isPlain: boolean;
}

/** `H 100644 <id> 0<tab><path>`: tag, mode, id, stage. Before the tab only ids vary in length, and they are all alike. */
function entryOf(line: string): IndexEntry {
  const tab = line.indexOf('\t');
  const isPlain = line.startsWith('H ') && line[tab - 1] === '0';
  return { path: line.slice(tab + 1), mode: line.slice(2, 8), id: line.slice(9, tab - 2), isPlain };
}

function kindOf(mode: string) {
  const kind = mode === '120000' ? 'link' : mode === '160000' ? 'directory' : 'file';
  return { kind, executable: mode === '100755' } as const;
}

interface Status {
  readonly head?: string;
  /** Paths whose content on disk is not that of the index. */
  readonly changed: ReadonlySet<string>;
  /** Paths that are new and not ignored; a repository inside ends in `/` there. */
  readonly added: readonly string[];
  readonly isModified: boolean;
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2, without renames. */
function parseStatus({ status, prefix }: GitWords): Status {
  const changed = new Set<string>();
  const added: string[] = [];
  let head: string | undefined;
  const pathIn = (line: string, fields: number) => line.split(' ').slice(fields).join(' ').slice(prefix.length);
  for (const line of splitNames(status)) {
    const [kind, state = ''] = line.split(' ', 2);
    if (kind === '#') head ??= /^# branch\.oid ([0-9a-f]+)$/.exec(line)?.[1];
    else if (kind === '?') added.push(pathIn(line, 1).replace(/\/$/, ''));
    else if (kind === 'u') changed.add(pathIn(line, 10));
    else if (state[1] !== '.') changed.add(pathIn(line, 8));
  }
  const isModified = splitNames(status).some((line) => !line.startsWith('#'));
  return { changed, added, isModified, ...(head === undefined ? {} : { head }) };
}

const converting: ReadonlySet<string> = new Set(['text', 'crlf', 'eol', 'ident', 'filter', 'working-tree-encoding']);

/** Paths with an attribute by which the bytes on disk may be others than git keeps: path, attribute and value in turn. */
function convertedIn(attributes: Uint8Array): ReadonlySet<string> {
  const words = Buffer.from(attributes).toString().split('\0');
  const found = new Set<string>();
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [path = '', attribute = '', value] = words.slice(at, at + 3);
    if (converting.has(attribute) && value !== 'unset') found.add(path);
  }
  return found;
}
