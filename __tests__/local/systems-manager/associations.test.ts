import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceRequest } from '../../../src/local/engine/resource.ts';
import { managed } from '../../../src/local/systems-manager/targets.ts';
import { startCloud, type TestCloud, until } from '../world/cloud.ts';

let site: TestCloud;
const ids: string[] = [];

const request = (type: string, properties: ResourceRequest['properties']): ResourceRequest => ({
  stackId: 'arn:aws:cloudformation:eu-central-1:000000000000:stack/shop/1',
  stackName: 'shop',
  logicalId: 'Update',
  type,
  properties,
  tags: [],
  signals: { next: async () => undefined },
  note: () => {},
  cancelled: new AbortController().signal,
});

async function handle(type: string, properties: ResourceRequest['properties']) {
  const state = await site.world.handlers[type]?.create(request(type, properties));
  return state?.physicalId ?? '';
}

const association = (name: string, more: ResourceRequest['properties'] = {}) => ({
  Name: name,
  Targets: [{ Key: 'tag:fleet', Values: ['beans'] }],
  MaxConcurrency: '1',
  MaxErrors: '0',
  ...more,
});

const document = (lines: string[], timeoutSeconds = '60') =>
  handle('AWS::SSM::Document', {
    Content: {
      schemaVersion: '2.2',
      parameters: { word: { type: 'String', default: 'nothing', allowedPattern: '^[a-z]+$' } },
      mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: lines, timeoutSeconds } }],
    },
  });

const files = (name: string) =>
  ids.map((id) => {
    try {
      return readFileSync(join(site.world.parts.instances.directory(id), 'home', name), 'utf8').trim();
    } catch {
      return undefined;
    }
  });

beforeAll(async () => {
  site = await startCloud({ scale: 50 });
  const { iam, instances } = site.world.parts;
  iam.roles.set('r', {
    ...{ name: 'r', id: 'AROA1', arn: 'arn:r', path: '/', createdAt: 0, tags: [] },
    properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'] },
  });
  iam.profiles.set('p', { name: 'p', id: 'AIPA1', arn: 'arn:p', path: '/', createdAt: 0, roles: ['r'] });
  const place = { imageId: 'ami-1', instanceType: 't4g.small', subnetId: 's', vpcId: 'v', zone: 'z' };
  const rest = { securityGroups: [], tokensRequired: true, metadataTags: false };
  const tags = [{ Key: 'fleet', Value: 'beans' }];
  for (let count = 0; count < 2; count += 1) {
    ids.push((await instances.launch({ ...place, ...rest, tags, profile: 'p' })).id);
  }
  // Without the managed policy its agent cannot speak: it is no target.
  await instances.launch({ ...place, ...rest, tags });
  // An association that is made before Systems Manager knows both would rightly run on one alone.
  await until('both instances are managed', () => managed(site.world.parts).length === ids.length);
}, 20_000);
afterAll(() => site.stop());

describe('an association', () => {
  test('runs its script on every managed instance with the tag, with the parameters put in, and CloudFormation waits', async () => {
    const name = await document(['#!/bin/bash', 'echo "{{ word }} on $BEANPOLE_HTTP_PORT" > "$HOME/ran"']);
    await handle(
      'AWS::SSM::Association',
      association(name, { Parameters: { word: ['beans'] }, WaitForSuccessTimeoutSeconds: 300 }),
    );
    const { instances } = site.world.parts;
    expect(files('ran')).toEqual(ids.map((id) => `beans on ${instances.describe(id).port}`));
  });

  test('that fails on the first instance does not reach the second, and CloudFormation says so in its own words', async () => {
    const name = await document(['echo x >> "$HOME/failed"; exit 3']);
    const made = handle('AWS::SSM::Association', association(name, { WaitForSuccessTimeoutSeconds: 300 }));
    await expect(made).rejects.toThrow(
      /^Resource handler returned message: "Resource of type 'AWS::SSM::Association' with identifier '[0-9a-f-]{36}' did not stabilize\." \(RequestToken: .*, HandlerErrorCode: NotStabilized\)$/,
    );
    expect(files('failed')).toEqual(['x', undefined]);
  });

  test('whose script takes too long is ended and has failed', async () => {
    const name = await document(['sleep 60'], '20');
    const began = performance.now();
    const made = handle('AWS::SSM::Association', association(name, { WaitForSuccessTimeoutSeconds: 300 }));
    await expect(made).rejects.toThrow('NotStabilized');
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  test('without a target is waited for until its time is over', async () => {
    const name = await document(['true']);
    const nobody = { Targets: [{ Key: 'tag:fleet', Values: ['peas'] }], WaitForSuccessTimeoutSeconds: 60 };
    const before = site.cloud.clock.now();
    await expect(handle('AWS::SSM::Association', association(name, nobody))).rejects.toThrow('did not stabilize');
    expect(site.cloud.clock.now() - before).toBeGreaterThanOrEqual(60_000);
  });

  test('is refused with a value that its document does not allow', async () => {
    const name = await document(['true']);
    const odd = association(name, { Parameters: { word: ['$(reboot)'] } });
    await expect(handle('AWS::SSM::Association', odd)).rejects.toThrow('does not match the pattern');
  });
});
