import { inflateRawSync } from 'node:zlib';
import { contentOffset, openZip, readExactly, readZip, type ZipEntry, type ZipFile } from '../agent/zip.ts';

/** Files that say what a tree is; larger ones say nothing that we look for. */
const smallBytes = 1024 * 1024;

/** What is in a finished archive, as the instance will unpack it: its files, and the text of the small ones at its root and one directory below. */
export async function lookInto(
  path: string,
): Promise<{ readonly files: readonly string[]; readonly texts: ReadonlyMap<string, string> }> {
  const zip = openZip(path);
  try {
    const entries = readZip(zip).filter(({ kind }) => kind === 'file');
    const small = entries.filter(({ name, size }) => name.split('/').length <= 2 && size <= smallBytes);
    return {
      files: entries.map(({ name }) => name),
      texts: new Map(small.map((entry) => [entry.name, textOf(zip, entry)])),
    };
  } finally {
    zip.close();
  }
}

function textOf(zip: ZipFile, entry: ZipEntry): string {
  const bytes = readExactly(zip, contentOffset(zip, entry), entry.compressedSize);
  return (entry.compression === 'deflate' ? inflateRawSync(bytes) : bytes).toString('utf8');
}
