import { createHash } from 'node:crypto';
import { BeanpoleError } from '../errors.ts';
import { type Files, modeOf, type Source, type SourceFile } from './files.ts';
import { listed } from './names.ts';

/** Raised when equal trees would give bundles that unpack to something else; then every tree counts as new. */
const bundleFormat = 1;

/** Files up to this size are held in memory; larger ones pass through in pieces. */
export const wholeUpTo = 8 * 1024 * 1024;

/** A file whose content is known. */
export interface HashedFile extends SourceFile {
  /** SHA-256 of the content, of a link that of its target, hexadecimal. */
  readonly hash: string;
}

/**
 * Reads every file once. The bundle later holds the bytes against these hashes, so a file that changes in between
 * cannot enter a bundle under a digest that is not its own. Git LFS pointers are refused: the application needs the files that they stand for.
 */
export async function hashSource(source: Source, files: Files): Promise<Source<HashedFile>> {
  const hashed: HashedFile[] = [];
  const pointers: string[] = [];
  for (const file of source.files) {
    const path = `${source.root}/${file.path}`;
    if (file.kind === 'file' && file.size > wholeUpTo) {
      hashed.push({ ...file, hash: await hashFile(path, files) });
      continue;
    }
    const content = file.kind === 'link' ? files.readLink(path) : files.read(path);
    if (isPointer(content)) pointers.push(file.path);
    hashed.push({ ...file, hash: sha256(content) });
  }
  if (pointers.length > 0) throw onlyPointers(pointers);
  return { root: source.root, files: hashed };
}

/**
 * The source digest: what identifies a tree. It is made of names, modes and contents, never of the zip's bytes, which another zlib may
 * write otherwise. Names hold no NUL and all else is of fixed form, so two trees never give one text.
 */
export function sourceDigest(files: readonly HashedFile[]): string {
  const digest = createHash('sha256').update(`beanpole bundle ${bundleFormat}\0`);
  for (const file of files) digest.update(`${modeOf(file).toString(8)} ${file.hash} ${file.path}\0`);
  return digest.digest('hex');
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

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer has less than 1,024 bytes and begins with its version. */
function isPointer(content: Uint8Array): boolean {
  if (content.length >= 1_024 || content[0] !== 'v'.charCodeAt(0)) return false;
  const text = Buffer.from(content).toString('latin1');
  return /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n/.test(text) && /^oid sha256:[0-9a-f]{64}$/m.test(text);
}

function onlyPointers(paths: readonly string[]): BeanpoleError {
  return new BeanpoleError('bundle', `These files are only Git LFS pointers to the real ones: ${listed(paths)}.`, {
    fix: 'Set `lfs: true` on actions/checkout, or leave them out with .ebignore.',
  });
}
