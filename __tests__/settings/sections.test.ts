import { describe, expect, test } from '@jest/globals';
import { nothingSaid } from '../../src/settings/layer.ts';
import { neverMatches, sectionsFor } from '../../src/settings/sections.ts';

const chosen = (patterns: readonly string[], environment: string) =>
  sectionsFor(
    patterns.map((pattern) => ({ pattern, layer: nothingSaid })),
    environment,
  ).map(({ pattern }) => pattern);

describe('sectionsFor()', () => {
  test.each([
    ['pr-*', 'pr-7', true],
    ['pr-*', 'pr-', true],
    ['pr-*', 'xpr-7', false],
    ['pr-?', 'pr-77', false],
    ['*-prod', 'eu-prod', true],
    ['*-prod', 'eu-prod-2', false],
    ['*a*b*', 'xaxbx', true],
    ['*a*b*', 'xbxax', false],
    ['*', 'anything', true],
    ['PROD', 'prod', false],
  ])('%s and %s: %s', (pattern, environment, fits) => {
    expect(chosen([pattern], environment)).toEqual(fits ? [pattern] : []);
  });

  test('gives patterns in the order of the file, then the exact name', () => {
    expect(chosen(['pr-7', 'pr-*', 'pr-8', '*'], 'pr-7')).toEqual(['pr-*', '*', 'pr-7']);
  });

  test('takes no longer for a hostile pattern', () => {
    const started = performance.now();
    expect(chosen([`${'*a'.repeat(30)}b`], 'a'.repeat(40))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('neverMatches()', () => {
  test.each(['prod', 'pr-*', '*-data-*', '*-', '-*', '*', '?', '*-*'])('finds a name that fits %s', (pattern) => {
    const reason = neverMatches(pattern);
    // A hyphen at an edge is nobody's name, unless a wildcard covers the edge.
    expect(reason === undefined).toBe(!['*-', '-*'].includes(pattern));
  });

  test.each(['a-data', '*-data', `${'x'.repeat(41)}`, `${'?'.repeat(41)}`])('finds no name that fits %s', (pattern) => {
    expect(neverMatches(pattern)).toContain('at most 40');
  });
});
