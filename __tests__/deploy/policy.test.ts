import { beforeEach, describe, expect, test } from '@jest/globals';
import { apply } from '../../src/deploy/apply.ts';
import { withPolicyOf } from '../../src/deploy/policy.ts';
import { aDesired, aWorld, computeTemplate, type TestWorld } from './build.ts';

const name = 'shop-staging';

/** A compute template under a policy. */
function template(policy: string, group: object, more: object = {}): string {
  const base = JSON.parse(computeTemplate);
  return JSON.stringify({
    ...base,
    Resources: {
      AutoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', ...group },
      InstanceSecurityGroup: { Type: 'AWS::EC2::SecurityGroup', Metadata: { Description: 'x', PolicyDigest: policy } },
      ...more,
    },
    Outputs: { ...base.Outputs, PolicyDigest: { Value: policy } },
  });
}

const rolling = { UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: { Ref: 'MinInService' } } } };
const before = template('rolling', { ...rolling, Properties: { MinSize: '2', MaxSize: '5', Cooldown: '9' } });
const after = JSON.stringify({
  ...JSON.parse(
    template(
      'immutable',
      {
        UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true } },
        CreationPolicy: { ResourceSignal: { Count: { Ref: 'GroupSize' } } },
        Properties: { MinSize: '3', MaxSize: '4', DesiredCapacity: { Ref: 'GroupSize' } },
      },
      { NewQueue: { Type: 'AWS::SQS::Queue' } },
    ),
  ),
  Parameters: { ...JSON.parse(computeTemplate).Parameters, GroupSize: { Type: 'Number' } },
});
const v1 = { VersionLabel: 'v1', TemplateDigest: 'd1', MinInService: '2' };

describe('a change of policy', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
    world.stacks.put(name, { template: before, parameters: v1, tags: { team: 'beans' } });
  });
  const wanted = (more: Parameters<typeof aDesired>[0] = {}) =>
    aDesired({
      template: after,
      parameters: async () => ({ VersionLabel: 'v2', TemplateDigest: 'd2', MinInService: '3', GroupSize: '3' }),
      ...more,
    });
  const sent = () =>
    world.stacks.requests.map(({ template: sent, parameters, tags }) => ({
      template: sent.kind === 'body' ? JSON.parse(sent.body) : undefined,
      parameters,
      tags,
    }));

  test('is an update of its own, for the version that runs, before the version changes (trap 8: a rollback by the old policy)', async () => {
    expect(await apply(wanted(), world)).toMatchObject({ kind: 'updated', stack: { outputs: { Version: 'v2' } } });
    const [first, second, ...rest] = sent();
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ parameters: { VersionLabel: 'v1', GroupSize: '3' }, tags: { team: 'beans' } });
    expect(first?.template.Resources.AutoScalingGroup).toEqual({
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true } },
      CreationPolicy: { ResourceSignal: { Count: { Ref: 'GroupSize' } } },
      Properties: { MinSize: '2', MaxSize: '5', Cooldown: '9', DesiredCapacity: { Ref: 'GroupSize' } },
    });
    expect(first?.template.Resources).not.toHaveProperty('NewQueue');
    expect(second).toMatchObject({ parameters: { VersionLabel: 'v2', TemplateDigest: 'd2' } });
    expect(second?.template).toEqual(JSON.parse(after));
  });

  test('to in-place first makes the association for the version that runs, which a failed update goes back to', async () => {
    const { Parameters, ...rest } = JSON.parse(
      template(
        'in-place',
        { UpdatePolicy: {}, Properties: { MinSize: '2', MaxSize: '5' } },
        {
          UpdateDocument: { Type: 'AWS::SSM::Document' },
          UpdateAssociation: {
            Type: 'AWS::SSM::Association',
            Properties: {
              Parameters: { VersionLabel: [{ Ref: 'VersionLabel' }], Deployment: [{ Ref: 'Deployment' }] },
            },
          },
        },
      ),
    );
    const inPlace = JSON.stringify({ ...rest, Parameters: { ...Parameters, Deployment: { Type: 'String' } } });
    const parameters = { VersionLabel: 'v2', TemplateDigest: 'd2', MinInService: '2', Deployment: 'run-2' };
    await apply(wanted({ template: inPlace, parameters: async () => parameters }), world);
    const [first, second] = sent();
    expect(Object.keys(first?.template.Resources ?? {}).sort()).toEqual([
      'AutoScalingGroup',
      'InstanceSecurityGroup',
      'UpdateAssociation',
      'UpdateDocument',
    ]);
    expect(first?.parameters).toMatchObject({ VersionLabel: 'v1', Deployment: 'run-2' });
    expect(second?.parameters).toMatchObject({ VersionLabel: 'v2', Deployment: 'run-2' });
  });

  test('that fails leaves the version alone', async () => {
    world.stacks.will(name, { ends: 'undone' });
    expect((await apply(wanted(), world)).kind).toBe('rolled-back');
    expect(sent()).toHaveLength(1);
  });

  test('that a dead run left half way is no reason to believe that all is as wanted', async () => {
    world.stacks.will(name, {}, { ends: 'undone' });
    await apply(wanted(), world);
    const [first] = sent();
    expect(first?.parameters['TemplateDigest']).not.toBe('d1');
    expect(first?.parameters['TemplateDigest']).not.toBe('d2');
    const back = { version: 'v1', template: before, parameters: async () => v1 };
    expect((await apply(wanted(back), world)).kind).toBe('updated');
  });

  test('is not made when the policy is the same', async () => {
    await apply(wanted({ template: before, parameters: async () => ({ ...v1, VersionLabel: 'v2' }) }), world);
    expect(sent()).toHaveLength(1);
  });

  test('is made when the group has grown: a rollback must not shrink it', async () => {
    const grown = { ...v1, VersionLabel: 'v2', MinInService: '7' };
    await apply(wanted({ template: before, parameters: async () => grown }), world);
    expect(sent().map(({ parameters }) => [parameters['VersionLabel'], parameters['MinInService']])).toEqual([
      ['v1', '7'],
      ['v2', '7'],
    ]);
  });

  test('takes no parameter that it does not ask for', () => {
    const { Parameters } = withPolicyOf(JSON.parse(before), JSON.parse(after));
    expect(Object.keys(Parameters ?? {}).sort()).toEqual([
      'GroupSize',
      'MinInService',
      'TemplateDigest',
      'VersionLabel',
    ]);
  });
});
