import { beforeEach, describe, expect, test } from '@jest/globals';
import { capacityOf } from '../../src/commands/deploy.ts';
import { redeploy } from '../../src/deploy/redeploy.ts';
import { makePlan } from '../../src/plan/plan.ts';
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

  test('leaves the sizes alone where the template does not tell of its fleet', () => {
    expect(fleetIn('{"Resources":{"AutoScalingGroup":{}}}')).toBeUndefined();
  });
});
