import { describe, expect, test } from '@jest/globals';
import { stackNames } from '../../src/plan/names.ts';

describe('stackNames()', () => {
  test('names the three stacks of an environment', () => {
    expect(stackNames('shop', 'staging')).toEqual({
      application: 'shop',
      data: 'shop-staging-data',
      compute: 'shop-staging',
    });
  });

  test.each([
    ['a digit first', '1shop', 'staging'],
    ['an underscore', 'shop', 'pull_7'],
    ['a dot', 'shop.eu', 'staging'],
    ['a line end', 'shop', 'staging\n'],
    ['more than 128 characters', 'shop', 'x'.repeat(119)],
  ])('refuses %s, and says what CloudFormation accepts', (_, application, environment) => {
    expect(() => stackNames(application, environment)).toThrow(
      expect.objectContaining({ code: 'settings', fix: expect.stringContaining('letters, digits and hyphens') }),
    );
  });

  test('takes the longest name that CloudFormation takes', () => {
    expect(stackNames('shop', 'x'.repeat(118)).data).toHaveLength(128);
  });

  test('refuses an environment whose compute stack would be the data stack of another', () => {
    expect(stackNames('shop', 'eu').data).toBe('shop-eu-data');
    expect(() => stackNames('shop', 'eu-data')).toThrow('cannot be called');
  });
});
