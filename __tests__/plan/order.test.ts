import { describe, expect, test } from '@jest/globals';
import { type Ancestry, isOlder, type Origin, originOf, originValues } from '../../src/plan/order.ts';

const monday = { commit: 'aaa', committedAt: '2026-10-05T10:00:00.000Z' };
const tuesday = { commit: 'bbb', committedAt: '2026-10-06T10:00:00.000Z' };
const undated = { commit: 'ccc' };

describe('isOlder()', () => {
  test.each<[string, Origin, Origin, Ancestry, boolean]>([
    ['an ancestor', monday, tuesday, 'ancestor', true],
    ['an ancestor with a later date', tuesday, monday, 'ancestor', true],
    ['a descendant', tuesday, monday, 'descendant', false],
    ['a descendant with an earlier date', monday, tuesday, 'descendant', false],
    ['an earlier date where the history does not tell', monday, tuesday, 'unknown', true],
    ['a later date where the history does not tell', tuesday, monday, 'unknown', false],
    ['the same date', { ...monday, commit: 'x' }, monday, 'unknown', false],
    ['the same commit', monday, monday, 'unknown', false],
    [
      'the same commit under another date',
      { ...monday, committedAt: '2020-01-01T00:00:00Z' },
      monday,
      'unknown',
      false,
    ],
    ['no date of its own', undated, monday, 'unknown', false],
    ['no date of what is live', monday, undated, 'unknown', false],
    ['no commit of its own', {}, monday, 'unknown', false],
    ['nothing known of what is live', monday, {}, 'unknown', false],
  ])('%s', (_, mine, live, ancestry, older) => {
    expect(isOlder(mine, live, ancestry)).toBe(older);
  });
});

describe('the origin in a stack', () => {
  test.each([[monday], [undated], [{}]])('%j comes back as it went in', (origin) => {
    expect(originOf(originValues(origin))).toEqual(origin);
  });

  test('is unknown in a stack that tells none', () => {
    expect(originOf({ Version: 'v1' })).toEqual({});
  });
});
