import { beforeEach, describe, expect, test } from '@jest/globals';
import { apply } from '../../src/deploy/apply.ts';
import { aDesired, aWorld, ours, type TestWorld } from './build.ts';

const template = (zone?: string) =>
  JSON.stringify({
    Resources: {
      ArtifactBucket: { Type: 'AWS::S3::Bucket' },
      ...(zone === undefined
        ? {}
        : {
            DomainRights: {
              Type: 'AWS::IAM::ManagedPolicy',
              Properties: { Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:route53:::hostedzone/${zone}` } },
            },
          }),
    },
    Outputs: { ArtifactBucket: { Value: 'shop-bucket' } },
  });
function application(zone?: string) {
  const { version: _, ...desired } = aDesired({ kind: 'application', name: 'shop', parameters: async () => ({}) });
  return { ...desired, template: template(zone) };
}
const record = { logicalId: 'NameRecord', type: 'AWS::Route53::RecordSet', status: 'CREATE_COMPLETE' };
const change = (action: string) => ({ action, logicalId: 'DomainRights', type: 'AWS::IAM::ManagedPolicy' });

describe('a zone that goes', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
    world.stacks.put('shop', { template: template('Z1'), tags: ours });
    for (const name of ['shop-live', 'shop-trial']) world.stacks.put(name, { tags: ours });
  });
  const meets = (action: string) =>
    world.stacks.willAnswer('shop', (stackId) => ({ kind: 'changes', id: 'cs', stackId, changes: [change(action)] }));

  test.each([
    ['with the last name', 'Remove', undefined],
    ['for another one', 'Modify', 'Z2'],
  ])('%s is refused while an environment has a record in it', async (_, action, zone) => {
    world.stacks.hold('shop-live', [record]);
    meets(action);
    await expect(apply(application(zone), world)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('The zone Z1 cannot go yet: shop-live still has a name in it'),
      fix: expect.stringContaining('First the names, then the zone'),
    });
    expect((await world.stacks.newestEvent('shop'))?.token).toBe('an-older-operation');
  });

  test('goes once the names are gone', async () => {
    world.stacks.hold('shop-live', [{ ...record, status: 'DELETE_COMPLETE' }]);
    meets('Remove');
    expect(await apply(application(), world)).toMatchObject({ kind: 'updated' });
  });

  test('is not asked about while it stays', async () => {
    world.stacks.hold('shop-live', [record]);
    meets('Modify');
    expect(await apply(application('Z1'), world)).toMatchObject({ kind: 'unchanged' });
  });
});
