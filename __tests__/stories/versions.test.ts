import { execFileSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { application, commit, room, runAction, scale, startLocalCloud, write } from './stage.ts';

describe('versions', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  const deploy = (workspace: string, inputs: Readonly<Record<string, string>> = {}) =>
    runAction({ workspace, inputs: { environment: 'single', ...inputs }, environment: cloud.environment });
  const connection = () => ({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const bundles = async () => {
    const stacks = await new CloudFormationClient(connection()).send(new DescribeStacksCommand({ StackName: 'story' }));
    const bucket = stacks.Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'ArtifactBucket')?.OutputValue;
    const s3 = new S3Client({ ...connection(), forcePathStyle: true });
    const list = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'bundles/' }));
    return list.Contents?.map(({ Key }) => Key);
  };

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('two clones of one commit, made on two days, are the same version and the same bytes', async () => {
    const origin = write(join(here.path, 'origin'), {
      ...application('1'),
      'bin/run.sh': '#!/bin/sh\n',
      'ünï ☃.txt': 'x',
    });
    commit(origin);
    const clones = ['monday', 'tuesday'].map((day, index) => {
      const clone = join(here.path, day);
      execFileSync('git', ['clone', '-q', origin, clone]);
      const at = new Date(Date.UTC(2026, 0, 5 + index));
      utimesSync(join(clone, 'server.js'), at, at);
      return clone;
    });
    const [first, second] = [await deploy(clones[0] ?? ''), await deploy(clones[1] ?? '')];
    expect(first.log).toMatch(/bundle uploaded/);
    expect({ code: first.code, outcome: first.outputs['outcome'] }).toEqual({ code: 0, outcome: 'created' });
    expect({ code: second.code, outcome: second.outputs['outcome'] }).toEqual({ code: 0, outcome: 'unchanged' });
    expect(second.outputs['version']).toBe(first.outputs['version']);
    expect(second.log).toMatch(/nothing zipped, nothing uploaded/);
    expect(await bundles()).toHaveLength(1);
  }, 60_000);

  test('a label never changes its bytes', async () => {
    const one = await deploy(write(join(here.path, 'one'), application('1')), { 'version-label': 'release-1' });
    const other = await deploy(write(join(here.path, 'other'), application('2')), { 'version-label': 'release-1' });
    expect(one.code).toBe(0);
    expect(other.code).toBe(1);
    expect(other.log).toContain('The label "release-1" names other bytes already');
    const page = await fetch(one.outputs['url'] ?? '').then((answer) => answer.text());
    expect(page).toBe('version 1');
  }, 60_000);

  test('the state survives a restart of the local cloud: the same instances answer at the same address', async () => {
    const before = await deploy(write(join(here.path, 'one'), application('1')), { 'version-label': 'release-1' });
    await cloud.stop();
    const { port } = new URL(cloud.endpoint);
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale, port: Number(port) });
    const url = before.outputs['url'] ?? '';
    await expect(answersWithin(20_000, url)).resolves.toBe('version 1');
    const after = await deploy(join(here.path, 'one'), { 'version-label': 'release-1' });
    expect(after.outputs['outcome']).toBe('unchanged');
  }, 90_000);
});

/** What an address answers, asked until it does. */
async function answersWithin(limitMs: number, url: string): Promise<string> {
  for (const end = Date.now() + limitMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return await answer.text();
    if (Date.now() > end) throw new Error(`${url} did not answer within ${limitMs} ms`);
  }
}
