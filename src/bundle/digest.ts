import { createHash, type Hash } from 'node:crypto';
import { BeanpoleError } from '../errors.ts';
import { type Files, modeOf, type ObjectNaming, type Source, type SourceFile } from './files.ts';
import { listed } from './names.ts';

/** Raised when equal trees would give bundles that unpack to something else; then every tree counts as new. */
const bundleFormat = 2;

/** Files up to this size are held in memory; larger ones pass through in pieces. */
export const wholeUpTo = 8 * 1024 * 1024;

/** Characters that the source digest is given at a time: each time costs as much as some thousand of them. */
const digestedTogether = 64 * 1024;

/** A file whose content is known by git's name of it, hexadecimal; of a link that of its target. */
export type HashedFile = SourceFile & Required<Pick<SourceFile, 'id'>>;

/**
 * Names the content of every file as git does: what git knows already is taken from it, everything else is read once. So a tree has one digest whether it is
 * committed, staged, new, or in no repository. The bundle later holds the bytes against these names, so a file that changes in between cannot enter a
 * bundle under a digest that is not its own. Git LFS pointers are refused: the application needs the files that they stand for.
 */
export async function hashSource(source: Source, files: Files): Promise<Source<HashedFile>> {
  const hashed: HashedFile[] = [];
  const pointers: string[] = [];
  const naming = source.checkout?.naming ?? 'sha1';
  for (const file of source.files) {
    if (isHashed(file)) {
      hashed.push(file);
      continue;
    }
    const path = `${source.root}/${file.path}`;
    const size = file.kind === 'link' ? 0 : (files.inspect(path)?.size ?? 0);
    if (size > wholeUpTo) {
      hashed.push({ ...file, id: await idOfLarge(path, { size, naming }, files) });
      continue;
    }
    const content = file.kind === 'link' ? files.readLink(path) : files.read(path);
    if (isPointer(content)) pointers.push(file.path);
    hashed.push({ ...file, id: idOf(content, naming) });
  }
  if (pointers.length > 0) throw onlyPointers(pointers);
  return { ...source, files: hashed };
}

function isHashed(file: SourceFile): file is HashedFile {
  return file.id !== undefined;
}

/**
 * The source digest: what identifies a tree. It is made of names, modes and contents, never of the zip's bytes, which another zlib may
 * write otherwise. Names hold no NUL and all else is of fixed form, so two trees never give one text.
 */
export function sourceDigest(files: readonly HashedFile[]): string {
  const digest = createHash('sha256').update(`beanpole bundle ${bundleFormat}\0`);
  let text = '';
  for (const file of files) {
    text += `${modeOf(file).toString(8)} ${file.id} ${file.path}\0`;
    if (text.length < digestedTogether) continue;
    digest.update(text);
    text = '';
  }
  return digest.update(text).digest('hex');
}

/** Begins git's name of a content of so many bytes. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function beginId(size: number, naming: ObjectNaming): Hash {
  return createHash(naming).update(`blob ${size}\0`);
}

/** Git's name of a content. */
export function idOf(content: Uint8Array, naming: ObjectNaming): string {
  return beginId(content.length, naming).update(content).digest('hex');
}

/** By which hash an id was made. */
export function namingOf(id: string): ObjectNaming {
  return id.length === 64 ? 'sha256' : 'sha1';
}

async function idOfLarge(
  path: string,
  { size, naming }: { readonly size: number; readonly naming: ObjectNaming },
  files: Files,
): Promise<string> {
  const id = beginId(size, naming);
  for await (const chunk of files.stream(path)) id.update(chunk);
  return id.digest('hex');
}

/** SHA-256 of a file's content in hexadecimal, read in pieces. */
export async function hashFile(path: string, files: Files): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of files.stream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** SHA-256 in hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Whether a file only says where the real one is. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer has less than 1,024 bytes and begins with its version. */
export function isPointer(content: Uint8Array): boolean {
  if (content.length >= 1_024 || content[0] !== 'v'.charCodeAt(0)) return false;
  const text = Buffer.from(content).toString('latin1');
  return /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n/.test(text) && /^oid sha256:[0-9a-f]{64}$/m.test(text);
}

/** The refusal of such files. */
export function onlyPointers(paths: readonly string[]): BeanpoleError {
  return new BeanpoleError('bundle', `These files are only Git LFS pointers to the real ones: ${listed(paths)}.`, {
    fix: 'Set `lfs: true` on actions/checkout, or leave them out with .ebignore.',
  });
}
