import type { Artifacts } from './artifacts.ts';
import { type Manifest, parseManifest } from './version.ts';

/** Every version of the application, the newest first. */
export async function allVersions(artifacts: Artifacts): Promise<readonly Manifest[]> {
  const keys = await artifacts.list('versions/');
  const found: Manifest[] = [];
  // A hundred at a time are quick, and no strain on anybody.
  for (let at = 0; at < keys.length; at += 100) {
    const texts = await Promise.all(
      keys.slice(at, at + 100).map(async (key) => [key, await artifacts.get(key)] as const),
    );
    for (const [key, text] of texts) if (text !== undefined) found.push(parseManifest(text, key));
  }
  return found.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

/** How many versions there are, and the newest of them. */
export async function newestVersions(
  most: number,
  artifacts: Artifacts,
): Promise<{ readonly count: number; readonly newest: readonly Manifest[] }> {
  const all = await allVersions(artifacts);
  return { count: all.length, newest: all.slice(0, most) };
}
