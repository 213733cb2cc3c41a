import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { lookInto, until } from './cloud.ts';
import { room, scale, startLocalCloud } from './stage.ts';
import { crash, deployWorker, firings, irregular, readLedger, settle, sqs, workerApplication } from './worker.ts';

const settings = `application: story
tier: worker
mode: high-availability
instances: { min: 2, max: 3 }
health: { path: /health, interval: 10s, successes: 2, deadline: 120s }
deploy: { timeout: 5m, drain: 120s }
worker:
  path: /work
  concurrency: 5
  visibility-timeout: 120s
  inactivity-timeout: 290s
  max-receives: 3
`;
const patienceMs = 60_000;

describe('a worker environment', () => {
  const here = room();
  const ledger = join(here.path, 'ledger');
  const killed = new Set<string>();
  const sent: string[] = [];
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: ReturnType<typeof lookInto>;
  let queues: ReturnType<typeof sqs>;
  let queue = '';

  const deploy = (label: string) => {
    const tree = workerApplication(label, ledger, { 'beanpole.yml': settings });
    return deployWorker(here.path, { label, tree, environment: cloud.environment });
  };
  const send = async (prefix: string, count: number) => {
    const bodies = Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
    sent.push(...bodies);
    await queues.send(queue, bodies);
  };
  const done = () =>
    until(
      async () => settle(readLedger(ledger), sent, killed),
      ({ lost }) => lost.length === 0,
      patienceMs,
    );
  const instances = async () => (await look.group('story-jobs')).Instances ?? [];

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    queues = sqs(cloud.endpoint);
    const run = await deploy('v1');
    if (run.code !== 0) throw new Error(run.log);
    queue = run.outputs['queue-url'] ?? '';
  }, 120_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('tells its queue, and posts a message with the headers of the daemon', async () => {
    expect(queue).toMatch(/^http.*\/story-jobs-data-Queue/);
    sent.push('first');
    await queues.call('SendMessage', {
      QueueUrl: queue,
      MessageBody: 'first',
      MessageAttributes: { colour: { DataType: 'String', StringValue: 'grün' } },
    });
    await done();
    const entry = readLedger(ledger).find(({ body }) => body === 'first');
    expect(entry?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^aws-sqsd\//),
      'content-type': 'application/json',
      'x-aws-sqsd-msgid': entry?.message,
      'x-aws-sqsd-queue': queue.split('/').at(-1),
      'x-aws-sqsd-path': '/work',
      'x-aws-sqsd-receive-count': '1',
      'x-aws-sqsd-first-received-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/),
      'x-aws-sqsd-sender-id': expect.any(String),
      'x-aws-sqsd-attr-colour': Buffer.from('grün').toString('latin1'),
    });
  }, 90_000);

  test('rolls from v1 to v2 under load: no message is lost, none is done twice', async () => {
    const run = deploy('v2');
    for (let round = 0; round < 20; round += 1) {
      await send(`roll-${round}`, 10);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const { code, outputs, log } = await run;
    expect([code, outputs['outcome'], outputs['version'], code === 0 || log]).toEqual([0, 'updated', 'v2', true]);
    await send('after', 20);
    expect(await done()).toEqual({ lost: [], duplicates: 0, unexplained: [] });
    const versions = new Set(
      readLedger(ledger)
        .filter(({ body }) => body.startsWith('after'))
        .map((one) => one.version),
    );
    expect(versions).toContain('v2');
  }, 180_000);

  test('loses nothing when an instance dies in the middle of its work', async () => {
    await send('slow', 4);
    const slow = () => readLedger(ledger).filter(({ body, step }) => body.startsWith('slow') && step === 'begin');
    const [victim] = await until(
      async () => slow(),
      (begun) => begun.length > 0,
      patienceMs,
    );
    killed.add(victim?.instance ?? '');
    crash(victim?.instance ?? '');
    await look.query('ec2', 'TerminateInstances', { 'InstanceId.1': victim?.instance ?? '' });
    const account = await done();
    expect(account).toMatchObject({ lost: [], unexplained: [] });
    expect(account.duplicates).toBeGreaterThan(0);
    const whole = (all: Awaited<ReturnType<typeof instances>>) =>
      all.filter(({ LifecycleState, InstanceId }) => LifecycleState === 'InService' && InstanceId !== victim?.instance);
    expect(whole(await until(instances, (all) => whole(all).length === 2, patienceMs))).toHaveLength(2);
  }, 150_000);

  test('fires its periodic task exactly once a minute, throughout', async () => {
    const fired = await until(
      async () => firings(readLedger(ledger)),
      (all) => all.size >= 4,
      patienceMs,
    );
    expect(irregular(fired)).toEqual([]);
    const tick = readLedger(ledger).find(({ task }) => task !== undefined);
    expect(tick).toMatchObject({ body: '', task: 'every minute', headers: { 'x-aws-sqsd-path': '/tick' } });
  }, 90_000);

  test('gives a message that always fails up to the dead-letter queue, after as many tries as are set', async () => {
    const dead = await look.output('story-jobs', 'DeadLetterQueueUrl');
    await queues.send(queue, ['fail']);
    expect(
      await until(
        () => queues.count(dead),
        (count) => count === 1,
        patienceMs,
      ),
    ).toBe(1);
    expect(readLedger(ledger).filter(({ body, step }) => body === 'fail' && step === 'begin')).toHaveLength(3);
  }, 90_000);
});
