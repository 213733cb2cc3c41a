import { describe, expect, test } from '@jest/globals';
import { share, spread } from '../../../src/local/systems-manager/rate.ts';

const turns = (bad: readonly number[]) => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (target: number) => {
    begun.push(target);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return bad.includes(target) ? ('bad' as const) : ('good' as const);
  };
  return { begun, most: () => most, work };
};

describe('a command to many instances', () => {
  test.each([
    ['3', 10, 3],
    ['25%', 8, 2],
    ['100%', 5, 5],
  ])('%s of %i are %i', (text, of, expected) => expect(share(text, of)).toBe(expected));

  test('runs on no more at a time than asked for, and on all', async () => {
    const { begun, most, work } = turns([]);
    expect(await spread([1, 2, 3, 4, 5], { maxConcurrency: '2', maxErrors: '0' }, work)).toEqual([]);
    expect([begun, most()]).toEqual([[1, 2, 3, 4, 5], 2]);
  });

  test('begins nothing new after one error too many', async () => {
    const { begun, work } = turns([2]);
    expect(await spread([1, 2, 3, 4], { maxConcurrency: '1', maxErrors: '0' }, work)).toEqual([3, 4]);
    expect(begun).toEqual([1, 2]);
  });

  test('goes on while the errors are allowed, and runs on one at least', async () => {
    const { begun, most, work } = turns([1]);
    expect(await spread([1, 2], { maxConcurrency: '10%', maxErrors: '1' }, work)).toEqual([]);
    expect([begun, most()]).toEqual([[1, 2], 1]);
  });
});
