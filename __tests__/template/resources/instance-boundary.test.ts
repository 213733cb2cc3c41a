import { describe, expect, test } from '@jest/globals';
import { references } from '../../../src/template/context.ts';
import { synthesizeApplication, synthesizeCompute } from '../../../src/template/synthesize.ts';
import { randomSettings, someContext } from '../contexts.ts';
import { covers, statementsOf } from './policies.ts';

const boundary = statementsOf(synthesizeApplication(someContext()), 'InstanceBoundary');

describe('the instance boundary', () => {
  test('leaves every action that an instance role has', () => {
    const actions = Array.from({ length: 60 }, (_, seed) => randomSettings(seed)).flatMap((settings) => {
      const compute = synthesizeCompute({ ...settings, ...references(settings.variables) });
      return statementsOf(compute, 'InstanceRole').flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : []));
    });
    const bounded = boundary.flatMap(({ Action }) => Action);
    expect(new Set(actions).size).toBeGreaterThan(8);
    expect([...new Set(actions)].filter((action) => !bounded.some((pattern) => covers(pattern, action)))).toEqual([]);
  });

  test.each([
    ...[
      'iam:PassRole',
      'iam:PutRolePolicy',
      'sts:AssumeRole',
      'ssm:SendCommand',
      'ssm:StartSession',
      'ssm:PutParameter',
    ],
    ...[
      'secretsmanager:PutSecretValue',
      'ec2:RunInstances',
      'cloudformation:UpdateStack',
      's3:DeleteObject',
      's3:ListBucket',
    ],
  ])('never lets an instance %s', (action) => {
    expect(boundary.filter(({ Action }) => Action.some((pattern) => covers(pattern, action)))).toEqual([]);
  });

  test("keeps instances to the application's own bucket, and keys to the services that hold the ciphertext", () => {
    const of = (action: string) => boundary.filter(({ Action }) => Action.includes(action));
    expect(of('s3:GetObject').map(({ Resource }) => Resource)).toEqual([['${ArtifactBucket.Arn}/*']]);
    expect(of('kms:Decrypt').map(({ Condition }) => Object.keys(Condition?.['StringEquals'] ?? {}))).toEqual([
      ['kms:ViaService'],
    ]);
  });

  test('is what compute stacks name as the boundary of their role', () => {
    const context = someContext();
    const policy = synthesizeApplication(context).Resources['InstanceBoundary']?.Properties ?? {};
    const { 'Fn::Sub': name } = policy['ManagedPolicyName'] as Record<string, string>;
    expect(synthesizeCompute(context).Resources['InstanceRole']?.Properties['PermissionsBoundary']).toEqual({
      'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy${policy['Path']}${name}`,
    });
  });
});
