import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { s3Artifacts } from '../../src/aws/artifacts.ts';
import { makeClients } from '../../src/aws/clients.ts';
import type { Artifacts } from '../../src/bundle/artifacts.ts';
import { putAgent, putConfig, putTemplate } from '../../src/bundle/store.ts';
import { realFiles } from '../../src/runner/files.ts';
import type { EnvironmentConfig } from '../../src/settings/environment-config.ts';
import { type LoopbackS3, loopbackS3 } from './loopback-s3.ts';
import { tree } from './trees.ts';

let s3: LoopbackS3;
let artifacts: Artifacts;

beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
});

beforeEach(async () => {
  s3 = await loopbackS3();
  const clients = makeClients({ region: 'eu-central-1', version: '1.2.3', endpoint: s3.endpoint });
  artifacts = s3Artifacts({ name: s3.bucket, clients, files: realFiles });
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const config: EnvironmentConfig = {
  schema: 1,
  application: 'shop',
  environment: 'production',
  platform: { name: 'node', version: '24' },
  health: {
    path: '/',
    codes: '200',
    interval: 10,
    timeout: 5,
    healthyThreshold: 3,
    unhealthyThreshold: 5,
    successes: 3,
    deadline: 300,
  },
  drain: 20,
  variables: { B: { kind: 'plain', value: '2' }, A: { kind: 'secret', id: 'db', key: 'password' } },
};

describe('putAgent', () => {
  test('puts the file under its hash, and only once', async () => {
    const path = join(tree({ 'agent.js': 'agent();' }), 'agent.js');
    const stored = await putAgent(path, realFiles, artifacts);
    expect(stored).toEqual({ key: `agents/${sha256('agent();')}.js`, sha256: sha256('agent();') });
    expect(await putAgent(path, realFiles, artifacts)).toEqual(stored);
    expect(s3.objects.get(stored.key)?.toString()).toBe('agent();');
    expect(s3.log.filter(({ what }) => what === 'PUT')).toHaveLength(1);
  });
});

describe('putConfig', () => {
  test('puts the configuration under its hash, the same for the same settings in another order', async () => {
    const stored = await putConfig('production', config, artifacts);
    const variables = { A: config.variables['A']!, B: config.variables['B']! };
    const { schema, ...rest } = config;
    expect(await putConfig('production', { ...rest, variables, schema }, artifacts)).toEqual(stored);
    const text = s3.objects.get(`environments/production/config/${stored.sha256}.json`)?.toString() ?? '';
    expect(JSON.parse(text)).toEqual(config);
    expect(sha256(text)).toBe(stored.sha256);
  });

  test('another value is another object', async () => {
    const one = await putConfig('production', config, artifacts);
    const other = await putConfig('production', { ...config, drain: 21 }, artifacts);
    expect(other.key).not.toBe(one.key);
  });
});

describe('putTemplate', () => {
  test('puts the text as it is under its hash', async () => {
    const stored = await putTemplate('{"Resources":{}}', artifacts);
    expect(stored).toEqual({ key: `templates/${sha256('{"Resources":{}}')}.json`, sha256: sha256('{"Resources":{}}') });
    expect(s3.objects.get(stored.key)?.toString()).toBe('{"Resources":{}}');
    expect(await putTemplate('{"Resources":{}}', artifacts)).toEqual(stored);
  });
});
