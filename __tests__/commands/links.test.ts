import { expect, test } from '@jest/globals';
import { addressesFor, findLinks, usersOf } from '../../src/commands/links.ts';
import type { Stack } from '../../src/deploy/ports.ts';
import type { Cloud } from '../../src/world.ts';
import { parse } from '../settings/sources.ts';

function stack(environment: string, outputs: Stack['outputs'], status = 'CREATE_COMPLETE'): Stack {
  const name = `shop-${environment}`;
  const tags = { 'beanpole:environment': environment };
  return { id: name, name, status, outputs, tags, parameters: {}, changedAt: 0 } as unknown as Stack;
}

function cloudWith(...stacks: readonly Stack[]): Cloud {
  const describe = async (name: string) => stacks.find((one) => one.name === name);
  return { stacks: { describe } } as unknown as Cloud;
}

const { settings } = parse(
  'variables: { API: { environment: api }, ALSO: { environment: api }, JOBS: { environment: jobs } }',
);

test('a web environment is its URL, a worker its queue', async () => {
  const cloud = cloudWith(stack('api', { Url: 'http://192.0.2.1' }), stack('jobs', { QueueUrl: 'https://sqs/jobs' }));
  expect(await addressesFor(settings, cloud)).toEqual({ api: 'http://192.0.2.1', jobs: 'https://sqs/jobs' });
});

test('each variable whose environment has no address is told, with the reason', async () => {
  const { addresses, problems } = await findLinks(settings, cloudWith(stack('jobs', {}, 'CREATE_IN_PROGRESS')));
  expect(addresses).toEqual({});
  expect(problems.map(({ where, message }) => [where, message])).toEqual([
    ['variables.API', 'The environment api does not exist.'],
    ['variables.ALSO', 'The environment api does not exist.'],
    ['variables.JOBS', 'The environment jobs is CREATE_IN_PROGRESS and has no address.'],
  ]);
});

test('who refers to an environment is known by the outputs of the stacks', () => {
  const all = [
    stack('front', { Links: 'api,jobs' }),
    stack('admin', { Links: 'api' }),
    stack('api', {}),
    stack('ap', {}),
  ];
  expect(usersOf('api', all)).toEqual(['admin', 'front']);
  expect(usersOf('jobs', all)).toEqual(['front']);
  expect(usersOf('ap', all)).toEqual([]);
});
