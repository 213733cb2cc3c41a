import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { bootstrap } from '../../src/template/bootstrap.ts';

const issuer = 'token.actions.githubusercontent.com';
const { Resources } = JSON.parse(JSON.stringify(bootstrap()));
const statements = Resources.DeployRole.Properties.Policies[0].PolicyDocument.Statement;
const trust = Resources.DeployRole.Properties.AssumeRolePolicyDocument.Statement[0];

describe('the template for the account', () => {
  test('lies in docs/ as it is made', () => {
    expect(readFileSync('docs/bootstrap.json', 'utf8')).toBe(`${JSON.stringify(bootstrap(), null, 2)}\n`);
  });

  test('trusts both forms of the subject, of one repository by its number, and no other audience', () => {
    expect(trust.Condition.StringLike[`${issuer}:sub`]).toEqual([
      { 'Fn::Sub': 'repo:${Owner}/${Repository}:${Subject}' },
      { 'Fn::Sub': 'repo:${Owner}@${OwnerId}/${Repository}@${RepositoryId}:${Subject}' },
    ]);
    expect(trust.Condition.StringEquals).toEqual({
      [`${issuer}:aud`]: 'sts.amazonaws.com',
      [`${issuer}:repository_id`]: { Ref: 'RepositoryId' },
    });
  });

  test('makes no key and no user', () => {
    const types = Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.sort()).toEqual(['AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider', 'AWS::IAM::Role']);
  });

  test('allows everywhere only what reads', () => {
    const everywhere = statements.filter(({ Resource }: { Resource: unknown[] }) => Resource.includes('*'));
    const actions = everywhere.flatMap(({ Action }: { Action: string[] }) => Action);
    expect(actions.filter((action: string) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  });

  test('the right to make roles is a part of its own that can be refused', () => {
    expect(JSON.stringify(statements)).not.toContain('iam:Create');
    expect(Resources.ApplicationPolicy.Condition).toBe('MakesApplication');
  });
});
