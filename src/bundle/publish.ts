import { BeanpoleError } from '../errors.ts';
import type { Artifacts } from './artifacts.ts';
import type { Bundle } from './bundle.ts';
import { checkLabel, formatManifest, keys, labelTaken, type Manifest, parseManifest } from './version.ts';

/** The version that is wanted: what its manifest will say, but for the bundle. */
export type WantedVersion = Omit<Manifest, 'schema' | 'sha256' | 'size' | 'key' | 'entries'>;

export interface PublishedVersion {
  readonly manifest: Manifest;
  /** Whether bytes of a bundle went to the bucket. */
  readonly uploaded: boolean;
  /** What was there already: the version itself, a bundle of the same tree, or nothing. */
  readonly reused: 'version' | 'bundle' | 'nothing';
}

/**
 * Publishes a version, once and for ever. The bucket is asked first, so a known tree is neither zipped (`makeBundle`) nor uploaded. The manifest is
 * written last and only if the label is free: a publication that is killed leaves nothing that looks like a version.
 */
export async function publishVersion(
  wanted: WantedVersion,
  makeBundle: () => Promise<Bundle>,
  artifacts: Artifacts,
): Promise<PublishedVersion> {
  const { label, sourceDigest } = wanted;
  const [known, twin] = await Promise.all([
    readManifest(checkLabel(label), artifacts),
    sameTree(sourceDigest, artifacts),
  ]);
  if (known !== undefined) return await reuse(known, wanted, { makeBundle, artifacts });
  if (twin !== undefined) {
    const manifest = { ...wanted, schema: 1, ...bundleOf(twin) } as const;
    return { ...(await claim(manifest, artifacts)), uploaded: false, reused: 'bundle' };
  }
  const bundle = await makeBundle();
  const stored = await store(bundle, artifacts);
  // The digest is a hint that may be stale; only a manifest that agrees with it counts. So it is written over.
  await artifacts.put(keys.digest(sourceDigest), label);
  const manifest = { ...wanted, schema: 1, ...stored.facts } as const;
  return {
    ...(await claim(manifest, artifacts)),
    uploaded: stored.uploaded,
    reused: stored.uploaded ? 'nothing' : 'bundle',
  };
}

/** The manifest of a version; absent when there is no such version. */
export async function readManifest(label: string, artifacts: Artifacts): Promise<Manifest | undefined> {
  const key = keys.manifest(label);
  const text = await artifacts.get(key);
  return text === undefined ? undefined : parseManifest(text, key);
}

interface Effects {
  readonly makeBundle: () => Promise<Bundle>;
  readonly artifacts: Artifacts;
}

async function reuse(known: Manifest, wanted: WantedVersion, effects: Effects): Promise<PublishedVersion> {
  if (known.sourceDigest !== wanted.sourceDigest) throw labelTaken(known, wanted.sourceDigest);
  if ((await effects.artifacts.head(known.key)) !== undefined)
    return { manifest: known, uploaded: false, reused: 'version' };
  return await restore(known, effects);
}

/** Puts a bundle back that was deleted from the bucket, if this machine's zlib gives the very same bytes. */
async function restore(known: Manifest, { makeBundle, artifacts }: Effects): Promise<PublishedVersion> {
  const bundle = await makeBundle();
  if (bundle.sha256 === known.sha256) {
    const { uploaded } = await store(bundle, artifacts);
    return { manifest: known, uploaded, reused: 'version' };
  }
  throw new BeanpoleError(
    'version',
    `The bundle of version "${known.label}" is no longer in the artifact bucket (${known.key}).`,
    {
      fix: 'Deploy under another `label`.',
    },
  );
}

type BundleFacts = Pick<Manifest, 'sha256' | 'size' | 'key' | 'entries'>;

/** The version that already has the bundle of this tree, if all of it is still there. */
async function sameTree(sourceDigest: string, artifacts: Artifacts): Promise<Manifest | undefined> {
  const label = await artifacts.get(keys.digest(sourceDigest));
  const manifest = label === undefined ? undefined : await readManifest(label, artifacts);
  if (manifest?.sourceDigest !== sourceDigest) return undefined;
  return (await artifacts.head(manifest.key)) === undefined ? undefined : manifest;
}

async function store(
  bundle: Bundle,
  artifacts: Artifacts,
): Promise<{ readonly facts: BundleFacts; readonly uploaded: boolean }> {
  const key = keys.bundle(bundle.sha256);
  const { sha256, size, entries } = bundle;
  // The key is the hash: whoever has put it there has put the same bytes.
  const written = (await artifacts.head(key)) === undefined ? await artifacts.uploadIfAbsent(key, bundle) : 'present';
  return { facts: { sha256, size, key, entries }, uploaded: written === 'written' };
}

/** Writes the manifest, or finds that another run was first; then its version is ours if it is of the same tree. */
async function claim(manifest: Manifest, artifacts: Artifacts): Promise<{ readonly manifest: Manifest }> {
  const key = keys.manifest(manifest.label);
  if ((await artifacts.putIfAbsent(key, formatManifest(manifest))) === 'written') return { manifest };
  const theirs = await readManifest(manifest.label, artifacts);
  if (theirs === undefined) throw new Error(`${key} is neither free nor readable`);
  if (theirs.sourceDigest !== manifest.sourceDigest) throw labelTaken(theirs, manifest.sourceDigest);
  return { manifest: theirs };
}

function bundleOf({ sha256, size, key, entries }: Manifest): BundleFacts {
  return { sha256, size, key, entries };
}
