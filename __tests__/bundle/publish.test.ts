import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { s3Artifacts } from '../../src/aws/artifacts.ts';
import { makeClients } from '../../src/aws/clients.ts';
import type { Artifacts } from '../../src/bundle/artifacts.ts';
import { makeBundle } from '../../src/bundle/bundle.ts';
import { sourceDigest } from '../../src/bundle/digest.ts';
import { publishVersion, readManifest, type WantedVersion } from '../../src/bundle/publish.ts';
import { type LoopbackS3, loopbackS3 } from './loopback-s3.ts';
import { realFiles } from '../../src/runner/files.ts';
import { directory, packing, sourceOf, tree } from './trees.ts';

let s3: LoopbackS3;
let artifacts: Artifacts;

beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
});

beforeEach(async () => {
  s3 = await loopbackS3();
  artifacts = connect();
});

function connect(): Artifacts {
  const clients = makeClients({ region: 'eu-central-1', version: '1.2.3', endpoint: s3.endpoint });
  return s3Artifacts({ name: s3.bucket, clients, files: realFiles });
}

/** A deploy of these files under a label; counts how often a zip was made. */
async function deploy(label: string, files: Readonly<Record<string, string>>, store = artifacts) {
  const source = await sourceOf(tree({ 'app.js': 'app', ...files }));
  const wanted: WantedVersion = {
    label,
    platform: 'node',
    createdAt: '2026-01-02T03:04:05.000Z',
    sourceDigest: sourceDigest(source.files),
  };
  let zips = 0;
  const make = () => {
    zips += 1;
    return makeBundle(source, join(directory(), 'bundle.zip'), packing);
  };
  const published = await publishVersion(wanted, make, store);
  return { ...published, zips, digest: wanted.sourceDigest };
}

const writes = () => s3.log.filter(({ what }) => /^(PUT|POST)/.test(what)).map(({ key }) => key);

describe('publishVersion', () => {
  test('writes bundle, digest and manifest, the manifest last', async () => {
    const { manifest, uploaded, reused, digest } = await deploy('v1', {});
    expect({ uploaded, reused }).toEqual({ uploaded: true, reused: 'nothing' });
    expect(writes()).toEqual([`bundles/${manifest.sha256}.zip`, `digests/${digest}`, 'versions/v1.json']);
    expect(s3.objects.get(manifest.key)).toHaveLength(manifest.size);
    expect(await readManifest('v1', artifacts)).toEqual(manifest);
    expect(manifest).toEqual({
      schema: 1,
      label: 'v1',
      platform: 'node',
      createdAt: '2026-01-02T03:04:05.000Z',
      sourceDigest: digest,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: expect.any(Number),
      key: `bundles/${manifest.sha256}.zip`,
      entries: 1,
    });
  });

  test('the same label with the same tree is the version that is there: no zip, no write', async () => {
    const first = await deploy('v1', {});
    s3.log.length = 0;
    const again = await deploy('v1', {});
    expect(again).toEqual({ ...first, uploaded: false, reused: 'version', zips: 0 });
    expect(writes()).toEqual([]);
    expect(s3.log.length).toBeLessThanOrEqual(5);
  });

  test('the same tree under another label shares the bundle: no zip, only a manifest is written', async () => {
    const first = await deploy('v1', {});
    s3.log.length = 0;
    const second = await deploy('v2', {});
    expect(second).toMatchObject({ uploaded: false, reused: 'bundle', zips: 0 });
    expect(second.manifest).toEqual({ ...first.manifest, label: 'v2' });
    expect(writes()).toEqual(['versions/v2.json']);
  });

  test('a label never changes its bytes: other files under it are refused before anything is zipped or written', async () => {
    const first = await deploy('v1', {});
    s3.log.length = 0;
    const refusal = await deploy('v1', { 'more.js': '' }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'version', fix: expect.stringContaining('another `label`') });
    expect(String(refusal)).toContain(first.digest);
    expect(String(refusal)).toContain('"v1"');
    expect(writes()).toEqual([]);
    expect(await readManifest('v1', artifacts)).toEqual(first.manifest);
  });

  test('of two runs that race for a label with the same tree, both get the one version', async () => {
    const both = await Promise.all([deploy('v1', {}), deploy('v1', {}, connect())]);
    expect(both[0].manifest).toEqual(both[1].manifest);
    expect(JSON.parse(s3.objects.get('versions/v1.json')!.toString())).toEqual(both[0].manifest);
  });

  test('of two runs that race for a label with two trees, exactly one wins and the other is told', async () => {
    // Each holds its answer back until both have seen the label free.
    let looking = 0;
    let bothLooked = () => {};
    const gate = new Promise<void>((resolve) => {
      bothLooked = resolve;
    });
    s3.intercept = async ({ what, key }) => {
      if (what !== 'GET' || key !== 'versions/v1.json' || looking >= 2) return undefined;
      looking += 1;
      if (looking === 2) bothLooked();
      await gate;
      return undefined;
    };
    const ends = await Promise.allSettled([deploy('v1', { one: '1' }), deploy('v1', { two: '2' }, connect())]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = ends.find((end) => end.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'version' });
    const won = ends.find((end) => end.status === 'fulfilled');
    expect(await readManifest('v1', artifacts)).toEqual(won?.value.manifest);
  });

  test('a digest left by a publication that never ended is not believed, and is put right', async () => {
    const { digest } = await deploy('v1', {});
    s3.objects.delete('versions/v1.json');
    const second = await deploy('v2', {});
    expect(second).toMatchObject({ zips: 1, uploaded: false, reused: 'bundle' });
    expect(s3.objects.get(`digests/${digest}`)?.toString()).toBe('v2');
    expect(await deploy('v3', {})).toMatchObject({ zips: 0, reused: 'bundle' });
  });

  test('a digest whose label was given to another tree in the end is not believed', async () => {
    const first = await deploy('v1', {});
    s3.objects.delete('versions/v1.json');
    const other = await deploy('v1', { 'more.js': '' });
    const again = await deploy('v2', {});
    expect(again.manifest.sha256).toBe(first.manifest.sha256);
    expect(again.manifest.sha256).not.toBe(other.manifest.sha256);
  });

  test('a digest whose bundle was deleted is not believed', async () => {
    const { manifest } = await deploy('v1', {});
    s3.objects.delete(manifest.key);
    expect(await deploy('v2', {})).toMatchObject({ zips: 1, uploaded: true, reused: 'nothing' });
    expect(s3.objects.has(manifest.key)).toBe(true);
  });

  test('a version whose bundle was deleted gets the very same bytes back', async () => {
    const first = await deploy('v1', {});
    s3.objects.delete(first.manifest.key);
    const again = await deploy('v1', {});
    expect(again).toMatchObject({ manifest: first.manifest, zips: 1, uploaded: true, reused: 'version' });
    expect(s3.objects.get(first.manifest.key)).toHaveLength(first.manifest.size);
  });

  test('a version whose bundle was deleted and cannot be made again is an error, not another version', async () => {
    const first = await deploy('v1', {});
    const other = { ...first.manifest, sha256: 'f'.repeat(64), key: `bundles/${'f'.repeat(64)}.zip` };
    s3.objects.set('versions/v1.json', Buffer.from(JSON.stringify(other)));
    await expect(deploy('v1', {})).rejects.toMatchObject({
      code: 'version',
      message: expect.stringContaining('no longer in the artifact bucket'),
    });
  });

  test('a manifest that cannot be read is an error, not a free label', async () => {
    s3.objects.set('versions/v1.json', Buffer.from('<html>'));
    await expect(deploy('v1', {})).rejects.toMatchObject({
      code: 'version',
      message: expect.stringContaining('versions/v1.json'),
    });
  });

  test('an upload that fails leaves no version, and the next run makes it', async () => {
    s3.intercept = ({ what, key }) =>
      what === 'PUT' && key.startsWith('bundles/') ? { status: 403, code: 'AccessDenied' } : undefined;
    await expect(deploy('v1', {})).rejects.toMatchObject({ code: 'aws' });
    expect([...s3.objects.keys()]).toEqual([]);
    s3.intercept = () => undefined;
    expect(await deploy('v1', {})).toMatchObject({ uploaded: true });
  });
});
