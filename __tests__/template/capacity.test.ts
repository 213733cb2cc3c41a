import { describe, expect, test } from '@jest/globals';
import { batchOf, capacity, largestSize } from '../../src/template/capacity.ts';
import type { Fleet } from '../../src/template/context.ts';

const count = (count: number) => ({ kind: 'count', count }) as const;
const percent = (percent: number) => ({ kind: 'percent', percent }) as const;

function fleet(policy: Fleet['deploy']['policy'], batch: Fleet['deploy']['batch'], min = 2, max = 8): Fleet {
  return { mode: 'high-availability', instances: { min, max }, deploy: { policy, batch } };
}

describe('batchOf()', () => {
  test.each([
    ['as many as are counted', count(2), 10, 2],
    ['never more than there are', count(12), 3, 3],
    ['a share of the size', percent(30), 10, 3],
    ['a share that is rounded down', percent(50), 5, 2],
    ['at least one', percent(1), 4, 1],
    ['all of them', percent(100), 7, 7],
    ['no more than CloudFormation can replace at once', percent(100), 250, 100],
  ])('%s', (_name, batch, size, expected) => {
    expect(batchOf(batch, size)).toBe(expected);
  });
});

describe('capacity()', () => {
  test.each([
    ['all at once: none stays', fleet('all-at-once', count(1)), 4, { MinInService: 0, BatchSize: 4 }],
    ['rolling: all but the batch stay', fleet('rolling', count(1)), 4, { MinInService: 3, BatchSize: 1 }],
    ['rolling by share: of the live size', fleet('rolling', percent(50)), 6, { MinInService: 3, BatchSize: 3 }],
    [
      'rolling of one instance: it has to go first',
      fleet('rolling', count(1), 1, 1),
      1,
      { MinInService: 0, BatchSize: 1 },
    ],
    [
      'additional batch: all stay',
      fleet('rolling-with-additional-batch', count(2)),
      5,
      { MinInService: 5, BatchSize: 2 },
    ],
    [
      'a group that has scaled out is not shrunk (trap 7: a fixed size that shrinks a group in its peak)',
      fleet('rolling-with-additional-batch', count(1)),
      8,
      { MinInService: 8, BatchSize: 1 },
    ],
    [
      'a group that has scaled into the head-room keeps all but one',
      fleet('rolling-with-additional-batch', count(2)),
      10,
      { MinInService: 9, BatchSize: 2 },
    ],
    [
      'before there is a group: its smallest size',
      fleet('rolling', count(1), 3),
      undefined,
      { MinInService: 2, BatchSize: 1 },
    ],
    [
      'a smallest size that was raised counts at once',
      fleet('rolling-with-additional-batch', count(1), 4),
      2,
      { MinInService: 4, BatchSize: 1 },
    ],
  ])('%s', (_name, group, live, expected) => {
    expect(capacity(group, live)).toMatchObject(expected);
  });

  test('a single instance is always replaced launch-first', () => {
    expect(capacity({ ...fleet('all-at-once', count(5)), mode: 'single-instance' }, 1)).toEqual({
      MinInService: 1,
      BatchSize: 1,
      GroupSize: 1,
    });
  });

  test('a group that is made anew is as large as the live one, within the bounds that it will have (trap 25: a second group smaller than the live one)', () => {
    const group = fleet('immutable', count(1), 2, 8);
    expect([undefined, 1, 5, 8, 9].map((live) => capacity(group, live).GroupSize)).toEqual([2, 2, 5, 8, 8]);
  });

  test('always leaves CloudFormation room: MinInService < MaxSize, 1 ≤ BatchSize ≤ 100 (trap 7: a fixed size that shrinks a group in its peak)', () => {
    for (const policy of ['all-at-once', 'rolling', 'rolling-with-additional-batch', 'immutable', 'canary'] as const) {
      for (const batch of [count(1), count(3), count(500), percent(1), percent(34), percent(100)]) {
        for (const [min, max] of [
          [1, 1],
          [1, 2],
          [3, 3],
          [2, 9],
          [150, 400],
        ] as const) {
          for (const live of [undefined, 0, 1, min, max, max + 3, 3 * max]) {
            const group = fleet(policy, batch, min, max);
            const { MinInService, BatchSize, GroupSize } = capacity(group, live);
            expect(MinInService).toBeGreaterThanOrEqual(0);
            expect(MinInService).toBeLessThan(largestSize(group));
            expect(BatchSize).toBeGreaterThanOrEqual(1);
            expect(BatchSize).toBeLessThanOrEqual(100);
            expect(GroupSize).toBeGreaterThanOrEqual(min);
            expect(GroupSize).toBeLessThanOrEqual(largestSize(group));
          }
        }
      }
    }
  });
});

describe('largestSize()', () => {
  test('has room for the additional batch beyond what the user has set', () => {
    expect(largestSize(fleet('rolling-with-additional-batch', count(2), 2, 8))).toBe(10);
    expect(largestSize(fleet('rolling-with-additional-batch', percent(30), 2, 10))).toBe(13);
  });

  test('is what the user has set where no room is needed', () => {
    expect(largestSize(fleet('rolling', count(2)))).toBe(8);
    expect(largestSize(fleet('all-at-once', count(2)))).toBe(8);
  });
});
