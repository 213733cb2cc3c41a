import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { requestStream } from '../../scripts/stage/stream.js';
import { application, room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';

const settings = `application: story
health: { interval: 10s, successes: 2, deadline: 60s }
deploy: { policy: in-place, timeout: 4m, drain: 20s }
environments:
  single: { mode: single-instance }
  fleet: { mode: high-availability, instances: { min: 2, max: 3 } }
`;
const inPlace = (version: string, more: Tree = {}): Tree => ({
  ...application(version),
  'beanpole.yml': settings,
  ...more,
});

/** Answers its gate for a while, and ends then. */
const dying = `const { createServer } = require('node:http');
createServer((_, answer) => answer.writeHead(500, { 'x-app-version': 'v3' }).end()).listen(process.env.PORT);
console.log('I answer, but badly');`;

describe.each(['single', 'fleet'])('the policy in-place, in environment %s', (environment) => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let url = '';
  let before: readonly string[] = [];

  const deploy = (label: string, tree: Tree) =>
    runAction({
      workspace: write(join(here.path, label), tree),
      inputs: { environment, 'version-label': label },
      environment: cloud.environment,
    });
  const call = async (service: string, form: Record<string, string>) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=LOCALCLOUD/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const answer = await fetch(cloud.endpoint, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { authorization },
    });
    return answer.text();
  };
  const groups = () => call('autoscaling', { Action: 'DescribeAutoScalingGroups', Version: '2011-01-01' });
  const instances = async () =>
    [...(await groups()).matchAll(/<InstanceId>([^<]+)<\/InstanceId>/g)].map(([, id]) => id ?? '').sort();

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    const first = await deploy('v1', inPlace('v1'));
    if (first.code !== 0) throw new Error(first.log);
    url = first.outputs['url'] ?? '';
    before = await instances();
  }, 90_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('brings v2 to the same instances, and no request fails', async () => {
    const stream = requestStream(url, { senders: 2, pauseMs: 10 });
    const run = await deploy('v2', inPlace('v2'));
    const seen = await stream.stop();
    expect([run.code, run.outputs['outcome'], run.outputs['version']]).toEqual([0, 'updated', 'v2']);
    expect(seen.failures).toEqual([]);
    expect(Object.keys(seen.versions)).toEqual(['v1', 'v2']);
    expect(await fetch(url).then((answer) => answer.text())).toBe('version v2');
    expect(await instances()).toEqual(before);
  }, 120_000);

  test('a broken v3 goes back with its cause, v2 answers throughout, v3 never', async () => {
    const stream = requestStream(url, { senders: 2, pauseMs: 10 });
    const run = await deploy('v3', inPlace('v3', { 'server.js': dying }));
    const seen = await stream.stop();
    expect([run.code, run.outputs['outcome'], run.outputs['version']]).toEqual([1, 'rolled-back', 'v2']);
    expect(run.log).toContain('answered 500');
    expect(run.log).toContain('I answer, but badly');
    expect(seen.failures).toEqual([]);
    expect(Object.keys(seen.versions)).toEqual(['v2']);
    expect(await instances()).toEqual(before);
  }, 120_000);

  if (environment === 'fleet') {
    test('a version that fails on the second instance only is taken back from the first one, too', async () => {
      const mark = join(here.path, 'first');
      const server = `const { createServer } = require('node:http');
let first = true;
try { require('node:fs').mkdirSync(${JSON.stringify(mark)}); } catch { first = false; }
createServer((_, answer) => answer.writeHead(first ? 200 : 500, { 'x-app-version': 'v4' }).end()).listen(process.env.PORT);`;
      const stream = requestStream(url, { senders: 2, pauseMs: 10 });
      const run = await deploy('v4', inPlace('v4', { 'server.js': server }));
      const seen = await stream.stop();
      expect([run.code, run.outputs['outcome'], run.outputs['version']]).toEqual([1, 'rolled-back', 'v2']);
      expect(seen.failures).toEqual([]);
      // It did serve on the first instance; when the run ends it does so no more.
      expect(Object.keys(seen.versions).sort()).toEqual(['v2', 'v4']);
      for (let asked = 0; asked < 20; asked += 1) expect(await fetch(url).then((one) => one.text())).toBe('version v2');
      expect(await instances()).toEqual(before);
    }, 120_000);
  }

  test('an instance that is launched afterwards runs the live version', async () => {
    const name = /<AutoScalingGroupName>([^<]+)</.exec(await groups())?.[1] ?? '';
    const [victim = ''] = before;
    await call('autoscaling', {
      Action: 'TerminateInstanceInAutoScalingGroup',
      Version: '2011-01-01',
      InstanceId: victim,
      ShouldDecrementDesiredCapacity: 'false',
    });
    // EC2 tells where on this machine the port 80 of an instance is.
    const doors = async () => {
      const all = await call('ec2', { Action: 'DescribeInstances', Version: '2016-11-15' });
      const one = (text: string, name: string) => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1] ?? '';
      return new Map(all.split('<reservationId>').map((each) => [one(each, 'instanceId'), one(each, 'dnsName')]));
    };
    const said = async () => {
      const [newcomer] = (await instances()).filter((id) => !before.includes(id));
      const door = (await doors()).get(newcomer ?? '');
      return door
        ? fetch(`http://${door}`, { signal: AbortSignal.timeout(5_000) }).then(
            (answer) => answer.text(),
            () => 'nothing',
          )
        : 'nobody';
    };
    const limit = Date.now() + 60_000;
    while ((await said()) !== 'version v2') {
      if (Date.now() > limit) throw new Error(`${name} has no successor for ${victim} that serves: ${await said()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }, 120_000);
});
