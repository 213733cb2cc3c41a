import { describe, expect, test } from '@jest/globals';
import { readReferences } from '../../src/template/references.ts';

// biome-ignore lint/suspicious/noExplicitAny: statements are read by their members.
type Statement = any;

const here = (service: string) => `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}`;
const parameterActions = ['ssm:GetParameter', 'ssm:GetParameters'];

function statements(secretIds: readonly string[], parameterNames: readonly string[]): Statement[] {
  return readReferences({ secretIds, parameterNames, linkedEnvironments: [] }) as Statement[];
}

function resourcesOf(action: string, from: Statement[]): string[] {
  const statement = from.find(({ Effect, Action }) => Effect === 'Allow' && Action.includes(action));
  return (statement?.Resource ?? []).map((resource: Statement) => resource['Fn::Sub']);
}

describe('readReferences()', () => {
  test('without any reference allows nothing, and takes back what the managed policy allows', () => {
    expect(statements([], [])).toEqual([{ Effect: 'Deny', Action: parameterActions, Resource: '*' }]);
  });

  test.each([
    ['a name', 'shop/db', [`${here('secretsmanager')}:secret:shop/db-??????`]],
    [
      'an ARN without its end',
      'arn:aws:secretsmanager:eu-west-1:1:secret:db',
      ['arn:aws:secretsmanager:eu-west-1:1:secret:db-??????'],
    ],
    [
      'an ARN that may be complete',
      'arn:aws:secretsmanager:eu-west-1:1:secret:db-AbC123',
      [
        'arn:aws:secretsmanager:eu-west-1:1:secret:db-AbC123',
        'arn:aws:secretsmanager:eu-west-1:1:secret:db-AbC123-??????',
      ],
    ],
    [
      'a name with wildcards, which mean themselves',
      'a*b?',
      [`${here('secretsmanager')}:secret:a\${!*}b\${!?}-??????`],
    ],
    ['a name that looks like a placeholder', '${Ref}', [`${here('secretsmanager')}:secret:\${!Ref}-??????`]],
  ])('a secret by %s', (_name, id, arns) => {
    expect(resourcesOf('secretsmanager:GetSecretValue', statements([id], []))).toEqual(arns);
  });

  test.each([
    ['a plain name', 'key', `${here('ssm')}:parameter/key`],
    ['a path', '/shop/key', `${here('ssm')}:parameter/shop/key`],
    ['a version of it', '/shop/key:3', `${here('ssm')}:parameter/shop/key`],
    ['an ARN', 'arn:aws:ssm:eu-west-1:1:parameter/key', 'arn:aws:ssm:eu-west-1:1:parameter/key'],
    ['an ARN with a version', 'arn:aws:ssm:eu-west-1:1:parameter/key:3', 'arn:aws:ssm:eu-west-1:1:parameter/key'],
  ])('a parameter by %s is allowed, and is the only one that is not denied', (_name, name, arn) => {
    const given = statements([], [name]);
    expect(resourcesOf('ssm:GetParameters', given)).toEqual([arn]);
    expect(given.at(-1)).toEqual({ Effect: 'Deny', Action: parameterActions, NotResource: [{ 'Fn::Sub': arn }] });
  });

  test('lets keys be used only through the services that are referred to', () => {
    const through = (given: Statement[]) =>
      given.find(({ Action }) => Action.includes('kms:Decrypt'))?.Condition.StringEquals['kms:ViaService'];
    expect(through(statements(['s'], []))).toEqual([{ 'Fn::Sub': 'secretsmanager.${AWS::Region}.amazonaws.com' }]);
    expect(through(statements([], ['p']))).toEqual([{ 'Fn::Sub': 'ssm.${AWS::Region}.amazonaws.com' }]);
    expect(through(statements(['s'], ['p']))).toHaveLength(2);
  });
});
