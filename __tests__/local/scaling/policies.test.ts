import { afterEach, describe, expect, test } from '@jest/globals';
import type { WireInput } from '../../../src/local/service.ts';
import { base64, stack, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const clouds: TestCloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

const minuteMs = 60_000;

/** A group of one to four instances that only sleep, unless the test says what they do. */
async function fleet({ userData = '#!/bin/bash\nsleep 600\n', scale = 600, more = {} } = {}) {
  const test = await startCloud({ scale });
  clouds.push(test);
  const own = stack(test);
  const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', {
    LaunchTemplateData: {
      ImageId: 'ami-1',
      InstanceType: 't3.micro',
      Monitoring: { Enabled: true },
      UserData: base64(userData),
    },
  });
  const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'Group', {
    VPCZoneIdentifier: subnets(test),
    LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: '1' },
    MinSize: '1',
    MaxSize: '4',
    DefaultInstanceWarmup: 60,
    MetricsCollection: [{ Granularity: '1Minute' }],
    ...more,
  });
  const name = group.physicalId;
  const policy = (properties: Record<string, unknown>) =>
    own.create('AWS::AutoScaling::ScalingPolicy', 'Policy', { AutoScalingGroupName: name, ...properties } as never);
  const desired = () => test.world.parts.groups.describe(name).desired;
  const causes = () => test.world.parts.groups.activities.of(name).map((one) => one.cause);
  return { test, own, name, policy, desired, causes };
}

/** Puts a value every few milliseconds, as something outside would. */
function feed(test: TestCloud, value: () => number) {
  const metric = { namespace: 'Shop', name: 'Backlog', dimensions: [] };
  const timer = setInterval(() => test.world.parts.metrics.put(metric, value()), 15);
  return () => clearInterval(timer);
}

const backlog = { Namespace: 'Shop', MetricName: 'Backlog', Statistic: 'Average' };

describe('a target tracking policy', () => {
  test('makes its two alarms, grows with a custom metric to the maximum, and shrinks slowly to the minimum', async () => {
    const { test, own, policy, desired, causes, name } = await fleet();
    const made = await policy({
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: { TargetValue: 10, CustomizedMetricSpecification: backlog },
    });
    const alarms = test.world.parts.alarms.all();
    expect(alarms.map(({ settings }) => settings)).toEqual([
      expect.objectContaining({ Threshold: 10, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanThreshold' }),
      expect.objectContaining({ Threshold: 9, EvaluationPeriods: 15, ComparisonOperator: 'LessThanThreshold' }),
    ]);
    expect(alarms.map((alarm) => alarm.name)).toEqual([
      expect.stringContaining(`TargetTracking-${name}-AlarmHigh-`),
      expect.stringContaining(`TargetTracking-${name}-AlarmLow-`),
    ]);
    let value = 100;
    const stop = feed(test, () => value);
    await until('the maximum', () => desired() === 4, 30_000);
    await until('a cause', () => causes().some((one) => /AlarmHigh-\S+ in state ALARM triggered policy/.test(one)));
    value = 0;
    const lowered = test.cloud.clock.now();
    await until('the minimum', () => desired() === 1, 60_000);
    // Fifteen minutes of low values come before the first instance goes, less what a value counts that fell into a minute half over.
    expect(test.cloud.clock.now() - lowered).toBeGreaterThan(14 * minuteMs);
    stop();
    await own.delete(made);
    expect(test.world.parts.alarms.all()).toEqual([]);
  }, 120_000);

  test('follows a backlog per instance that metric math makes', async () => {
    const { test, policy, desired, name } = await fleet();
    await policy({
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: 10,
        CustomizedMetricSpecification: {
          Metrics: [
            {
              Id: 'm1',
              ReturnData: false,
              MetricStat: { Stat: 'Average', Metric: { Namespace: 'Shop', MetricName: 'Backlog' } },
            },
            {
              Id: 'm2',
              ReturnData: false,
              MetricStat: {
                Stat: 'Average',
                Metric: {
                  Namespace: 'AWS/AutoScaling',
                  MetricName: 'GroupInServiceInstances',
                  Dimensions: [{ Name: 'AutoScalingGroupName', Value: name }],
                },
              },
            },
            { Id: 'e1', Expression: 'm1 / m2', ReturnData: true },
          ],
        },
      },
    });
    const stop = feed(test, () => 29);
    await until('three instances', () => desired() === 3, 30_000);
    // 29 over 3 is below the target and above what would let one go.
    const since = test.cloud.clock.now();
    await until('twenty minutes', () => test.cloud.clock.now() > since + 20 * minuteMs, 30_000);
    expect(desired()).toBe(3);
    stop();
  }, 90_000);

  test('does nothing while the group does not listen to alarms', async () => {
    const { test, policy, desired, name } = await fleet();
    test.world.parts.groups.suspend(name, ['AlarmNotification']);
    await policy({
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: { TargetValue: 10, CustomizedMetricSpecification: backlog },
    });
    const stop = feed(test, () => 100);
    const high = () => test.world.parts.alarms.all().find((one) => one.name.includes('AlarmHigh'));
    const ringing = await until('ALARM', () => (high()?.state === 'ALARM' ? high() : undefined), 30_000);
    await until('two minutes more', () => test.cloud.clock.now() > ringing.changedAt + 2 * minuteMs, 30_000);
    expect(desired()).toBe(1);
    test.world.parts.groups.resume(name, ['AlarmNotification']);
    await until('growth', () => desired() > 1, 30_000);
    stop();
  }, 90_000);

  test('sees the CPU of real processes', async () => {
    const busy = '#!/bin/bash\nwhile :; do :; done\n';
    const { test, policy, desired, name } = await fleet({ userData: busy, scale: 120, more: { MaxSize: '2' } });
    await policy({
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        // Low, for a loaded machine gives a process only a share of a processor.
        TargetValue: 5,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      },
    });
    await until('growth', () => desired() === 2, 60_000);
    const dimensions = [{ Name: 'AutoScalingGroupName', Value: name }];
    const metric = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions };
    const range = { from: 0, to: Number.MAX_SAFE_INTEGER };
    expect(test.world.parts.metrics.statistic(metric, 'Maximum', range)).toBeLessThanOrEqual(100);
  }, 90_000);
});

describe('a policy that an alarm of the user calls', () => {
  const ringing = (action: string) => ({
    Namespace: 'Shop',
    MetricName: 'Backlog',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [action],
  });

  test('steps further with a higher metric', async () => {
    const { test, own, policy, desired } = await fleet();
    const made = await policy({
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      EstimatedInstanceWarmup: 3600,
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 10, ScalingAdjustment: 3 },
      ],
    });
    let value = 15;
    const group = () => test.world.parts.groups.all()[0];
    // The first instance has to be warm, or it is not counted; an hour is six seconds here.
    await until(
      'warm',
      () => test.cloud.clock.now() > (group()?.members[0]?.inServiceAt ?? Infinity) + 3_600_000,
      30_000,
    );
    const stop = feed(test, () => value);
    await own.create('AWS::CloudWatch::Alarm', 'Alarm', ringing(made.physicalId));
    await until('one more', () => desired() === 2, 30_000);
    // The second minute of the same breach adds none: one is warming up.
    const since = test.cloud.clock.now();
    await until('three minutes', () => test.cloud.clock.now() > since + 3 * minuteMs, 30_000);
    expect(desired()).toBe(2);
    value = 30;
    await until('the higher step', () => desired() === 4, 30_000);
    stop();
  }, 120_000);

  test('simple scaling waits for its cooldown', async () => {
    const { test, own, policy, desired } = await fleet();
    const made = await policy({ AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1, Cooldown: '1200' });
    const stop = feed(test, () => 30);
    await own.create('AWS::CloudWatch::Alarm', 'Alarm', ringing(made.physicalId));
    await until('one more', () => desired() === 2, 30_000);
    const first = test.world.parts.groups.all()[0]?.scaledAt ?? Infinity;
    await until('another', () => desired() === 3, 30_000);
    expect((test.world.parts.groups.all()[0]?.scaledAt ?? 0) - first).toBeGreaterThanOrEqual(1_200_000);
    stop();
  }, 90_000);
});

describe("Auto Scaling's API", () => {
  test('puts, shows, executes and deletes policies', async () => {
    const { test, name, desired } = await fleet();
    const service = test.world.services.find((one) => one.name === 'autoscaling');
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came.
    const call = async (operation: string, input: WireInput): Promise<any> =>
      service?.operations[operation]?.(input, { gone: new AbortController().signal });
    const put = await call('PutScalingPolicy', {
      AutoScalingGroupName: name,
      PolicyName: 'more',
      AdjustmentType: 'ExactCapacity',
      ScalingAdjustment: '9',
    });
    expect(put.PolicyARN).toMatch(new RegExp(`:scalingPolicy:.*:autoScalingGroupName/${name}:policyName/more$`));
    const shown = await call('DescribePolicies', { AutoScalingGroupName: name });
    expect(shown.ScalingPolicies).toMatchObject([{ PolicyName: 'more', PolicyType: 'SimpleScaling', Alarms: [] }]);
    await call('ExecutePolicy', { AutoScalingGroupName: name, PolicyName: 'more' });
    // Never beyond the maximum.
    expect(desired()).toBe(4);
    await call('DeletePolicy', { PolicyName: put.PolicyARN });
    expect((await call('DescribePolicies', {})).ScalingPolicies).toEqual([]);
    await expect(call('DeletePolicy', { PolicyName: 'more', AutoScalingGroupName: name })).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });
});
