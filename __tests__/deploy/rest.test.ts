import { beforeEach, describe, expect, test } from '@jest/globals';
import { applyCompute } from '../../src/deploy/compute.ts';
import type { Group } from '../../src/deploy/ports.ts';
import { aDesired, aWorld, computeTemplate, ours, type TestWorld } from './build.ts';

const name = 'shop-staging';
// Sunday only, and the clock of the test stands on another day; and a day that never ends.
const closed = '00:00-00:01 sun';

/** A group that does as it is told at once. */
function aFleet(world: TestWorld, sizes: { min: number; max: number; desired: number }) {
  const calls: string[] = [];
  const group = { ...sizes };
  return {
    calls,
    group,
    fleet: {
      ...world.fleet,
      desired: async () => group.desired,
      group: async (): Promise<Group> => ({
        ...group,
        suspended: [],
        instances: Array.from({ length: group.desired }, (_, at) => ({
          id: `i-${at}`,
          state: 'InService',
          health: 'Healthy',
          isCurrent: true,
        })),
      }),
      resize: async (_: string, size: number) => {
        calls.push(`resize ${size}`);
        group.desired = size;
      },
      bound: async (_: string, { min, desired }: { min: number; desired: number }) => {
        calls.push(`bound ${min} ${desired}`);
        Object.assign(group, { min, desired });
      },
    },
  };
}

/** An environment that runs v1 and whose stack tells such hours. */
function running(world: TestWorld, hours: string | undefined) {
  const told = JSON.parse(computeTemplate);
  if (hours !== undefined) told.Outputs.Hours = { Value: hours };
  const template = JSON.stringify(told);
  world.stacks.put(name, {
    template,
    parameters: { VersionLabel: 'v1', TemplateDigest: 'd1', MinInService: '2' },
    tags: ours,
  });
  return template;
}

describe('a deploy of an environment that is stopped', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
    expect(new Date(world.clock.now()).getUTCDay()).not.toBe(0);
  });
  const sizes = { usual: 2, before: () => undefined };
  const warnings = () => world.told.flatMap((one) => (one.kind === 'warning' ? [one.text] : []));

  test('starts what is live first, lets no alarm judge, and stops it again', async () => {
    const template = running(world, closed);
    const { fleet, calls, group } = aFleet(world, { min: 0, max: 4, desired: 0 });
    const { compute, stopped } = await applyCompute(aDesired({ template }), sizes, { ...world, fleet });
    expect(compute.kind).toBe('updated');
    expect(calls).toEqual(['resize 2', 'bound 0 0']);
    expect(group).toMatchObject({ min: 0, desired: 0 });
    expect(stopped).toBe('stopped by its hours until Sun 00:00 UTC');
    expect(world.stacks.requests.at(-1)?.triggers).toEqual({ alarms: [], minutes: 0 });
    expect(warnings()).toEqual([expect.stringContaining('As there were no instances until now')]);
  });

  test('stops it again when the update is undone, too', async () => {
    const template = running(world, closed);
    world.stacks.will(name, { ends: 'undone', events: [{ status: 'UPDATE_FAILED', reason: 'no' }] });
    const { fleet, calls } = aFleet(world, { min: 0, max: 4, desired: 0 });
    const { compute, stopped } = await applyCompute(aDesired({ template }), sizes, { ...world, fleet });
    expect(compute.kind).toBe('rolled-back');
    expect(calls).toEqual(['resize 2', 'bound 0 0']);
    expect(stopped).toContain('stopped by its hours');
  });

  test('touches nothing when nothing changes', async () => {
    const template = running(world, closed);
    const { fleet, calls } = aFleet(world, { min: 0, max: 4, desired: 0 });
    const { compute } = await applyCompute(aDesired({ template, version: 'v1' }), sizes, { ...world, fleet });
    expect(compute.kind).toBe('unchanged');
    expect(calls).toEqual([]);
  });

  test('leaves one running that somebody has started out of hours', async () => {
    const template = running(world, closed);
    const { fleet, calls } = aFleet(world, { min: 0, max: 4, desired: 1 });
    const { stopped } = await applyCompute(aDesired({ template }), sizes, { ...world, fleet });
    expect(calls).toEqual([]);
    expect(stopped).toBeUndefined();
  });

  test('starts one that somebody has stopped by hand, for good', async () => {
    const template = running(world, undefined);
    const { fleet, calls, group } = aFleet(world, { min: 0, max: 4, desired: 0 });
    const { stopped } = await applyCompute(aDesired({ template }), sizes, { ...world, fleet });
    expect(calls).toEqual(['resize 2', 'bound 2 2']);
    expect(group).toMatchObject({ min: 2, desired: 2 });
    expect(stopped).toBeUndefined();
  });

  test('refuses one that has no room for a single instance', async () => {
    const template = running(world, undefined);
    const { fleet } = aFleet(world, { min: 0, max: 0, desired: 0 });
    await expect(applyCompute(aDesired({ template }), sizes, { ...world, fleet })).rejects.toThrow(
      'its largest size is 0',
    );
  });

  test('is green although the group cannot be stopped, and says so', async () => {
    const template = running(world, closed);
    const { fleet } = aFleet(world, { min: 0, max: 4, desired: 0 });
    const bound = async () => {
      throw new Error('not allowed');
    };
    const { compute } = await applyCompute(aDesired({ template }), sizes, { ...world, fleet: { ...fleet, bound } });
    expect(compute.kind).toBe('updated');
    expect(warnings().at(-1)).toBe('The group may run until its hours next end: not allowed');
  });
});
