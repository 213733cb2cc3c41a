import { expect, test } from '@jest/globals';
import { environmentConfig } from '../../src/settings/environment-config.ts';
import { parse } from './sources.ts';

test('environmentConfig() holds what the agent needs, and references in place of secrets', () => {
  const { settings } = parse('deploy: {drain: 7}\nvariables: {A: b, DB: {secret: shop/db}}\ntags: {a: b}\n');
  const detected = { name: 'node', version: '24', title: 'Node.js' };
  expect(environmentConfig(settings, { platform: detected, addresses: {} })).toEqual({
    schema: 1,
    application: 'shop',
    environment: 'staging',
    platform: { name: 'node', version: '24' },
    health: settings.health,
    drain: 7,
    variables: { A: { kind: 'plain', value: 'b' }, DB: { kind: 'secret', id: 'shop/db' } },
  });
});

test('environmentConfig() has the addresses of other environments in place of their names', () => {
  const { settings } = parse('variables: {API: {environment: api}, JOBS: {environment: jobs}, A: b}\n');
  const addresses = { api: 'http://192.0.2.1', jobs: 'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs' };
  const platform = { name: 'node', version: '24' };
  expect(environmentConfig(settings, { platform, addresses }).variables).toEqual({
    API: { kind: 'plain', value: addresses.api },
    JOBS: { kind: 'plain', value: addresses.jobs },
    A: { kind: 'plain', value: 'b' },
  });
});

test.each([
  ['deploy: {bake: 5m}\n', { minutes: 5, requests: 30, percent: 10 }],
  ['deploy: {bake: 0}\n', undefined],
  ['tier: worker\ndeploy: {bake: 5m}\n', undefined],
  ['mode: high-availability\ndeploy: {bake: 5m}\n', undefined],
])('environmentConfig() has a single web instance bake, where no alarm does: %j', (yaml, bake) => {
  const { settings } = parse(yaml);
  expect(environmentConfig(settings, { platform: { name: 'node', version: '24' }, addresses: {} }).bake).toEqual(bake);
});

test('environmentConfig() gives what runs once the time that a batch leaves beside the rest of a boot', () => {
  const { settings } = parse('health: {deadline: 3m}\ndeploy: {timeout: 15m, once: npm run migrate}\n');
  const { once } = environmentConfig(settings, { platform: { name: 'node', version: '24' }, addresses: {} });
  expect(once).toEqual({ command: 'npm run migrate', timeout: 900 - 180 - 120 });
});
