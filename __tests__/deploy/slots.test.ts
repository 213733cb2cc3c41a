import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Values } from '../../src/plan/parameters.ts';
import { launchDigest, type SlotWishes, slotsOf } from '../../src/plan/slots.ts';
import { apply } from '../../src/deploy/apply.ts';
import { tidySlots } from '../../src/deploy/keep.ts';
import { inSlots } from '../../src/deploy/slot-parameters.ts';
import { aDesired, aWorld, computeTemplate, type TestWorld } from './build.ts';

const name = 'shop-staging';
const base = JSON.parse(computeTemplate);
const declared = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, { Type: 'String' }]));
const slotted = JSON.stringify({
  ...base,
  Parameters: declared(
    ['VersionLabel', 'LaunchDigest', 'GroupSize', 'Weight']
      .flatMap((one) => [one, `SlotB${one}`])
      .concat('TemplateDigest', 'LiveSlot', 'IdleSlot', 'Run'),
  ),
  Conditions: { ServesSlotA: { 'Fn::Equals': [{ Ref: 'LiveSlot' }, 'A'] } },
  Outputs: {
    ...base.Outputs,
    Version: { Value: { 'Fn::If': ['ServesSlotA', { Ref: 'VersionLabel' }, { Ref: 'SlotBVersionLabel' }] } },
  },
});

describe('the way from slot to slot', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
  });

  const wanted = (
    label: string,
    { slots = { keep: 0 }, template = slotted }: { slots?: SlotWishes; template?: string } = {},
  ) =>
    aDesired({
      template,
      version: label,
      bake: 3,
      slots,
      liveSize: async () => 2,
      parameters: async (live) =>
        inSlots(
          { VersionLabel: label, TemplateDigest: 'd2', Run: '7.1' },
          { template, keep: slots.keep, size: 2 },
          live,
          world,
        ),
    });
  /** How the slots stood in each request. */
  const path = () =>
    world.stacks.requests.map(({ parameters, triggers }) => {
      const { live, idleUp, idleShare, content } = slotsOf(parameters) ?? { live: '-' };
      return {
        live,
        idleUp,
        idleShare,
        A: content?.A['VersionLabel'],
        B: content?.B['VersionLabel'],
        minutes: triggers.minutes,
      };
    });
  const put = (parameters: Values, template = slotted) =>
    world.stacks.put(name, { template, parameters: { TemplateDigest: 'd2', Run: '6.1', ...parameters } });
  const standing = (label: string, more: Values = {}): Values => ({
    VersionLabel: label,
    SlotBVersionLabel: label,
    LaunchDigest: launchDigest(slotted),
    SlotBLaunchDigest: launchDigest(slotted),
    LiveSlot: 'A',
    IdleSlot: 'down',
    Weight: '100',
    SlotBWeight: '0',
    GroupSize: '2',
    SlotBGroupSize: '2',
    ...more,
  });

  test('the slots are made round what runs, before the version changes', async () => {
    put({ VersionLabel: 'v1', MinInService: '2' }, computeTemplate);
    expect(await apply(wanted('v2'), world)).toMatchObject({ kind: 'updated', stack: { outputs: { Version: 'v2' } } });
    expect(path()).toMatchObject([
      { live: 'A', idleUp: false, idleShare: 0, A: 'v1', minutes: 0 },
      { live: 'B', idleUp: false, idleShare: 0, A: 'v1', B: 'v2', minutes: 3 },
    ]);
    expect(world.told).toContainEqual({ kind: 'slots', stack: name, step: 'enter' });
  });

  test('a share of the requests comes first and is judged for its minutes, then the switch', async () => {
    put(standing('v1'));
    await apply(wanted('v2', { slots: { keep: 0, trial: { percent: 10, minutes: 5 } } }), world);
    expect(path()).toMatchObject([
      { live: 'A', idleUp: true, idleShare: 10, A: 'v1', B: 'v2', minutes: 5 },
      { live: 'B', idleUp: false, idleShare: 0, A: 'v1', B: 'v2' },
    ]);
  });

  test('a slot that a dead runner left up with another version is emptied first', async () => {
    put(standing('v1', { SlotBVersionLabel: 'v0', IdleSlot: 'up', Weight: '90', SlotBWeight: '10' }));
    await apply(wanted('v2'), world);
    expect(path()).toMatchObject([
      { live: 'A', idleUp: false, idleShare: 0, B: 'v0' },
      { live: 'B', B: 'v2' },
    ]);
  });

  test('without slots any more, what runs goes to the first slot before the rest changes', async () => {
    put(standing('v0', { SlotBVersionLabel: 'v1', LiveSlot: 'B', Weight: '0', SlotBWeight: '100' }));
    const result = await apply(
      aDesired({
        parameters: async () => ({ VersionLabel: 'v2', TemplateDigest: 'd3', MinInService: '2' }),
        liveSize: async () => 4,
      }),
      world,
    );
    expect(result).toMatchObject({ kind: 'updated', stack: { outputs: { Version: 'v2' } } });
    expect(path()).toMatchObject([{ live: 'A', idleUp: false, A: 'v1' }, { live: '-' }]);
    expect(world.stacks.requests[0]?.parameters['GroupSize']).toBe('4');
  });

  test('once the former version has been kept for its time, its slot is emptied', async () => {
    put(standing('v1'));
    const desired = wanted('v2', { slots: { keep: 10 } });
    const before = world.clock.now();
    await tidySlots(await apply(desired, world), desired, world);
    expect(path()).toMatchObject([
      { live: 'B', idleUp: true },
      { live: 'B', idleUp: false },
    ]);
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(600_000);
  });

  test('what somebody else has done meanwhile stays', async () => {
    put(standing('v1'));
    const desired = wanted('v2', { slots: { keep: 10 } });
    const result = await apply(desired, world);
    const back = { ...wanted('v1', { slots: { keep: 10 } }), token: 'beanpole-8-1-compute-staging' };
    expect(await apply(back, world)).toMatchObject({ kind: 'updated', stack: { outputs: { Version: 'v1' } } });
    await tidySlots(result, desired, world);
    expect(path()).toMatchObject([
      { live: 'B', idleUp: true },
      { live: 'A', idleUp: true },
    ]);
  });
});
