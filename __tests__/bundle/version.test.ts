import { describe, expect, test } from '@jest/globals';
import {
  checkLabel,
  defaultLabel,
  formatManifest,
  keys,
  type Manifest,
  parseManifest,
} from '../../src/bundle/version.ts';

const digest = 'd1935700aabbccddeeff00112233445566778899aabbccddeeff001122334455';
const sha = '0123456789abcdef0123456789abcdef01234567';

describe('defaultLabel', () => {
  test.each([
    ['the commit, when it says everything', { sha, state: 'exact' } as const, '0123456789ab'],
    [
      'commit and digest, when something differs from the commit',
      { sha, state: 'dirty' } as const,
      '0123456789ab-d1935700',
    ],
    ['the digest, without git', undefined, 'd1935700aabb'],
  ])('%s', (_, commit, label) => {
    expect(defaultLabel(digest, commit)).toBe(label);
  });
});

describe('checkLabel', () => {
  test.each(['v1', '1.2.3', '1.2.3-rc.1+build.5', 'a'.repeat(100)])('"%s" can be a label', (label) => {
    expect(checkLabel(label)).toBe(label);
  });

  test.each(['', 'a/b', '../up', '.hidden', '-x', 'a b', 'é', 'a'.repeat(101), 'a\n'])('"%s" cannot', (label) => {
    expect(() => checkLabel(label)).toThrow(expect.objectContaining({ code: 'settings' }));
  });
});

describe('keys', () => {
  test('are those that the templates and the agent expect', () => {
    expect([
      keys.manifest('v1'),
      keys.bundle('ab'),
      keys.digest('cd'),
      keys.agent('ef'),
      keys.template('01'),
      keys.config('production', '23'),
    ]).toEqual([
      'versions/v1.json',
      'bundles/ab.zip',
      'digests/cd',
      'agents/ef.js',
      'templates/01.json',
      'environments/production/config/23.json',
    ]);
  });
});

describe('parseManifest', () => {
  const manifest: Manifest = {
    schema: 1,
    label: 'v1',
    sha256: 'ab',
    size: 1,
    key: 'bundles/ab.zip',
    platform: 'node',
    commit: sha,
    createdAt: '2026-01-01T00:00:00.000Z',
    sourceDigest: digest,
    entries: 1,
  };

  test('gives back what was written', () => {
    expect(parseManifest(formatManifest(manifest), 'versions/v1.json')).toEqual(manifest);
  });

  test.each([
    ['no JSON', '{'],
    ['another schema', JSON.stringify({ ...manifest, schema: 2 })],
    ['a missing digest', JSON.stringify({ ...manifest, sourceDigest: undefined })],
    ['null', 'null'],
  ])('refuses %s', (_, text) => {
    expect(() => parseManifest(text, 'versions/v1.json')).toThrow(expect.objectContaining({ code: 'version' }));
  });
});
