import type { Artifacts } from './artifacts.ts';
import { allVersions } from './list.ts';
import { keys, type Manifest } from './version.ts';

export interface Pruning {
  /** How many versions stay beside those that are needed; the newest do. */
  readonly keep: number;
  /** Of those, the ones from before this time go all the same; milliseconds. */
  readonly notBefore?: number;
  readonly isNeeded: (label: string) => boolean;
  /** Whether nothing is left of an environment but its objects. */
  readonly isGone: (environment: string) => boolean;
}

export interface Pruned {
  /** Labels. */
  readonly removed: readonly string[];
  readonly kept: number;
  /** Objects of environments that are gone. */
  readonly leftovers: number;
}

/**
 * Removes old versions from the bucket, and what environments that are gone have left there. The manifest goes first: a removal that is cut off leaves a bundle without a version,
 * never a version without a bundle.
 */
export async function pruneVersions(
  { keep, notBefore = 0, isNeeded, isGone }: Pruning,
  artifacts: Artifacts,
): Promise<Pruned> {
  const manifests = await allVersions(artifacts);
  const old = manifests
    .filter(({ label }) => !isNeeded(label))
    .filter(({ createdAt }, index) => index >= keep || Date.parse(createdAt) < notBefore);
  for (const manifest of old) await remove(manifest, artifacts);
  const still = new Set(manifests.filter((one) => !old.includes(one)).map(({ key }) => key));
  for (const key of new Set(old.map((one) => one.key))) if (!still.has(key)) await artifacts.remove(key);
  const leftovers = (await artifacts.list('environments/')).filter((key) => isGone(key.split('/')[1] ?? ''));
  for (const key of leftovers) await artifacts.remove(key);
  return { removed: old.map(({ label }) => label), kept: manifests.length - old.length, leftovers: leftovers.length };
}

/** The digest is a hint at one label; it goes only when it is this one. */
async function remove({ label, sourceDigest }: Manifest, artifacts: Artifacts): Promise<void> {
  const hint = keys.digest(sourceDigest);
  await artifacts.remove(keys.manifest(label));
  if ((await artifacts.get(hint)) === label) await artifacts.remove(hint);
}
