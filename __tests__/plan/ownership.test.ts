import { describe, expect, test } from '@jest/globals';
import { isExpired, notOurs, previewTags } from '../../src/plan/ownership.ts';

const claim = { application: 'shop', environment: 'pr-7', repository: 'octo-org/shop' };
const tags = {
  'beanpole:application': 'shop',
  'beanpole:environment': 'pr-7',
  ...previewTags('pr-7', 60, 'octo-org/shop'),
};

describe('what an event may destroy', () => {
  test('is a preview of its own repository', () => {
    expect(notOurs('shop-pr-7', tags, claim)).toBeUndefined();
    expect(notOurs('shop-pr-7', tags, { ...claim, repository: 'Octo-Org/Shop' })).toBeUndefined();
  });

  test.each([
    ['production', tags, { ...claim, environment: 'production' }, /is not the name of a preview/],
    ['a stack of another environment', { ...tags, 'beanpole:environment': 'x' }, claim, /"x" as its tag/],
    ['a stack that somebody else has made', {}, claim, /has nothing as its tag beanpole:application/],
    ['a preview of another repository', tags, { ...claim, repository: 'other/shop' }, /belongs to octo-org\/shop/],
    ['a preview of nobody', { ...tags, 'beanpole:repository': '' }, { ...claim, repository: 'a/b' }, /belongs to/],
  ])('is not %s', (_, given, claimed, why) => {
    expect(notOurs('shop-pr-7', given, claimed)).toMatch(why);
  });

  test('only previews carry the tags, so nothing else ever expires', () => {
    expect(previewTags('production', 60, 'a/b')).toEqual({});
    expect(previewTags('pr-7', 60, undefined)).toEqual({});
    expect(isExpired({}, 0, 1e12)).toBe(false);
  });

  test('a preview expires after its lifetime, not before, and never while nobody knows its age', () => {
    expect([59, 61].map((minutes) => isExpired(tags, 0, minutes * 60_000))).toEqual([false, true]);
    expect(isExpired(tags, undefined, 1e12)).toBe(false);
  });
});
