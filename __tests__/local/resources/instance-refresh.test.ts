import { afterEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/local/engine/resource.ts';
import { base64, serving, stack, startCloud, subnets, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const version = (name: string): JsonObject => ({
  LaunchTemplateData: { ImageId: 'ami-1', InstanceType: 't3.micro', UserData: base64(serving(`s.end('${name}')`)) },
});
const hook = {
  LifecycleHookName: 'gate',
  LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  HeartbeatTimeout: 300,
  DefaultResult: 'ABANDON',
};
const refresh = (preferences: JsonObject) => ({
  updatePolicy: {
    AutoScalingInstanceRefresh: { Strategy: 'Rolling', Preferences: { MaxHealthyPercentage: 150, ...preferences } },
  },
});

async function stage() {
  const test = await startCloud({ scale: 50 });
  closing.push(test.stop);
  const own = stack(test);
  const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', version('v1'));
  const properties = (number: number, more: JsonObject = {}): JsonObject => ({
    VPCZoneIdentifier: subnets(test),
    LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: String(number) },
    MinSize: 2,
    MaxSize: 4,
    ...more,
  });
  const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', properties(1));
  await own.update(template, version('v2'));
  const { groups, refreshes, alarms } = test.world.parts;
  const members = () => groups.describe(group.physicalId).members;
  /** Completes every hook as it comes. */
  const answer = (result: 'CONTINUE' | 'ABANDON') => {
    const timer = setInterval(() => {
      for (const { id, lifecycle } of members())
        if (lifecycle === 'Pending:Wait') groups.completeHook(id, 'gate', result);
    }, 5);
    closing.push(async () => clearInterval(timer));
  };
  return {
    own,
    group,
    groups,
    refreshes,
    alarms,
    properties,
    members,
    answer,
    hooked: { LifecycleHookSpecificationList: [hook] },
  };
}

describe('AutoScalingInstanceRefresh', () => {
  test('replaces instance by instance, held back by the hook, with a pause at the checkpoint', async () => {
    const { own, group, refreshes, properties, members, answer, hooked } = await stage();
    answer('CONTINUE');
    const update = own.update(
      group,
      properties(2, hooked),
      refresh({ InstanceWarmup: 20, CheckpointPercentages: [50, 100], CheckpointDelay: 60 }),
    );
    await until('the checkpoint', () => refreshes.of(group.physicalId)[0]?.reason?.includes('50 %'));
    expect(members().filter(({ version, lifecycle }) => version === 2 && lifecycle === 'InService')).toHaveLength(1);
    await update;
    expect(
      members()
        .filter(({ lifecycle }) => lifecycle === 'InService')
        .map(({ version }) => version),
    ).toEqual([2, 2]);
    expect(refreshes.of(group.physicalId)).toMatchObject([{ status: 'Successful', percent: 100, toUpdate: 0 }]);
    expect(own.notes.join()).toMatch(/Instance refresh .* started/);
  });

  test('that is called off fails the update; what was never let in never served, and the way back replaces nothing', async () => {
    const { own, group, groups, refreshes, properties, members, answer, hooked } = await stage();
    const before = members().map(({ id }) => id);
    answer('ABANDON');
    const update = own.update(group, properties(2, hooked), refresh({ InstanceWarmup: 20 })).catch(String);
    await until('a try that failed', () =>
      groups.activities.of(group.physicalId).some(({ message }) => message?.includes('ABANDON Result')),
    );
    refreshes.cancel(group.physicalId);
    expect(await update).toMatch(/ended as Cancelled/);
    expect(() => refreshes.cancel(group.physicalId)).toThrow('No in progress or pending Instance Refresh');
    await own.update(group, properties(1, hooked), refresh({ InstanceWarmup: 20 }));
    expect(
      members()
        .filter(({ lifecycle }) => lifecycle === 'InService')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(before.sort());
  });

  test('begins only while its alarms are well, and ends when one rings; without data it waits', async () => {
    const { own, group, properties, members, alarms } = await stage();
    const watched = refresh({
      InstanceWarmup: 0,
      CheckpointPercentages: [50, 100],
      CheckpointDelay: 3600,
      AlarmSpecification: { Alarms: ['errors'] },
    });
    await expect(own.update(group, properties(2), watched)).rejects.toThrow('alarm errors is in state unknown');
    const settings = {
      Namespace: 'N',
      MetricName: 'M',
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
    };
    alarms.put('errors', settings);
    await expect(own.update(group, properties(2), watched)).rejects.toThrow(
      'alarm errors is in state INSUFFICIENT_DATA',
    );
    alarms.set('errors', 'OK', 'by hand');
    const update = own.update(group, properties(2), watched).catch(String);
    const fresh = () => members().filter(({ version, lifecycle }) => version === 2 && lifecycle === 'InService').length;
    await until('the first new instance', () => fresh() === 1);
    alarms.set('errors', 'ALARM', 'by hand');
    expect(await update).toMatch(/ended as Failed. The CloudWatch alarm errors went into the state ALARM/);
    expect(members().some(({ version, lifecycle }) => version === 1 && lifecycle === 'InService')).toBe(true);
  }, 20_000);

  test('cannot stand beside a rolling update', async () => {
    const { own, group, properties } = await stage();
    const both = { updatePolicy: { ...refresh({}).updatePolicy, AutoScalingRollingUpdate: {} } };
    await expect(own.update(group, properties(2), both)).rejects.toThrow('cannot be specified together');
  });
});
