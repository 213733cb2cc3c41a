import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type Look, lookInto, until } from './cloud.ts';
import { room, scale, startLocalCloud } from './stage.ts';
import { crash, deployWorker, firings, irregular, readLedger, settle, sqs, workerApplication } from './worker.ts';

const settings = (policy: string, more: string) => `application: story
tier: worker
mode: high-availability
health: { path: /health, interval: 10s, successes: 2, deadline: 120s }
deploy: { timeout: 8m, drain: 120s, ${policy} }
${more}
`;
const worker = 'path: /work, visibility-timeout: 120s, inactivity-timeout: 290s';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A cloud with one worker environment. */
function stage(policy: string, yaml: string) {
  const here = room();
  const ledger = join(here.path, 'ledger');
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  return {
    ledger,
    open: async () => {
      cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
      return { look: lookInto(cloud.endpoint), queues: sqs(cloud.endpoint) };
    },
    close: async () => {
      await cloud.stop();
      here.remove();
    },
    deploy: (label: string, more = {}) => {
      const tree = workerApplication(label, ledger, { 'beanpole.yml': settings(policy, yaml), ...more });
      return deployWorker(here.path, { label, tree, environment: cloud.environment });
    },
  };
}

describe('5,000 messages, while versions roll and instances die', () => {
  const here = stage('batch: 2', `instances: { min: 4, max: 4 }\nworker: { concurrency: 10, ${worker} }`);
  const total = 5_000;
  const killed = new Set<string>();
  const sent: string[] = [];
  let tools: Awaited<ReturnType<typeof here.open>>;
  let queue = '';
  let sending: Promise<void> = Promise.resolve();

  /** Ends an instance that runs a version, in the middle of a message if any of them has one in hand. */
  const kill = async (version: string) => {
    const { Instances = [] } = await tools.look.group('story-jobs');
    const alive = Instances.filter(({ LifecycleState }) => LifecycleState === 'InService').map((one) => one.InstanceId);
    const candidates = () => {
      const entries = readLedger(here.ledger).filter((one) => one.version === version && alive.includes(one.instance));
      const ended = new Set(entries.filter(({ step }) => step === 'end').map(({ message }) => message));
      const busy = entries.filter(({ message, instance }) => !ended.has(message) && !killed.has(instance));
      return [...new Set(busy.map(({ instance }) => instance))];
    };
    const busy = await until(
      async () => candidates(),
      (all) => all.length > 0,
      20_000,
    );
    const victim = busy[Math.floor(Math.random() * busy.length)];
    if (victim === undefined) return;
    killed.add(victim);
    crash(victim);
    await tools.look.query('ec2', 'TerminateInstances', { 'InstanceId.1': victim });
  };

  beforeAll(async () => {
    tools = await here.open();
    const run = await here.deploy('v1');
    if (run.code !== 0) throw new Error(run.log);
    queue = run.outputs['queue-url'] ?? '';
    sending = (async () => {
      while (sent.length < total) {
        const bodies = Array.from({ length: 10 }, (_, at) => `message-${sent.length + at}`);
        await tools.queues.send(queue, bodies);
        sent.push(...bodies);
        await pause(100);
      }
    })();
  }, 180_000);
  afterAll(here.close, 30_000);

  test('v2 rolls through four instances while some of the old ones die', async () => {
    await pause(2_000);
    await kill('v1');
    await until(
      async () => tools.look.group('story-jobs'),
      (group) => whole(group) === 4,
      120_000,
    );
    const run = here.deploy('v2');
    await pause(3_000);
    await kill('v1');
    const { code, outputs, log } = await run;
    expect([outputs['outcome'], outputs['version'], code === 0 || log]).toEqual(['updated', 'v2', true]);
  }, 400_000);

  test('the broken v3 goes back by itself, and gets no message', async () => {
    const { code, outputs, log } = await here.deploy('v3', { 'server.js': "throw new Error('I am broken');" });
    expect([code, outputs['outcome'], outputs['version'], log.includes('I am broken')]).toEqual([
      1,
      'rolled-back',
      'v2',
      true,
    ]);
    expect(readLedger(here.ledger).filter(({ version }) => version === 'v3')).toEqual([]);
    await kill('v2');
  }, 400_000);

  test('every message is done, and what was done twice had been cut short by a death', async () => {
    await sending;
    await until(
      async () => settle(readLedger(here.ledger), sent, killed),
      ({ lost }) => lost.length === 0,
      240_000,
    );
    // What a dead instance had in hand comes again only now.
    await until(
      () => tools.queues.count(queue),
      (count) => count === 0,
      120_000,
    );
    const account = settle(readLedger(here.ledger), sent, killed);
    const fired = firings(readLedger(here.ledger));
    console.log(
      `${sent.length} messages, ${account.lost.length} lost, ${account.duplicates} begun twice, ` +
        `${account.unexplained.length} of them without a death; ${killed.size} instances died; ${fired.size} ticks`,
    );
    expect(sent).toHaveLength(total);
    expect(account).toMatchObject({ lost: [], unexplained: [] });
    expect(killed.size).toBeGreaterThanOrEqual(2);
  }, 600_000);

  test('the periodic task was fired exactly once a minute, throughout', () => {
    const fired = firings(readLedger(here.ledger));
    expect(irregular(fired)).toEqual([]);
    expect(fired.size).toBeGreaterThan(10);
  });
});

describe('the policy in-place', () => {
  const here = stage(
    'policy: in-place, batch: 1',
    `instances: { min: 2, max: 2 }\nworker: { concurrency: 5, ${worker} }`,
  );
  afterAll(here.close, 30_000);

  test('brings v2 to the same workers, and no message is lost or done twice', async () => {
    const { look, queues } = await here.open();
    const first = await here.deploy('v1');
    const queue = first.outputs['queue-url'] ?? '';
    const before = (await look.group('story-jobs')).Instances?.map(({ InstanceId }) => InstanceId).sort();
    const sent: string[] = [];
    const run = here.deploy('v2');
    let over = false;
    void run.finally(() => {
      over = true;
    });
    while (!over) {
      const bodies = Array.from({ length: 10 }, (_, at) => `message-${sent.length + at}`);
      await queues.send(queue, bodies);
      sent.push(...bodies);
      await pause(300);
    }
    const { code, outputs, log } = await run;
    expect([outputs['outcome'], outputs['version'], code === 0 || log]).toEqual(['updated', 'v2', true]);
    await until(
      () => queues.count(queue),
      (count) => count === 0,
      120_000,
    );
    expect(settle(readLedger(here.ledger), sent, new Set())).toEqual({ lost: [], duplicates: 0, unexplained: [] });
    const versions = new Set(readLedger(here.ledger).map(({ version }) => version));
    expect([...versions]).toEqual(['v1', 'v2']);
    expect((await look.group('story-jobs')).Instances?.map(({ InstanceId }) => InstanceId).sort()).toEqual(before);
  }, 400_000);
});

describe('a backlog that comes and goes', () => {
  // An additional batch would be room that scaling uses, too.
  const here = stage(
    'policy: rolling, batch: 1',
    `instances: { min: 1, max: 4 }\nworker: { concurrency: 1, backlog: 100, cron: false, ${worker} }`,
  );
  let tools: Awaited<ReturnType<typeof here.open>>;
  let queue = '';

  beforeAll(async () => {
    tools = await here.open();
    const run = await here.deploy('v1', { 'cron.yaml': 'version: 1\ncron: []\n' });
    if (run.code !== 0) throw new Error(run.log);
    queue = run.outputs['queue-url'] ?? '';
  }, 180_000);
  afterAll(here.close, 30_000);

  test('takes the instances from one to the most and back', async () => {
    const sent = Array.from({ length: 2_000 }, (_, at) => `backlog-${at}`);
    await tools.queues.send(queue, sent);
    const curve: { readonly second: number; readonly waiting: number; readonly instances: number }[] = [];
    const began = Date.now();
    const most = () => Math.max(...curve.map(({ instances }) => instances));
    for (let limit = began + 300_000; Date.now() < limit; await pause(1_000)) {
      const group = await tools.look.group('story-jobs');
      const waiting = await tools.queues.count(queue);
      curve.push({ second: Math.round((Date.now() - began) / 1_000) * scale, waiting, instances: whole(group) });
      if (most() === 4 && waiting === 0 && whole(group) === 1) break;
    }
    console.log(curve.map((one) => `${one.second} s: ${one.waiting} waiting, ${'#'.repeat(one.instances)}`).join('\n'));
    expect([most(), curve.at(-1)]).toMatchObject([4, { waiting: 0, instances: 1 }]);
    expect(settle(readLedger(here.ledger), sent, new Set())).toEqual({ lost: [], duplicates: 0, unexplained: [] });
  }, 400_000);
});

/** Instances of a group that are in service. */
function whole({ Instances = [] }: Awaited<ReturnType<Look['group']>>): number {
  return Instances.filter(({ LifecycleState }) => LifecycleState === 'InService').length;
}
