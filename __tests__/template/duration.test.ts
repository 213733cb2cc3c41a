import { describe, expect, test } from '@jest/globals';
import { duration, seconds } from '../../src/template/duration.ts';

const same = [
  [0, 'PT0S'],
  [45, 'PT45S'],
  [900, 'PT15M'],
  [3600, 'PT1H'],
  [3601, 'PT1H1S'],
  [5415, 'PT1H30M15S'],
] as const;

describe('duration() and seconds()', () => {
  test.each(same)('%i seconds are %s', (count, text) => {
    expect(duration(count)).toBe(text);
    expect(seconds(text)).toBe(count);
  });

  test.each(['', 'PT', '15M', 'PT15', 'P1D', 'PT1M1H', 'PT-5M', 'PT1.5S', ' PT1S'])('%p is no duration', (text) => {
    expect(seconds(text)).toBeUndefined();
  });
});
