import { describe, expect, test } from '@jest/globals';
import { duration, rollingPolicy } from '../../../../src/local/compute/auto-scaling/rolling-policy.ts';

describe('rollingPolicy', () => {
  test("has AWS's defaults", () => {
    expect(rollingPolicy({}, 2)).toEqual({
      maxBatch: 1,
      minInService: 0,
      minSuccessfulPercent: 100,
      waitOnSignals: false,
      pause: { text: 'PT0S', ms: 0 },
      suspend: [],
    });
    expect(rollingPolicy({ WaitOnResourceSignals: 'true' }, 2).pause).toEqual({ text: 'PT5M', ms: 300_000 });
  });

  test('refuses what could never go on', () => {
    expect(() => rollingPolicy({ MinInstancesInService: '2' }, 2)).toThrow(
      "MinInstancesInService must be less than the autoscaling group's MaxSize",
    );
    expect(() => rollingPolicy({ SuspendProcesses: ['Launch'] }, 2)).toThrow('Launch process is suspended');
  });
});

describe('duration', () => {
  test.each([
    ['PT15M', 900_000],
    ['PT1H', 3_600_000],
    ['PT1M30S', 90_000],
    ['PT0S', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(duration(text)).toBe(ms);
  });

  test.each(['PT', '15M', 'P1D', 'PT2H', 'PT61M'])('refuses %s', (text) => {
    expect(() => duration(text)).toThrow('Invalid PauseTime');
  });
});
