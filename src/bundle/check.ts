import { posix } from 'node:path';
import { BeanpoleError } from '../errors.ts';
import type { Files, Found, SourceFile } from './files.ts';
import { listed } from './names.ts';

/** Linux takes paths up to 4,096 bytes; an instance unpacks a bundle in a directory of its own, which needs some of them. */
const longestPath = 3_072;

/** What was found, when it can be deployed as it is; else a refusal that names every file concerned. */
export function onlyFit(root: string, found: readonly Found[], files: Files): readonly SourceFile[] {
  if (found.length === 0) {
    throw new BeanpoleError('bundle', `There is no file to deploy in "${root}".`, {
      fix: 'Check `source`, and what .ebignore or .gitignore leave out.',
    });
  }
  refuse(
    found.filter((one) => !isSourceFile(one)).map(({ path }) => path),
    {
      message: 'Only files and links can be deployed, no sockets, pipes or devices',
      fix: 'Remove them, or leave them out with .ebignore or .gitignore.',
    },
  );
  refuse(
    found.filter(({ path }) => Buffer.byteLength(path) > longestPath).map(({ path }) => `${path.slice(0, 80)}…`),
    {
      message: `Paths may have up to ${longestPath} bytes`,
      fix: 'Shorten the names, or leave the files out with .ebignore or .gitignore.',
    },
  );
  refuse(
    found.filter(({ kind }) => kind === 'link').flatMap(({ path }) => wayOut(root, path, files)),
    {
      message: 'Links must stay in the source directory, because nothing else is deployed',
      fix: 'Copy what they point to, make them relative, or leave them out with .ebignore or .gitignore.',
    },
  );
  return found.filter(isSourceFile);
}

function isSourceFile(found: Found): found is SourceFile {
  return found.kind === 'file' || found.kind === 'link';
}

function refuse(names: readonly string[], refusal: { readonly message: string; readonly fix: string }): void {
  if (names.length === 0) return;
  throw new BeanpoleError('bundle', `${refusal.message}: ${listed(names)}.`, { fix: refusal.fix });
}

/** The link with its target, when it leads out of the tree: as written, or through other links on the way. */
function wayOut(root: string, path: string, files: Files): readonly string[] {
  const target = Buffer.from(files.readLink(`${root}/${path}`)).toString();
  const goal = posix.normalize(posix.join(posix.dirname(path), target));
  const written = posix.isAbsolute(target) || /^[A-Za-z]:|^\\/.test(target) || goal === '..' || goal.startsWith('../');
  return written || !staysInside(root, files.realPath(`${root}/${path}`)) ? [`${path} → ${target}`] : [];
}

function staysInside(root: string, real: string | undefined): boolean {
  return real === undefined || real === root || (real.startsWith(root) && /^[/\\]/.test(real.slice(root.length)));
}
