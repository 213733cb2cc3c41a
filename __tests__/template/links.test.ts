import { expect, test } from '@jest/globals';
import { sendRights } from '../../src/template/links.ts';
import { instanceRole } from '../../src/template/resources/instance-role.ts';
import { links } from '../../src/template/resources/links.ts';
import { someContext } from './contexts.ts';

const sqs = 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}';

test('an instance may send to the queues of the environments that its variables name, and to no others', () => {
  expect(sendRights({ application: 'shop', linkedEnvironments: ['jobs', 'mail'] })).toEqual([
    {
      Effect: 'Allow',
      Action: ['sqs:SendMessage'],
      Resource: [{ 'Fn::Sub': `${sqs}:shop-jobs-data-Queue-*` }, { 'Fn::Sub': `${sqs}:shop-mail-data-Queue-*` }],
    },
  ]);
  expect(
    JSON.stringify(instanceRole(someContext({ variables: { JOBS: { kind: 'environment', name: 'jobs' } } }))),
  ).toContain(':shop-jobs-data-Queue-*');
  expect(JSON.stringify(instanceRole(someContext()))).not.toContain('sqs:SendMessage');
});

test('of a long name so much counts as is left in the name of a queue, which has 80 characters', () => {
  const application = 'a'.repeat(60);
  expect(JSON.stringify(sendRights({ application, linkedEnvironments: ['jobs'] }))).toContain(`:${'a'.repeat(30)}*"`);
});

test('the stack tells which environments it needs', () => {
  const variables = {
    B: { kind: 'environment', name: 'mail' },
    A: { kind: 'environment', name: 'jobs' },
    C: { kind: 'environment', name: 'jobs' },
  } as const;
  expect(links(someContext({ variables })).Outputs).toEqual({ Links: { Value: 'jobs,mail' } });
  expect(links(someContext()).Outputs).toBeUndefined();
});
