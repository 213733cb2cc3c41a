import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { contentOffset, readExactly, readZip, type ZipEntry } from '../agent/zip.ts';

/** Files that say what a tree is; larger ones say nothing that we look for. */
const smallBytes = 1024 * 1024;

/** What is in a finished archive, as the instance will unpack it: its files, and the text of the small ones at its root. */
export async function lookInto(
  path: string,
): Promise<{ readonly files: readonly string[]; readonly texts: ReadonlyMap<string, string> }> {
  const file = await open(path);
  try {
    const entries = (await readZip(file)).filter(({ kind }) => kind === 'file');
    const texts = new Map<string, string>();
    for (const entry of entries.filter(({ name, size }) => !name.includes('/') && size <= smallBytes)) {
      texts.set(entry.name, await textOf(entry));
    }
    return { files: entries.map(({ name }) => name), texts };
  } finally {
    await file.close();
  }

  async function textOf(entry: ZipEntry): Promise<string> {
    const bytes = await readExactly(file, await contentOffset(file, entry), entry.compressedSize);
    return (entry.compression === 'deflate' ? inflateRawSync(bytes) : bytes).toString('utf8');
  }
}
