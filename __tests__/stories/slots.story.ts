import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { requestStream } from '../../scripts/stage/stream.js';
import { type Look, lookInto, until } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';

const exits: Tree = { 'server.js': "console.error('no database'); process.exit(1);" };
/** Answers with this status on every path but that of the health check. */
const answering = (version: string, status: number, health = 200): Tree => ({
  'server.js': `const { createServer } = require('node:http');
createServer((asked, answer) => answer
  .writeHead(asked.url === '/health' ? ${health} : ${status}, { 'x-app-version': '${version}' })
  .end('version ${version}')).listen(process.env.PORT);
console.log('version ${version} listens');`,
});

/** A trigger that never rings: the stories themselves say how large the group is. */
const settings = (deploy: string) => `application: story
health: { path: /health, interval: 5s, timeout: 4s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 20s, limit: 6h, ${deploy} }
scaling: { trigger: { metric: NetworkOut, upper: 900000000000, lower: 0 } }
environments:
  fleet: { mode: high-availability, instances: { min: 2, max: 4 } }
`;
const rolling = 'policy: rolling, batch: 1';
const slots = 'policy: blue-green, keep: 0, bake: 3m';
const stack = 'story-fleet';

/** An environment that runs version 1 under the policy `rolling`, on a local cloud of its own. */
function environment() {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  let url = '';
  const act = (
    label: string,
    how: { readonly deploy?: string; readonly tree?: Tree; readonly inputs?: Record<string, string> },
    onStart?: (step: ChildProcess) => void,
  ) =>
    runAction({
      workspace: write(join(here.path, label), {
        ...application(label),
        'beanpole.yml': settings(how.deploy ?? slots),
        ...how.tree,
      }),
      inputs: { environment: 'fleet', ...(how.inputs ?? { 'version-label': label }) },
      environment: cloud.environment,
      ...(onStart && { onStart }),
    });
  return {
    act,
    /** A run under a steady stream of requests. */
    async watched(...how: Parameters<typeof act>) {
      const stream = requestStream(url, { senders: 3, pauseMs: 10 });
      const run = await act(...how);
      return { run, seen: await stream.stop() };
    },
    look: () => look,
    url: () => url,
    async open() {
      cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
      look = lookInto(cloud.endpoint);
      const first = await act('one', { deploy: rolling });
      if (first.code !== 0) throw new Error(first.log);
      url = first.outputs['url'] ?? '';
    },
    async close() {
      await cloud.stop();
      here.remove();
    },
    /** Groups that there are: one for each slot that has instances. */
    groups: async () =>
      (await look.resources(stack))
        .filter((one) => one.ResourceType === 'AWS::AutoScaling::AutoScalingGroup')
        .map((one) => one.LogicalResourceId),
    slot: async () => ({ live: await look.output(stack, 'LiveSlot'), idle: await look.output(stack, 'IdleGroupName') }),
  };
}

/** Nothing but the version that ran answered, and every request. */
const untouched = (version: string) => ({ failed: 0, failures: [], versions: [version] });
const answers = ({ failed, failures, versions }: Awaited<ReturnType<ReturnType<typeof requestStream>['stop']>>) => ({
  failed,
  failures,
  versions: Object.keys(versions).sort(),
});
const ended = ({ code, outputs }: Awaited<ReturnType<typeof runAction>>) => [
  code,
  outputs['outcome'],
  outputs['version'],
];

describe('the policy blue-green', () => {
  const home = environment();
  beforeAll(() => home.open(), 120_000);
  afterAll(() => home.close(), 30_000);

  test('begins round what runs, and a version that exits at boot never answers', async () => {
    const { run, seen } = await home.watched('exits', { tree: exits });
    expect(run.log).toContain('a second slot is made beside what runs');
    expect(ended(run)).toEqual([1, 'rolled-back', 'one']);
    expect(run.log).toContain('no database');
    expect(answers(seen)).toEqual(untouched('one'));
    expect({ groups: await home.groups(), ...(await home.slot()) }).toEqual({
      groups: ['AutoScalingGroup'],
      live: 'A',
      idle: 'none',
    });
  }, 240_000);

  test('a version that never becomes healthy answers no request', async () => {
    const { run, seen } = await home.watched('sick', { tree: answering('sick', 200, 503) });
    expect(ended(run)).toEqual([1, 'rolled-back', 'one']);
    expect(answers(seen)).toEqual(untouched('one'));
    expect(await home.groups()).toEqual(['AutoScalingGroup']);
  }, 240_000);

  test('a good version comes up as large as the live group is, takes over at once, and no request fails', async () => {
    const group = await home.look().output(stack, 'AutoScalingGroupName');
    const { SetDesiredCapacityCommand } = await import('@aws-sdk/client-auto-scaling');
    await home
      .look()
      .autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity: 3 }));
    const { run, seen } = await home.watched('two', {});
    expect(ended(run)).toEqual([0, 'updated', 'two']);
    expect(answers(seen)).toEqual({ failed: 0, failures: [], versions: ['one', 'two'] });
    // What was under way at the switch is all that the old version may still answer after the first answer of the new one.
    expect((seen.versions['one']?.lastMs ?? 0) - (seen.versions['two']?.firstMs ?? 0)).toBeLessThan(1000);
    expect((await home.look().group(stack)).DesiredCapacity).toBe(3);
    expect({ groups: await home.groups(), ...(await home.slot()) }).toEqual({
      groups: ['SlotBAutoScalingGroup'],
      live: 'B',
      idle: 'none',
    });
  }, 240_000);

  test('a version that fails after the switch goes back during the bake, with the cause', async () => {
    const { run, seen } = await home.watched('late', { tree: answering('late', 500) });
    expect(ended(run)).toEqual([1, 'rolled-back', 'two']);
    expect(run.log).toContain('ServerErrorAlarm');
    // Every request that failed was answered by the bad version itself: nothing else broke.
    expect(seen.failed).toBe(seen.refusals['late']);
    expect(Object.keys(seen.versions)).toEqual(['two']);
    expect(await home.slot()).toEqual({ live: 'B', idle: 'none' });
  }, 240_000);

  test('keeps the former version up, and a rollback during that time is one switch', async () => {
    const keeping = home.act('three', { deploy: 'policy: blue-green, keep: 3h' });
    const live = () => home.slot();
    expect(await until(live, ({ live, idle }) => live === 'A' && idle !== 'none', 120_000)).toMatchObject({
      live: 'A',
    });
    await until(
      () => home.look().stack(stack),
      (one) => one?.status === 'UPDATE_COMPLETE',
      60_000,
    );
    const stream = requestStream(home.url(), { senders: 3, pauseMs: 10 });
    const back = await home.act('back', { inputs: { command: 'rollback' } });
    const seen = await stream.stop();
    expect(ended(back)).toEqual([0, 'updated', 'two']);
    expect(answers(seen)).toEqual({ failed: 0, failures: [], versions: ['three', 'two'] });
    // No instance was launched for it.
    expect(back.log).not.toMatch(/CREATE_COMPLETE .*AutoScalingGroup/);
    expect(await home.slot()).toEqual({ live: 'B', idle: 'none' });
    // The run that kept it leaves what is not its own any more.
    expect(ended(await keeping)).toEqual([0, 'updated', 'three']);
    expect(await home.slot()).toEqual({ live: 'B', idle: 'none' });
    expect(await fetch(home.url()).then((answer) => answer.text())).toBe('version two');
  }, 240_000);

  test('a runner that is killed while the new version comes up is not needed, and the next run finds it live', async () => {
    const killed = home.act(
      'four',
      { deploy: 'policy: blue-green', inputs: { 'version-label': 'four', set: 'deploy.keep=3h' } },
      (step) => {
        const watch = async () => {
          const raised = async () => (await home.groups()).length === 2;
          await until(raised, (there) => there, 120_000);
          step.kill('SIGKILL');
        };
        void watch();
      },
    );
    expect((await killed).code).not.toBe(0);
    const done = await until(
      () => home.look().stack(stack),
      (one) => one?.outputs['Version'] === 'four' && one.status === 'UPDATE_COMPLETE',
      120_000,
    );
    expect(done?.status).toBe('UPDATE_COMPLETE');
    const { run, seen } = await home.watched('four', {
      deploy: 'policy: blue-green',
      inputs: { 'version-label': 'four', set: 'deploy.keep=1m' },
    });
    expect(ended(run)).toEqual([0, 'unchanged', 'four']);
    expect(answers(seen)).toEqual(untouched('four'));
    expect(await home.slot()).toEqual({ live: 'A', idle: 'none' });
    expect(await home.groups()).toEqual(['AutoScalingGroup']);
  }, 240_000);

  test('without slots again, what runs goes to the first slot before the version changes', async () => {
    const before = await home.act('five', {});
    expect(ended(before)).toEqual([0, 'updated', 'five']);
    expect((await home.slot()).live).toBe('B');
    const { run, seen } = await home.watched('six', { deploy: rolling });
    expect(ended(run)).toEqual([0, 'updated', 'six']);
    expect(run.log).toContain('what runs goes there first');
    expect(answers(seen)).toEqual({ failed: 0, failures: [], versions: ['five', 'six'] });
    expect(await home.groups()).toEqual(['AutoScalingGroup']);
    expect(await home.look().output(stack, 'LiveSlot')).toBe('');
  }, 360_000);
});

describe('a canary by a share of the requests', () => {
  const home = environment();
  const canary = 'policy: canary, canary: { traffic: 20%, pause: 4m }, keep: 0';
  beforeAll(() => home.open(), 120_000);
  afterAll(() => home.close(), 30_000);

  test('a version that answers with errors gets its share and no more, goes back, and the run says why', async () => {
    const record = recordAnswers(home.url());
    const { run, seen } = await home.watched('bad', { deploy: canary, tree: answering('bad', 500) });
    const during = between(await record.stop(), 'bad', 'bad');
    expect(run.log).toContain('gets its first share of the requests');
    expect(ended(run)).toEqual([1, 'rolled-back', 'one']);
    expect(run.log).toContain('ServerErrorAlarm');
    expect(seen.failed).toBe(seen.refusals['bad']);
    expect(Object.keys(seen.versions)).toEqual(['one']);
    expectShare(during, 'bad', 0.2);
    expect(await home.slot()).toEqual({ live: 'A', idle: 'none' });
    expect(await home.groups()).toEqual(['AutoScalingGroup']);
  }, 240_000);

  test('a good version gets its share while it is watched, then everything, and no request fails', async () => {
    const record = recordAnswers(home.url());
    const { run, seen } = await home.watched('two', { deploy: canary });
    const during = between(await record.stop(), 'two', 'one');
    expect(ended(run)).toEqual([0, 'updated', 'two']);
    expect(answers(seen)).toEqual({ failed: 0, failures: [], versions: ['one', 'two'] });
    expectShare(during, 'two', 0.2);
    expect(await home.slot()).toEqual({ live: 'B', idle: 'none' });
    for (let asked = 0; asked < 20; asked += 1)
      expect(await fetch(home.url()).then((answer) => answer.text())).toBe('version two');
  }, 240_000);
});

/** Asks again and again, and notes in their order the versions that answered. */
function recordAnswers(url: string) {
  const versions: string[] = [];
  let stopped = false;
  const loops = Array.from({ length: 4 }, async () => {
    for (; !stopped; await new Promise((resolve) => setTimeout(resolve, 5)))
      versions.push((await fetch(url)).headers.get('x-app-version') ?? '');
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(loops);
      return versions;
    },
  };
}

/** From the first answer of one version to the last one of another. */
function between(versions: readonly string[], first: string, last: string): readonly string[] {
  return versions.slice(versions.indexOf(first), versions.lastIndexOf(last) + 1);
}

/** Within five standard deviations: a correct balancer fails this once in a million times. */
function expectShare(versions: readonly string[], version: string, share: number): void {
  expect(versions.length).toBeGreaterThan(60);
  const seen = versions.filter((one) => one === version).length / versions.length;
  expect(Math.abs(seen - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / versions.length));
}
