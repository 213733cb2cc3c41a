import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  ExecutePolicyCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  SignalResourceCommand,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openCloud } from '../../src/local/cloud.ts';
import { base64, until } from './world/cloud.ts';

/**
 * Rolling updates that were run on AWS and written down in https://github.com/guardian/testing-asg-rolling-update (its directory `observations`): the same
 * groups and policies on the local cloud must give the same events in the same order, down to the sizes of batches and the two blanks in messages.
 */
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Fleet {
  readonly min: number;
  readonly max: number;
  readonly desired?: number;
  readonly minInService: number;
}

function templateOf(artifact: string, { min, max, desired, minInService }: Fleet): string {
  const LaunchTemplate = {
    LaunchTemplateId: { Ref: 'Template' },
    Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
  };
  const UserData = base64(`#!/bin/bash\n# ${artifact}\nexec sleep 3600\n`);
  return JSON.stringify({
    Resources: {
      Template: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: { LaunchTemplateData: { ImageId: 'ami-1', UserData } },
      },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        CreationPolicy: { ResourceSignal: { Count: min, Timeout: 'PT5M' } },
        UpdatePolicy: {
          AutoScalingRollingUpdate: {
            MaxBatchSize: max,
            MinInstancesInService: minInService,
            MinSuccessfulInstancesPercent: 100,
            WaitOnResourceSignals: true,
          },
          AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
        },
        Properties: {
          AvailabilityZones: { 'Fn::GetAZs': '' },
          LaunchTemplate,
          MinSize: String(min),
          MaxSize: String(max),
          ...(desired !== undefined && { DesiredCapacity: String(desired) }),
        },
      },
      ScaleOut: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Group' },
          AdjustmentType: 'ChangeInCapacity',
          ScalingAdjustment: 1,
          Cooldown: '0',
        },
      },
    },
    Outputs: { Group: { Value: { Ref: 'Group' } }, ScaleOut: { Value: { Ref: 'ScaleOut' } } },
  });
}

/** A stack that runs the artifact ABC; instances of ABC and XYZ signal that they are well, those of 500 say nothing. */
async function stage(fleet: Fleet, scale = 20) {
  const state = mkdtempSync(join(tmpdir(), 'rolls-'));
  const cloud = await openCloud({ port: 0, state, scale, log: () => {} });
  closing.push(async () => rmSync(state, { recursive: true, force: true, maxRetries: 5 }), cloud.stop);
  const options = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
  const [cfn, scaling] = [new CloudFormationClient(options), new AutoScalingClient(options)];
  const StackName = 'roll';
  const stack = async () => (await cfn.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  const group = async () => (await scaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.[0];
  const outputs = async () =>
    Object.fromEntries(((await stack())?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));

  const bad = new Set<string>();
  const told = new Set<string>();
  const signalling = setInterval(async () => {
    for (const { InstanceId = '', LaunchTemplate } of (await group().catch(() => undefined))?.Instances ?? []) {
      if (told.has(InstanceId) || bad.has(LaunchTemplate?.Version ?? '')) continue;
      const signal = { StackName, LogicalResourceId: 'Group', UniqueId: InstanceId, Status: 'SUCCESS' } as const;
      // Before the group waits for signals, and after, there is nobody to take one.
      await cfn.send(new SignalResourceCommand(signal)).then(
        () => told.add(InstanceId),
        () => {},
      );
    }
  }, 100);
  closing.push(async () => clearInterval(signalling));
  const settled = (statuses: string[]) =>
    until(statuses.join(), async () => statuses.includes((await stack())?.StackStatus ?? ''), 60_000);

  await cfn.send(new CreateStackCommand({ StackName, TemplateBody: templateOf('ABC', fleet) }));
  await settled(['CREATE_COMPLETE']);
  return {
    group,
    /** Invokes the policy that adds an instance, so many times. */
    async scaleOut(times: number) {
      const PolicyName = (await outputs())['ScaleOut'] ?? '';
      for (let time = 1; time <= times; time += 1) {
        const wanted = ((await group())?.DesiredCapacity ?? 0) + 1;
        await scaling.send(new ExecutePolicyCommand({ PolicyName }));
        const isThere = async () => {
          const instances = (await group())?.Instances ?? [];
          return instances.filter(({ LifecycleState }) => LifecycleState === 'InService').length === wanted;
        };
        await until(`${wanted} instances`, isThere, 30_000);
      }
      // An instance signals once; outside of an update nobody takes its signal.
      for (const { InstanceId = '' } of (await group())?.Instances ?? []) told.add(InstanceId);
    },
    /** Deploys an artifact; gives its events, oldest first. */
    async deploy(artifact: string, changed: Partial<Fleet> = {}) {
      const before = ((await cfn.send(new DescribeStackEventsCommand({ StackName }))).StackEvents ?? []).length;
      if (artifact === '500') bad.add('2');
      await cfn.send(
        new UpdateStackCommand({ StackName, TemplateBody: templateOf(artifact, { ...fleet, ...changed }) }),
      );
      await settled(['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
      const { StackEvents = [] } = await cfn.send(new DescribeStackEventsCommand({ StackName }));
      return announcedFirst(StackEvents.reverse().slice(before).map(line));
    },
  };
}

/**
 * An instance of AWS takes minutes to boot, so that it signals after the group has told of it. One that signals within milliseconds may come first, even
 * before the instance in whose place it came is gone: a signal that no announcement awaits yet stands behind the next one here.
 */
function announcedFirst(lines: readonly string[]): string[] {
  const ordered: string[] = [];
  const early: string[] = [];
  let awaited = 0;
  for (const each of lines) {
    if (each.includes('Rolling update initiated.')) awaited = 0;
    const announced = /New instance\(s\) added .* Waiting on (\d+) /.exec(each);
    if (each.includes('Received SUCCESS') && awaited === 0) {
      early.push(each);
      continue;
    }
    ordered.push(each);
    if (each.includes('Received SUCCESS')) awaited -= 1;
    if (!announced) continue;
    const itsOwn = early.splice(0, Number(announced[1]));
    ordered.push(...itsOwn);
    awaited = Number(announced[1]) - itsOwn.length;
  }
  return [...ordered, ...early];
}

/** An event in one line. Ids differ from run to run; how many there are does not. */
function line({ LogicalResourceId, ResourceType, ResourceStatus, ResourceStatusReason }: StackEvent): string {
  const what = ResourceType === 'AWS::CloudFormation::Stack' ? 'stack' : LogicalResourceId;
  const reason = (ResourceStatusReason ?? '')
    .replace(/\[([^\]]*)\]/, (_, ids: string) => `[${ids.split(',').length}]`)
    .replace(/UniqueId i-\w+/, 'UniqueId i');
  return `${what} ${ResourceStatus} ${reason}`.trim();
}

const progress = (reason: string) => `Group UPDATE_IN_PROGRESS ${reason}`;
const initiated = (obsolete: number, batch: number, keeping: number) =>
  progress(
    `Rolling update initiated. Terminating ${obsolete} obsolete instance(s) in batches of ${batch}, while keeping at least ${keeping} instance(s) in service. Waiting on resource signals with a timeout of PT5M when new instances are added to the autoscaling group.`,
  );
const resized = (size: number) =>
  progress(`Temporarily setting autoscaling group MinSize and DesiredCapacity to ${size}.`);
const added = (count: number) =>
  progress(
    `New instance(s) added to autoscaling group - Waiting on ${count} resource signal(s) with a timeout of PT5M.`,
  );
const signals = (count: number) =>
  Array.from({ length: count }, () => progress('Received SUCCESS signal with UniqueId i'));
const ending = (count: number, replaced: number) =>
  progress(`Terminating instance(s) [${count}]; replacing with ${replaced} new instance(s).`);
const ended = (count: number, percent: number) =>
  progress(`Successfully terminated instance(s) [${count}] (Progress ${percent}%).`);

const updating = [
  'stack UPDATE_IN_PROGRESS User Initiated',
  'Template UPDATE_IN_PROGRESS',
  'Template UPDATE_COMPLETE',
  'Group UPDATE_IN_PROGRESS',
];
const updated = ['Group UPDATE_COMPLETE', 'stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'stack UPDATE_COMPLETE'];
const scaling = { min: 3, max: 9, minInService: 3 };

describe('a good build', () => {
  test('on five instances: five new ones first, then the five old ones go', async () => {
    const { deploy, group } = await stage({ min: 5, max: 10, desired: 5, minInService: 5 });
    expect(await deploy('XYZ')).toEqual([
      ...updating,
      initiated(5, 5, 5),
      resized(10),
      added(5),
      ...signals(5),
      ending(5, 0),
      ended(5, 100),
      ...updated,
    ]);
    expect(await group()).toMatchObject({ MinSize: 5, DesiredCapacity: 5, MaxSize: 10 });
  }, 90_000);

  test('on a group that has grown to six, and keeps three: short of three in between', async () => {
    const { deploy, scaleOut, group } = await stage(scaling);
    await scaleOut(3);
    expect(await deploy('XYZ')).toEqual([
      ...updating,
      initiated(6, 6, 3),
      resized(9),
      added(3),
      ...signals(3),
      ending(6, 3),
      ended(6, 100),
      added(3),
      ...signals(3),
      ...updated,
    ]);
    expect(await group()).toMatchObject({ MinSize: 3, DesiredCapacity: 6, MaxSize: 9 });
  }, 90_000);

  test('on a group that has grown to six, and keeps six: two batches of three', async () => {
    const { deploy, scaleOut, group } = await stage(scaling);
    await scaleOut(3);
    expect(await deploy('XYZ', { minInService: 6 })).toEqual([
      ...updating,
      initiated(6, 3, 6),
      resized(9),
      added(3),
      ...signals(3),
      ending(3, 3),
      ended(3, 50),
      added(3),
      ...signals(3),
      ending(3, 0),
      ended(3, 100),
      ...updated,
    ]);
    expect(await group()).toMatchObject({ MinSize: 3, DesiredCapacity: 6, MaxSize: 9 });
  }, 90_000);
});

/** Five minutes of waiting in vain shall not take long. */
const faster = 40;

describe('a build that never becomes healthy', () => {
  test('on a full group of nine that keeps eight: terminates first, and goes back by the former policy', async () => {
    const { deploy, scaleOut, group } = await stage(scaling, faster);
    await scaleOut(6);
    const failure =
      'Received 0 SUCCESS signal(s) out of 9.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement';
    expect(await deploy('500', { minInService: 8 })).toEqual(
      [
        ...updating,
        initiated(9, 1, 8),
        ending(1, 1),
        ended(1, 11),
        added(1),
        progress(
          'Failed to receive 1 resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.',
        ),
        `Group UPDATE_FAILED ${failure}`,
        'stack UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [1]. ',
        'Template UPDATE_IN_PROGRESS',
        'Template UPDATE_COMPLETE',
        'Group UPDATE_IN_PROGRESS',
        initiated(1, 1, 3),
        ending(1, 1),
        ended(1, 100),
        added(1),
        ...signals(1),
        'Group UPDATE_COMPLETE',
        'stack UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
        'stack UPDATE_ROLLBACK_COMPLETE',
      ].map((one) => one.trim()),
    );
    expect(await group()).toMatchObject({ MinSize: 3, DesiredCapacity: 9, MaxSize: 9 });
  }, 90_000);

  test('on five instances without an explicit desired capacity: the raised size stays', async () => {
    const { deploy, group } = await stage({ min: 5, max: 10, minInService: 5 }, faster);
    const events = await deploy('500');
    expect(events).toContain(
      'Group UPDATE_FAILED Received 0 SUCCESS signal(s) out of 5.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    );
    expect(events.at(-1)).toBe('stack UPDATE_ROLLBACK_COMPLETE');
    expect(await group()).toMatchObject({ MinSize: 5, DesiredCapacity: 10, MaxSize: 10 });
  }, 90_000);

  test('on five instances with an explicit desired capacity: the size is back', async () => {
    const { deploy, group } = await stage({ min: 5, max: 10, desired: 5, minInService: 5 }, faster);
    expect((await deploy('500')).at(-1)).toBe('stack UPDATE_ROLLBACK_COMPLETE');
    expect(await group()).toMatchObject({ MinSize: 5, DesiredCapacity: 5, MaxSize: 10 });
  }, 90_000);
});
