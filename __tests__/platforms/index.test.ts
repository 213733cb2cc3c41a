import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { platformNames, platforms } from '../../src/platforms/index.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { wordsOf } from '../../src/platforms/sign.ts';

const folder = new URL('../../src/platforms/', import.meta.url);

describe('the record of platforms', () => {
  test('lists every file that makes a platform, under the name of the file', () => {
    const makers = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /: Platform = \{/.test(readFileSync(new URL(file, folder), 'utf8')));
    expect(makers.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual([...platformNames].sort());
  });

  test.each(Object.entries<Platform>(platforms))('%s is a complete platform', (name, platform) => {
    expect(platform.name).toBe(name);
    expect(platform.versions.map(({ version }) => version)).toContain(platform.defaultVersion);
    expect(new Set(platform.versions.map(({ version }) => version)).size).toBe(platform.versions.length);
    expect(platform.port).toBeGreaterThan(1024);
    for (const { packages, buildPackages = [], endOfLife } of platform.versions) {
      expect(packages.length + buildPackages.length).toBeGreaterThan(0);
      expect(Date.parse(endOfLife)).toBeGreaterThan(Date.parse('2027-01-01'));
    }
  });

  test('no two platforms claim the same file', () => {
    const claims = Object.values<Platform>(platforms).flatMap(({ manifests, entries }) =>
      [...manifests, ...entries].map(wordsOf),
    );
    expect(new Set(claims).size).toBe(claims.length);
  });
});
