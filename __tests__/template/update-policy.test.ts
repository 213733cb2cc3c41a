import { describe, expect, test } from '@jest/globals';
import { autoScalingGroup } from '../../src/template/resources/auto-scaling-group.ts';
import { policyDigest } from '../../src/template/update-policy.ts';
import { someContext, someSettings } from './contexts.ts';

const { deploy, instances } = someSettings();
const context = (changed: Partial<typeof deploy> = {}, more: Parameters<typeof someContext>[0] = {}) =>
  someContext({ ...more, deploy: { ...deploy, ...changed } });

describe('the policy `immutable`', () => {
  const { Parameters, Resources } = autoScalingGroup(context({ policy: 'immutable', timeout: 1200 }));
  const group = Resources['AutoScalingGroup'];

  test('makes a second group, which must prove all its instances (trap 25: a second group smaller than the live one)', () => {
    expect(group?.UpdatePolicy).toEqual({
      AutoScalingReplacingUpdate: { WillReplace: true },
      AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
    });
    expect(group?.CreationPolicy).toEqual({
      ResourceSignal: { Count: { Ref: 'GroupSize' }, Timeout: 'PT20M' },
      AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 100 },
    });
  });

  test('is as large as the live group and may shrink to the smallest size afterwards', () => {
    expect(group?.Properties).toMatchObject({ DesiredCapacity: { Ref: 'GroupSize' }, MinSize: '2', MaxSize: '4' });
    expect(Object.keys(Parameters ?? {}).sort()).toEqual(['GroupSize', 'InstanceSubnets']);
  });

  test('gives the group no name: two groups could not have it', () => {
    expect(group?.Properties).not.toHaveProperty('AutoScalingGroupName');
  });

  test('needs no head-room for the successor of a single instance', () => {
    const single = autoScalingGroup(context({ policy: 'immutable' }, { mode: 'single-instance' }));
    expect(single.Resources['AutoScalingGroup']?.Properties).toMatchObject({ MinSize: '1', MaxSize: '1' });
  });
});

describe('the policy `canary`', () => {
  const canary = { percent: [25, 50], pause: 600 };
  const { Resources } = autoScalingGroup(context({ policy: 'canary', canary, timeout: 1200 }));
  const group = Resources['AutoScalingGroup'];
  // biome-ignore lint/suspicious/noExplicitAny: read by its members.
  const refresh = group?.UpdatePolicy?.['AutoScalingInstanceRefresh'] as any;

  test('pauses at each of its shares and never gives up capacity', () => {
    expect(refresh).toEqual({
      Strategy: 'Rolling',
      Preferences: {
        MinHealthyPercentage: 100,
        MaxHealthyPercentage: 150,
        InstanceWarmup: 60,
        SkipMatching: true,
        CheckpointPercentages: [25, 50, 100],
        CheckpointDelay: 600,
      },
    });
    expect(group?.UpdatePolicy).not.toHaveProperty('AutoScalingRollingUpdate');
  });

  test('lets no dead application pass: a launching hook, and the word of the load balancer before an instance is warm', () => {
    expect(group?.Properties['LifecycleHookSpecificationList']).toEqual([
      {
        LifecycleHookName: 'gate',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        HeartbeatTimeout: 1200,
        DefaultResult: 'ABANDON',
      },
    ]);
    expect(group?.Properties['HealthCheckGracePeriod']).toBeLessThan(refresh.Preferences.InstanceWarmup);
  });
});

describe('policyDigest()', () => {
  test.each([
    ['another policy', context({ policy: 'immutable' })],
    ['another time limit', context({ timeout: 600 })],
  ])('tells %s', (_name, other) => {
    expect(policyDigest(other)).not.toBe(policyDigest(context()));
  });

  test.each([
    ['sizes', context({}, { instances: { ...instances, min: 3, max: 9 } })],
    ['the batch, which is a parameter', context({ batch: { kind: 'percent', percent: 50 } })],
    ['rolling without an additional batch, which differs in parameters only', context({ policy: 'rolling' })],
    ['what else is set', context({ drain: 60 }, { tags: { team: 'peas' } })],
  ])('does not tell %s', (_name, other) => {
    expect(policyDigest(other)).toBe(policyDigest(context()));
  });
});
