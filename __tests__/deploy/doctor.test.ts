import { describe, expect, test } from '@jest/globals';
import { diagnose, type Examination } from '../../src/deploy/doctor.ts';
import type { Group } from '../../src/deploy/ports.ts';
import { aStack } from './build.ts';

const instance = { id: 'i-1', state: 'InService', health: 'Healthy', isCurrent: true };
const aGroup = (given: Partial<Group> = {}): Group => ({
  min: 1,
  max: 3,
  desired: 1,
  suspended: [],
  instances: [instance],
  ...given,
});
const seen = (given: Partial<Examination> = {}): Examination => ({
  compute: aStack({ outputs: { AutoScalingGroupName: 'shop-group' } }),
  group: aGroup(),
  refreshes: [],
  ringing: [],
  missing: [],
  goneImage: undefined,
  ...given,
});
const bundle = { label: 'v0', what: 'bundle', key: 'bundles/x.zip' };

describe('diagnose()', () => {
  test('finds nothing in a healthy environment', () => {
    expect(diagnose(seen())).toEqual([]);
  });

  test.each<[string, Partial<Examination>, RegExp, RegExp]>([
    [
      'a stack that is stuck',
      { compute: aStack({ status: 'UPDATE_ROLLBACK_FAILED' }) },
      /UPDATE_ROLLBACK_FAILED/,
      /next deploy/,
    ],
    [
      'processes left suspended',
      { group: aGroup({ suspended: ['Launch'] }) },
      /suspended processes: Launch/,
      /resume-processes/,
    ],
    [
      'more instances than wanted',
      { group: aGroup({ instances: [instance, { ...instance, id: 'i-2' }] }) },
      /has 2 instances in service and wants 1/,
      /few minutes/,
    ],
    [
      'no room to grow',
      { group: aGroup({ max: 2, desired: 2, instances: [instance, instance] }) },
      /largest size, 2/,
      /instances.max/,
    ],
    ['a machine image that is gone', { goneImage: 'ami-1' }, /ami-1 is not there/, /instances.image/],
    [
      'an instance of another version',
      { group: aGroup({ instances: [{ ...instance, isCurrent: false }] }) },
      /i-1/,
      /Deploy again/,
    ],
    [
      'an unhealthy instance',
      { group: aGroup({ instances: [{ ...instance, health: 'Unhealthy' }] }) },
      /Unhealthy: i-1/,
      /logs/,
    ],
    ['a group that is gone', { group: undefined }, /no Auto Scaling group "shop-group"/, /deploy it again/],
    ['a refresh that somebody else began', { refreshes: ['r-1'] }, /instance refresh r-1/, /cancel-instance-refresh/],
    ['an alarm that rings', { ringing: ['errors'] }, /alarm "errors" rings/, /ignore-alarms/],
    [
      'a bundle of the previous version that is gone',
      { missing: [{ version: 'previous', ...bundle }] },
      /rollback to it is impossible/,
      /know/,
    ],
    [
      'a bundle of the live version that is gone',
      { missing: [{ version: 'live', ...bundle }] },
      /new instance could not start/,
      /Deploy again/,
    ],
  ])('%s', (_, given, what, fix) => {
    expect(diagnose(seen(given))).toEqual([{ what: expect.stringMatching(what), fix: expect.stringMatching(fix) }]);
  });

  test('does not mind what CloudFormation itself does while an update runs', () => {
    const compute = aStack({ status: 'UPDATE_IN_PROGRESS', outputs: { AutoScalingGroupName: 'shop-group' } });
    const group = aGroup({ suspended: ['AZRebalance'], instances: [instance, { ...instance, isCurrent: false }] });
    expect(diagnose(seen({ compute, group, refreshes: ['r-1'] }))).toEqual([]);
  });
});
