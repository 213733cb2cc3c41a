import { afterEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/local/engine/resource.ts';
import { base64, serving, stack, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const data: JsonObject = {
  LaunchTemplateData: { ImageId: 'ami-1', InstanceType: 't3.micro', UserData: base64(serving('s.end()')) },
};

async function group(more: (test: TestCloud, template: string) => JsonObject) {
  const site = await startCloud({ scale: 200 });
  closing.push(site.stop);
  const own = stack(site);
  const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', data);
  const made = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', {
    VPCZoneIdentifier: subnets(site),
    MinSize: '1',
    MaxSize: '4',
    ...more(site, template.physicalId),
  });
  return { site, own, name: made.physicalId, describe: () => site.world.parts.groups.describe(made.physicalId) };
}
const plain = (_site: TestCloud, id: string) => ({ LaunchTemplate: { LaunchTemplateId: id, Version: '1' } });

describe('AWS::AutoScaling::ScheduledAction', () => {
  test('sets the sizes at its times, and not while the group is told to leave them out', async () => {
    const { site, own, name, describe: look } = await group(plain);
    const { groups, schedules } = site.world.parts;
    const action = { AutoScalingGroupName: name, Recurrence: '*/1 * * * *', MinSize: 2 };
    const made = await own.create('AWS::AutoScaling::ScheduledAction', 'Schedule', action);
    await until(
      'the group has grown',
      () => look().members.filter((one) => one.lifecycle === 'InService').length === 2,
    );
    expect(look()).toMatchObject({ min: 2, desired: 2 });

    groups.suspend(name, ['ScheduledActions']);
    groups.update(name, { min: 1 });
    const { next = 0 } = schedules.all().find((one) => one.name === made.physicalId) ?? {};
    await until('its time has come and gone', () => (schedules.all()[0]?.next ?? 0) > next);
    expect(look().min).toBe(1);
  });

  test('keeps the time of its zone, and is refused where it says nothing', async () => {
    const { site, name } = await group(plain);
    const { schedules } = site.world.parts;
    const { next = 0 } = schedules.put(name, 'morning', { recurrence: '0 7 * * *', timeZone: 'Asia/Kolkata', min: 2 });
    expect(new Date(next).toISOString()).toMatch(/T01:30:00/);
    const refused = (settings: Parameters<typeof schedules.put>[2]) => () => schedules.put(name, 'odd', settings);
    expect(refused({ recurrence: '0 7 * * *' })).toThrow('At least one of');
    expect(refused({ recurrence: '0 0 7 * * *', min: 1 })).toThrow('recurrence string');
    expect(refused({ recurrence: '99 7 * * *', min: 1 })).toThrow('recurrence string');
    expect(refused({ min: 1 })).toThrow('Either Recurrence or StartTime');
  });
});

describe('a mixed instances policy', () => {
  test('launches the base on demand and the share above it on the Spot market, of the first type', async () => {
    const { site, describe: look } = await group((_, id) => ({
      MinSize: '4',
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: id, Version: '1' },
          Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }],
        },
        InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 30 },
      },
    }));
    const { members } = look();
    expect(members.map(({ instanceType }) => instanceType)).toEqual(Array(4).fill('m7g.large'));
    // One of base, and of the three above it 30 percent, rounded up.
    expect(members.filter(({ isSpot }) => isSpot !== true)).toHaveLength(2);
    const spots = site.world.parts.instances.all().filter(({ isSpot }) => isSpot === true);
    expect(spots).toHaveLength(2);
  });
});
