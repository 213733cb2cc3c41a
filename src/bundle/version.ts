import { BeanpoleError } from '../errors.ts';

/** What `versions/<label>.json` says: the one record that makes a bundle a version. */
export interface Manifest {
  readonly schema: 1;
  readonly label: string;
  /** Of the bundle, hexadecimal. */
  readonly sha256: string;
  /** Bytes of the bundle. */
  readonly size: number;
  /** Where the bundle lies in the bucket. */
  readonly key: string;
  readonly platform: string;
  readonly commit?: string;
  /** Committer date of the commit, ISO 8601 in UTC. */
  readonly committedAt?: string;
  /** Page of the workflow run that published it. */
  readonly run?: string;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly sourceDigest: string;
  /** Files in the bundle. */
  readonly entries: number;
  /** The machine image that was built for it, which it runs on wherever it is brought. */
  readonly image?: string;
}

/** The commit that is checked out, and whether the bundle holds exactly what it holds. */
export interface Commit {
  readonly sha: string;
  readonly state: 'exact' | 'dirty';
}

/** The label of a version that was given none. It names the commit alone only when the commit says everything about the bytes. */
export function defaultLabel(digest: string, commit?: Commit): string {
  if (commit === undefined) return digest.slice(0, 12);
  const short = commit.sha.slice(0, 12);
  return commit.state === 'exact' ? short : `${short}-${digest.slice(0, 8)}`;
}

/** A label becomes part of keys, parameters and directory names on both kinds of instances, so its characters are few. */
export function checkLabel(label: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/.test(label)) return label;
  throw new BeanpoleError('settings', `"${label}" cannot be the label of a version.`, {
    fix: 'Use 1 to 100 letters, digits, dots, underscores, hyphens or plus signs, beginning with a letter or a digit.',
  });
}

/** Keys of the artifact bucket. */
export const keys = {
  manifest: (label: string) => `versions/${label}.json`,
  bundle: (sha256: string) => `bundles/${sha256}.zip`,
  digest: (sourceDigest: string) => `digests/${sourceDigest}`,
  agent: (sha256: string) => `agents/${sha256}.js`,
  template: (sha256: string) => `templates/${sha256}.json`,
  image: (digest: string) => `images/${digest}.json`,
  config: (environment: string, sha256: string) => `environments/${environment}/config/${sha256}.json`,
} as const;

/** The manifest as it is written. */
export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Reads a manifest back. One that we cannot understand must not be taken for a version. */
export function parseManifest(text: string, key: string): Manifest {
  const manifest = manifestIn(text);
  if (manifest !== undefined) return manifest;
  throw new BeanpoleError(
    'version',
    `"${key}" in the artifact bucket is no manifest that this release of Beanpole can read.`,
    {
      fix: 'If a newer release wrote it, use that one; otherwise delete the object and deploy again.',
    },
  );
}

/** The refusal to give a label to other bytes than it names. */
export function labelTaken(known: Manifest, sourceDigest: string): BeanpoleError {
  const since = `published ${known.createdAt}${known.commit === undefined ? '' : ` from commit ${known.commit.slice(0, 12)}`}`;
  return new BeanpoleError(
    'version',
    `The label "${known.label}" names other bytes already: it stands for source digest ${known.sourceDigest} (${since}), and this source tree has ${sourceDigest}.`,
    {
      fix: 'Give this version another `label`, or deploy the source that the label stands for. A label never changes its bytes.',
    },
  );
}

function manifestIn(text: string): Manifest | undefined {
  try {
    const value: Partial<Manifest> | null = JSON.parse(text);
    const texts = [value?.label, value?.sha256, value?.key, value?.sourceDigest, value?.createdAt, value?.platform];
    const complete = value?.schema === 1 && texts.every((one) => typeof one === 'string');
    return complete ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}
