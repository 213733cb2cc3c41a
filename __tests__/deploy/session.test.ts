import { describe, expect, test } from '@jest/globals';
import { foresee } from '../../src/deploy/session.ts';

const now = Date.UTC(2026, 10, 22, 12);
const minutes = (count: number): number => count * 60_000;

describe('foresee()', () => {
  test('warns of credentials that end before the deploy', () => {
    const ends = now + minutes(10);
    expect(foresee({ kind: 'temporary', ends }, minutes(18), now)).toMatch(
      /^The AWS credentials end at 2026-11-22T12:10:00Z, in 10 min, and this deploy takes about 18 min\. .*role-duration-seconds/,
    );
    expect(foresee({ kind: 'temporary', ends }, minutes(9), now)).toBeUndefined();
  });

  test('refuses credentials that have ended, before anything is touched', () => {
    expect(() => foresee({ kind: 'temporary', ends: now - 1 }, minutes(1), now)).toThrow(
      'The AWS credentials expired at 2026-11-22T11:59:59Z.',
    );
  });

  test('takes the usual hour for those that do not say when they end, and is silent below it', () => {
    expect(foresee({ kind: 'temporary' }, minutes(75), now)).toMatch(/do not say when they end.*after an hour/);
    expect(foresee({ kind: 'temporary' }, minutes(20), now)).toBeUndefined();
  });

  test('has nothing to say of credentials that last or are renewed', () => {
    expect(foresee({ kind: 'lasting' }, minutes(600), now)).toBeUndefined();
  });
});
