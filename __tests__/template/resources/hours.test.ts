import { describe, expect, test } from '@jest/globals';
import { hoursIn } from '../../../src/settings/hours.ts';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import { someContext, someSettings } from '../contexts.ts';

const { instances, deploy } = someSettings();
const stopping = (overrides: Parameters<typeof someContext>[0] = {}) => {
  const hours = hoursIn('07:30-19:00 mon-fri Europe/Berlin');
  if (hours === undefined) throw new Error('no hours');
  return synthesizeCompute(someContext({ instances: { ...instances, hours }, ...overrides }));
};

describe('an environment that has hours', () => {
  test('is launched and ended by Auto Scaling itself, with room left for a deploy', () => {
    const { Resources, Outputs } = stopping();
    expect(Resources['HoursStart']?.Properties).toMatchObject({
      Recurrence: '30 7 * * 1,2,3,4,5',
      TimeZone: 'Europe/Berlin',
      MinSize: 2,
      DesiredCapacity: 2,
    });
    expect(Resources['HoursStop']?.Properties).toEqual({
      AutoScalingGroupName: { Ref: 'AutoScalingGroup' },
      Recurrence: '0 19 * * 1,2,3,4,5',
      TimeZone: 'Europe/Berlin',
      MinSize: 0,
      DesiredCapacity: 0,
    });
    expect(Outputs?.['Hours']).toEqual({ Value: '07:30-19:00 mon-fri Europe/Berlin' });
  });

  test('may be a single instance', () => {
    expect(stopping({ mode: 'single-instance' }).Resources['HoursStart']?.Properties).toMatchObject({
      MinSize: 1,
      DesiredCapacity: 1,
    });
  });

  test('keeps the hours to the slot that serves', () => {
    const slotted = stopping({ deploy: { ...deploy, policy: 'blue-green', keep: 5 } }).Resources;
    const condition = (id: string) => JSON.stringify(slotted[id]);
    expect(condition('HoursStop')).toContain('ServesSlotA');
    expect(condition('SlotBHoursStop')).toContain('ServesSlotB');
  });

  test('lets no alarm ring about requests that nobody shall answer', () => {
    const alarm = JSON.stringify(stopping().Resources['ServerErrorAlarm']);
    expect(alarm).toContain('IF(FILL(healthy, -1) < 0, 0, FILL(unanswered, 0))');
    expect(JSON.stringify(synthesizeCompute(someContext()).Resources['ServerErrorAlarm'])).not.toContain('healthy');
  });
});
