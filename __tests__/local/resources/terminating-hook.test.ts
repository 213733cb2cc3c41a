import { afterEach, expect, test } from '@jest/globals';
import { base64, serving, stack, startCloud, subnets, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A group of one whose instances have to be let go. */
async function stage(HeartbeatTimeout: number) {
  const cloud = await startCloud({ scale: 50 });
  closing.push(cloud.stop);
  const own = stack(cloud);
  const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', {
    LaunchTemplateData: { ImageId: 'ami-1', InstanceType: 't3.micro', UserData: base64(serving("s.end('v1')")) },
  });
  const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', {
    VPCZoneIdentifier: subnets(cloud),
    LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: '1' },
    MinSize: 0,
    MaxSize: 2,
    DesiredCapacity: 1,
    LifecycleHookSpecificationList: [
      {
        LifecycleHookName: 'drain',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        HeartbeatTimeout,
        DefaultResult: 'CONTINUE',
      },
    ],
  });
  const { groups, instances } = cloud.world.parts;
  const [member] = groups.describe(group.physicalId).members;
  const id = member?.id ?? '';
  const state = () => groups.describe(group.physicalId).members.find((one) => one.id === id)?.lifecycle;
  return { groups, instances, id, name: group.physicalId, state };
}

test('a terminating hook holds an instance, which still runs, until it is completed', async () => {
  const { groups, instances, id, name, state } = await stage(3_600);
  groups.setDesired(name, 0);
  await until('the hook', () => state() === 'Terminating:Wait');
  expect(instances.describe(id).state).toBe('running');
  expect(() => groups.completeHook(id, 'another', 'CONTINUE')).toThrow('No active Lifecycle Action');
  groups.completeHook(id, 'drain', 'CONTINUE');
  await until('the end', () => instances.describe(id).state === 'terminated');
});

test('a terminating hook that nobody completes lets go when its time is over', async () => {
  const { groups, instances, id, name } = await stage(60);
  groups.setDesired(name, 0);
  await until('the end', () => instances.describe(id).state === 'terminated');
});

test('nobody waits for an instance that is gone already', async () => {
  const { groups, instances, id, state } = await stage(3_600);
  await instances.terminate(id);
  await until('the end', () => state() === undefined);
  expect(groups.all()).toHaveLength(1);
});
