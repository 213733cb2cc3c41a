import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Artifacts } from '../../src/bundle/artifacts.ts';
import { pruneVersions } from '../../src/bundle/prune.ts';
import { formatManifest, keys } from '../../src/bundle/version.ts';

/** A bucket in memory, which is enough for what is asked of it here; the real one is asked in the stories. */
function bucket(): Artifacts & { readonly objects: Map<string, string> } {
  const objects = new Map<string, string>();
  const unused = async () => {
    throw new Error('Pruning does not upload.');
  };
  return {
    objects,
    head: async (key) => (objects.has(key) ? { size: 1 } : undefined),
    get: async (key) => objects.get(key),
    put: async (key, text) => void objects.set(key, text),
    putIfAbsent: unused,
    uploadIfAbsent: unused,
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)),
    remove: async (key) => void objects.delete(key),
  };
}

let store: ReturnType<typeof bucket>;
const dateOf = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();
const put = (label: string, day: number, sha = label) => {
  const manifest = {
    schema: 1,
    label,
    sha256: sha,
    size: 1,
    key: keys.bundle(sha),
    platform: 'node',
    createdAt: dateOf(day),
    sourceDigest: `d${sha}`,
    entries: 1,
  } as const;
  store.objects.set(keys.manifest(label), formatManifest(manifest));
  store.objects.set(keys.bundle(sha), 'bytes');
  store.objects.set(keys.digest(`d${sha}`), label);
};
const prune = (keep: number, needed: readonly string[] = []) =>
  pruneVersions(
    { keep, isNeeded: (label) => needed.includes(label), isGone: (environment) => environment === 'pr-1' },
    store,
  );

describe('pruneVersions()', () => {
  beforeEach(() => {
    store = bucket();
    for (let day = 1; day <= 5; day += 1) put(`v${day}`, day);
  });

  test('keeps the newest, and whatever runs or is needed for a rollback', async () => {
    expect(await prune(2, ['v1'])).toEqual({ removed: ['v3', 'v2'], kept: 3, leftovers: 0 });
    expect([...store.objects.keys()].sort()).toEqual(
      ['v1', 'v4', 'v5'].flatMap((v) => [keys.bundle(v), keys.digest(`d${v}`), keys.manifest(v)]).sort(),
    );
  });

  test('removes what is too old, too, however few there are, but never what is needed', async () => {
    const pruned = await pruneVersions(
      { keep: 100, notBefore: Date.parse(dateOf(4)), isNeeded: (label) => label === 'v2', isGone: () => false },
      store,
    );
    expect(pruned).toEqual({ removed: ['v3', 'v1'], kept: 3, leftovers: 0 });
  });

  test('a bundle that another version shares stays, and so does what is no version yet', async () => {
    put('again', 9, 'v1');
    store.objects.set(keys.bundle('upload-under-way'), 'bytes');
    expect((await prune(1)).removed).toHaveLength(5);
    expect(store.objects.has(keys.bundle('v1'))).toBe(true);
    expect(store.objects.get(keys.digest('dv1'))).toBe('again');
    expect(store.objects.has(keys.bundle('upload-under-way'))).toBe(true);
  });

  test('what a preview that is gone has left goes with it', async () => {
    store.objects.set('environments/pr-1/config/x.json', '');
    store.objects.set('environments/production/config/x.json', '');
    expect((await prune(9)).leftovers).toBe(1);
    expect(await store.list('environments/')).toEqual(['environments/production/config/x.json']);
  });
});
