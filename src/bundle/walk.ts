import type { DirectoryEntry, Files, Found } from './files.ts';
import type { Rules } from './ignore.ts';
import { decodeName, notUtf8 } from './names.ts';

export interface Walk {
  readonly root: string;
  /** Where the rules' top lies above the source directory: `''`, or `apps/web/`. */
  readonly above: string;
  /** The ignore file that counts in each directory; absent: only the rules given count. */
  readonly ignoreFile?: string;
}

/** Everything below a directory that the rules let in. Ignored directories are not entered, nor links, nor `.git` of any depth. */
export function walk(walk: Walk, rules: Rules, files: Files): readonly Found[] {
  return below('', rules);

  function below(directory: string, inherited: Rules): readonly Found[] {
    const entries = files.list(`${walk.root}/${directory}`);
    const here = extended(directory, entries, inherited);
    return entries.flatMap((entry) => found(directory, entry, here));
  }

  function extended(directory: string, entries: readonly DirectoryEntry[], inherited: Rules): Rules {
    const own = entries.find((entry) => entry.kind === 'file' && decodeName(entry.name) === walk.ignoreFile);
    if (own === undefined) return inherited;
    const text = Buffer.from(files.read(`${walk.root}/${directory}${walk.ignoreFile}`)).toString();
    return inherited.within((walk.above + directory).replace(/\/$/, ''), text);
  }

  function found(directory: string, entry: DirectoryEntry, here: Rules): readonly Found[] {
    const text = Buffer.from(entry.name).toString();
    const path = directory + text;
    const slash = entry.kind === 'directory' ? '/' : '';
    if (text === '.git' || here.leavesOut(walk.above + path + slash)) return [];
    if (decodeName(entry.name) === undefined) throw notUtf8([entry.name]);
    if (entry.kind === 'directory') return below(`${path}/`, here);
    const facts = files.inspect(`${walk.root}/${path}`);
    return facts === undefined ? [] : [{ path, kind: facts.kind, executable: facts.executable }];
  }
}
