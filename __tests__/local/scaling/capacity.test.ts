import { describe, expect, test } from '@jest/globals';
import { type Capacity, wantedCapacity } from '../../../src/local/scaling/capacity.ts';
import { type Scaling, scalingOf } from '../../../src/local/scaling/policy.ts';

const calm: Capacity = { desired: 4, warm: 4, withLeaving: 4, isWarming: false };
const cpu = scalingOf(
  {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  },
  'shop',
);

describe('target tracking', () => {
  const wanted = (value: number, capacity = calm) => wantedCapacity(cpu, capacity, { threshold: 50, value });

  test('grows in proportion, and by one at least', () => {
    expect([wanted(51), wanted(75), wanted(100)]).toEqual([5, 6, 8]);
  });

  test('does not ask again for what is warming up, but for what is missing beyond it', () => {
    const warming = { desired: 6, warm: 4, withLeaving: 6, isWarming: true };
    expect([wanted(75, warming), wanted(100, warming)]).toEqual([6, 8]);
  });

  test('grows from nothing', () => {
    expect(wanted(80, { desired: 0, warm: 0, withLeaving: 0, isWarming: false })).toBe(1);
  });

  test('shrinks by one at a time, never while instances warm up, never beyond its target', () => {
    expect(wanted(1)).toBe(3);
    expect(wanted(1, { ...calm, isWarming: true })).toBe(4);
    // Three instances would stand at 46 * 4 / 3 = 61.
    expect(wanted(46)).toBe(4);
  });

  test('does not shrink where that is turned off', () => {
    const up = { ...cpu, scaleIn: false } as Scaling;
    expect(wantedCapacity(up, calm, { threshold: 35, value: 1 })).toBe(4);
  });
});

describe('step scaling', () => {
  const step = (from: number | undefined, to: number | undefined, by: number) => ({
    ...(from !== undefined && { MetricIntervalLowerBound: String(from) }),
    ...(to !== undefined && { MetricIntervalUpperBound: String(to) }),
    ScalingAdjustment: String(by),
  });
  // The example of AWS's page on step scaling, threshold 50 to grow and 50 to shrink.
  const out = scalingOf(
    {
      PolicyType: 'StepScaling',
      AdjustmentType: 'PercentChangeInCapacity',
      StepAdjustments: [step(0, 10, 0), step(10, 20, 10), step(20, undefined, 30)],
    },
    'shop',
  );
  const inwards = scalingOf(
    {
      PolicyType: 'StepScaling',
      AdjustmentType: 'PercentChangeInCapacity',
      StepAdjustments: [step(-10, 0, 0), step(-20, -10, -10), step(undefined, -20, -30)],
    },
    'shop',
  );
  const ten = { desired: 10, warm: 10, withLeaving: 10, isWarming: false };

  test('takes the step that the metric is in', () => {
    const wanted = (value: number) => wantedCapacity(out, ten, { threshold: 50, value });
    expect([wanted(55), wanted(60), wanted(69), wanted(70)]).toEqual([10, 11, 11, 13]);
  });

  test('counts what is warming up against a second breach', () => {
    const eleven = { desired: 11, warm: 10, withLeaving: 11, isWarming: true };
    expect(wantedCapacity(out, eleven, { threshold: 50, value: 62 })).toBe(11);
    expect(wantedCapacity(out, eleven, { threshold: 50, value: 80 })).toBe(13);
  });

  test('shrinks by its steps, and counts what is about to go', () => {
    const wanted = (value: number, capacity = ten) => wantedCapacity(inwards, capacity, { threshold: 50, value });
    expect([wanted(45), wanted(40), wanted(30)]).toEqual([10, 9, 7]);
    expect(wanted(40, { desired: 9, warm: 9, withLeaving: 10, isWarming: false })).toBe(9);
  });

  test('a share is one instance at least, or as many as are asked for at least', () => {
    const share = (MinAdjustmentMagnitude?: number) =>
      scalingOf(
        {
          PolicyType: 'SimpleScaling',
          AdjustmentType: 'PercentChangeInCapacity',
          ScalingAdjustment: 25,
          ...(MinAdjustmentMagnitude !== undefined && { MinAdjustmentMagnitude }),
        },
        'shop',
      );
    const two = { ...calm, desired: 2 };
    expect(wantedCapacity(share(), two, { threshold: 1 })).toBe(3);
    expect(wantedCapacity(share(2), calm, { threshold: 1 })).toBe(6);
  });
});

describe('settings that Auto Scaling refuses', () => {
  const tracking = (configuration: object) => () =>
    scalingOf({ PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: configuration }, 'shop');

  test.each([
    ['no metric', tracking({ TargetValue: 1 }), 'Exactly one of PredefinedMetricSpecification'],
    [
      'requests of no target group',
      tracking({
        TargetValue: 1,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: 'shop' },
      }),
      "ResourceLabel 'shop'",
    ],
    ['an unknown kind', () => scalingOf({ PolicyType: 'Magic' }, 'shop'), "'Magic' is not a valid PolicyType"],
    ['a step policy without steps', () => scalingOf({ PolicyType: 'StepScaling' }, 'shop'), 'StepAdjustments'],
  ])('%s', (_, read, message) => {
    expect(read).toThrow(message);
  });
});
