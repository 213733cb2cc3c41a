import { beforeEach, describe, expect, test } from '@jest/globals';
import { capacityOf } from '../../src/commands/deploy.ts';
import { redeploy } from '../../src/deploy/redeploy.ts';
import type { Values } from '../../src/plan/parameters.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { launchDigest } from '../../src/plan/slots.ts';
import { fleetIn } from '../../src/template/capacity.ts';
import { render } from '../../src/template/render.ts';
import { synthesizeCompute } from '../../src/template/synthesize.ts';
import { someContext, someSettings } from '../template/contexts.ts';
import { aWorld, ours, type TestWorld } from './build.ts';

const name = 'shop-production';
const old = { MinInService: '2', BatchSize: '1', GroupSize: '2' };

/** A rollback in an environment under a policy, whose group has so many instances now; gives what CloudFormation is asked for. */
async function rollBack(world: TestWorld, policy: Parameters<typeof policyOf>[0], size: number) {
  const template = render(synthesizeCompute(someContext(policyOf(policy))));
  const declared = Object.keys(JSON.parse(template).Parameters);
  const values = {
    ...Object.fromEntries(declared.map((one) => [one, 'x'])),
    ...old,
    VersionLabel: 'v2',
    Deployment: 'run-1',
  };
  const parameters = Object.fromEntries(Object.entries(values).filter(([one]) => declared.includes(one)));
  const outputs = { Version: 'v2', PreviousVersion: 'v1', AutoScalingGroupName: 'shop-group', TemplateDigest: 'x' };
  const live = world.stacks.put(name, { template, parameters, tags: ours });
  const fleet = fleetIn(template);
  const desired = { ...world.fleet, desired: async () => size };
  const outcome = await redeploy(
    {
      plan: makePlan(someSettings(), { id: '9', attempt: '1' }),
      live: { ...live, outputs: { ...live.outputs, ...outputs } },
      template,
      bucket: 'shop-bucket',
      capacity: (now) => fleet && capacityOf(fleet, now),
      version: { label: 'v1', key: 'bundles/1.zip', sha256: '1', origin: {} },
    },
    { ...world, fleet: desired },
  );
  return { outcome, asked: world.stacks.requests.at(-1)?.parameters };
}

/** The version that runs, on a machine image, in an environment with two slots. */
async function onImage(world: TestWorld, image: string) {
  const context = someContext({ deploy: { ...someSettings().deploy, policy: 'blue-green' } });
  const template = render(synthesizeCompute(context));
  const digest = launchDigest(template);
  const values: Values = {
    ...Object.fromEntries(Object.keys(JSON.parse(template).Parameters).map((one) => [one, 'x'])),
    ...{ VersionLabel: 'v1', BundleKey: 'bundles/1.zip', BundleSha256: '1', ImageId: 'ami-2', LaunchDigest: digest },
    ...{ SlotBVersionLabel: 'v1', SlotBBundleKey: 'bundles/1.zip', SlotBBundleSha256: '1', SlotBImageId: 'ami-1' },
    ...{ SlotBLaunchDigest: digest, LiveSlot: 'A', IdleSlot: 'up', Weight: '100', SlotBWeight: '0' },
    ...{ GroupSize: '2', SlotBGroupSize: '2', TemplateDigest: 'x' },
  };
  const live = world.stacks.put(name, { template, parameters: values, tags: ours });
  const request = {
    plan: makePlan(someSettings(), { id: '9', attempt: '1' }),
    live,
    template,
    bucket: 'shop-bucket',
    capacity: () => undefined,
    version: { label: 'v1', key: 'bundles/1.zip', sha256: '1', image, origin: {} },
    slots: { keep: 30 },
  };
  return redeploy(request, world);
}

function policyOf(
  policy: 'all-at-once' | 'rolling' | 'rolling-with-additional-batch' | 'immutable' | 'canary' | 'in-place',
) {
  const { deploy, instances } = someSettings();
  const batch = { kind: 'percent', percent: 50 } as const;
  return { deploy: { ...deploy, policy, batch }, instances: { ...instances, min: 2, max: 8 } };
}

describe('a version that is put in place without the settings', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
  });

  // The group has grown from two to six since the last deploy.
  test.each([
    ['all-at-once', { MinInService: '0', BatchSize: '6' }],
    ['rolling', { MinInService: '3', BatchSize: '3' }],
    ['rolling-with-additional-batch', { MinInService: '6', BatchSize: '3' }],
    ['immutable', { GroupSize: '6' }],
    ['canary', {}],
    ['in-place', { BatchSize: '3' }],
  ] as const)('rolls by the policy %s over the group as large as it is now', async (policy, sizes) => {
    const { outcome, asked } = await rollBack(world, policy, 6);
    expect(outcome).toMatchObject({ kind: 'updated', liveVersion: 'v1' });
    expect(Object.fromEntries(Object.keys(old).flatMap((one) => (asked?.[one] ? [[one, asked[one]]] : [])))).toEqual(
      sizes,
    );
  });

  test('is a deployment of its own: what runs once runs for it', async () => {
    const { asked } = await rollBack(world, 'rolling', 2);
    expect(asked).toMatchObject({ VersionLabel: 'v1', BundleKey: 'bundles/1.zip' });
    expect(asked?.['Deployment']).toMatch(/^beanpole-9-1-/);
  });

  // Slot A serves; slot B is kept up with the same version on an older image.
  test.each([
    ['is made in the other slot, where neither has it', 'ami-3', 'updated', { LiveSlot: 'B', SlotBImageId: 'ami-3' }],
    ['is switched to, where the other slot has it', 'ami-1', 'updated', { LiveSlot: 'B', SlotBImageId: 'ami-1' }],
    ['changes nothing that serves, where it is live', 'ami-2', 'unchanged', { LiveSlot: 'A', ImageId: 'ami-2' }],
  ])('another machine image for the version that runs %s', async (_, image, kind, asked) => {
    const outcome = await onImage(world, image);
    expect(outcome.kind).toBe(kind);
    expect(world.stacks.requests.at(-1)?.parameters).toMatchObject(asked);
  });

  test('leaves the sizes alone where the template does not tell of its fleet', () => {
    expect(fleetIn('{"Resources":{"AutoScalingGroup":{}}}')).toBeUndefined();
  });
});
