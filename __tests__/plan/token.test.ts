import { describe, expect, test } from '@jest/globals';
import { isOfRun, runOf, tokenOf } from '../../src/plan/token.ts';

const run = { id: '12345', attempt: '2' };

describe('tokenOf()', () => {
  test('names run, attempt and intent', () => {
    expect(tokenOf(run, 'compute-staging')).toBe('beanpole-12345-2-compute-staging');
  });

  test.each(['a b/c_d', '', 'é', 'x'.repeat(300), '-'])(
    'is a token that CloudFormation takes, whatever the intent %j',
    (intent) => {
      const token = tokenOf({ id: 'local/é 7', attempt: '1' }, intent);
      expect(token).toMatch(/^[A-Za-z][A-Za-z0-9-]*$/);
      expect(token.length).toBeLessThanOrEqual(120);
    },
  );

  test('leaves room for the number of a try and for the word of a deletion', () => {
    expect(`${tokenOf(run, 'x'.repeat(300))}-delete`.length).toBeLessThanOrEqual(128);
  });
});

describe('isOfRun()', () => {
  test('knows its own token in any attempt', () => {
    expect(isOfRun(tokenOf({ ...run, attempt: '1' }, 'x'), run)).toBe(true);
  });

  test.each([undefined, 'Console-UpdateStack-1', 'beanpole-123456-1-x', tokenOf({ id: '12345-2', attempt: '1' }, 'x')])(
    'does not take %s for its own',
    (token) => {
      expect(isOfRun(token, run)).toBe(false);
    },
  );
});

describe('runOf()', () => {
  test('reads the run back', () => {
    expect(runOf(tokenOf(run, 'compute-staging'))).toEqual(run);
  });

  test('knows nothing of a token that somebody else made', () => {
    expect(runOf('Console-UpdateStack-1')).toBeUndefined();
    expect(runOf(undefined)).toBeUndefined();
  });
});
