import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { awsClient } from '../../../src/agent/aws/client.ts';
import { scaledClock } from '../../../src/agent/clock.ts';
import { type Job, startWorker, type Worker } from '../../../src/agent/worker/worker.ts';
import { parseTasks } from '../../../src/platforms/cron.ts';
import { jsonClient } from '../../local/services/clients.ts';
import { type TestCloud, testCloud } from '../../local/services/cloud.ts';
import { someWorker } from '../../template/contexts.ts';

// An AWS second passes in a twentieth of one.
const scale = 20;
let cloud: TestCloud;
let sqs: ReturnType<typeof jsonClient>;
let server: Server;
let port = 0;
/** What came to the application, in order, and what it answers. */
let came: { readonly body: string; readonly path: string; readonly at: number; readonly message: string }[];
let answer: (body: string, came: IncomingMessage) => Promise<number>;
const workers: Worker[] = [];
let lines: string[];

beforeEach(async () => {
  cloud = await testCloud({ scale });
  sqs = jsonClient(cloud.endpoint, 'AmazonSQS', 'sqs');
  came = [];
  lines = [];
  answer = async () => 200;
  server = createServer(async (asked, told) => {
    let body = '';
    for await (const chunk of asked) body += chunk;
    const message = String(asked.headers['x-aws-sqsd-msgid']);
    came.push({ body, path: asked.url ?? '', at: performance.now(), message });
    told.writeHead(await answer(body, asked)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await cloud[Symbol.asyncDispose]();
});

const queue = async (QueueName: string, Attributes: object = {}): Promise<string> =>
  (await sqs('CreateQueue', { QueueName, Attributes })).QueueUrl;
const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  sqs('SendMessage', { QueueUrl, MessageBody, ...more });
const left = async (QueueUrl: string): Promise<number> => {
  const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; !(await is()); await pause(10)) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.\n${lines.join('\n')}`);
  }
}

/** Starts a daemon against the local cloud's queue and the application above. */
function work(url: string, settings: Partial<Job['settings']> = {}, more: Partial<Job> = {}): Worker {
  const clock = scaledClock(scale, { aws: cloud.cloud.clock.now(), real: Date.now() });
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  const aws = awsClient({ region: 'us-east-1', endpoint: cloud.endpoint, credentials, clock });
  const say = (line: string) => void lines.push(line);
  const journal = { say, hear: say, flush: () => {}, conceal: () => {}, lastLines: () => [], everything: () => '' };
  const metadata = { get: async () => '', peek: async () => undefined };
  const worker = startWorker(
    { aws, clock, journal, metadata, instance: 'i-1' },
    { queue: url, tasks: [], settings: { ...someWorker, ...settings }, port, drainMs: 200_000, ...more },
  );
  workers.push(worker);
  return worker;
}

describe('the worker daemon', () => {
  test('posts each message to its path, and deletes what is answered with 200', async () => {
    const url = await queue('jobs');
    for (let at = 0; at < 25; at += 1) await send(url, `m${at}`);
    work(url, { path: '/jobs' });
    await until('all are done', async () => came.length === 25 && (await left(url)) === 0);
    expect(new Set(came.map(({ body }) => body)).size).toBe(25);
    expect(new Set(came.map(({ path }) => path))).toEqual(new Set(['/jobs']));
  });

  test('posts again what is answered with anything else, not before the error visibility timeout', async () => {
    const url = await queue('jobs');
    await send(url, 'm');
    let tries = 0;
    answer = async () => {
      tries += 1;
      return [201, 500, 200][tries - 1] ?? 200;
    };
    work(url, { errorVisibilityTimeout: 20 });
    await until('it is done', async () => tries === 3 && (await left(url)) === 0);
    const [first, second, third] = came.map(({ at }) => at);
    for (const gap of [(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)])
      expect(gap).toBeGreaterThan((20_000 / scale) * 0.9);
    expect(lines.join('\n')).toContain('the application answered 201, not 200');
  });

  test('takes silence for a failure after the inactivity timeout', async () => {
    const url = await queue('jobs');
    await send(url, 'm');
    answer = async () => (came.length === 1 ? new Promise(() => {}) : 200);
    work(url, { inactivityTimeout: 20 });
    await until('it is done', async () => came.length === 2 && (await left(url)) === 0);
    expect(lines.join('\n')).toContain('did not answer in time (worker.inactivity-timeout)');
  });

  test('keeps a message hidden for as long as the application works on it', async () => {
    const url = await queue('jobs');
    await send(url, 'm');
    answer = async () => {
      // Three times the visibility timeout.
      await pause((3 * 40_000) / scale);
      return 200;
    };
    work(url, { visibilityTimeout: 40 });
    await until('it is done', async () => came.length > 0 && (await left(url)) === 0);
    expect(came).toHaveLength(1);
  });

  test('has no more under way than its concurrency', async () => {
    const url = await queue('jobs');
    for (let at = 0; at < 12; at += 1) await send(url, `m${at}`);
    let now = 0;
    let most = 0;
    answer = async () => {
      now += 1;
      most = Math.max(most, now);
      await pause(30);
      now -= 1;
      return 200;
    };
    work(url, { concurrency: 3 });
    await until('all are done', async () => came.length === 12 && (await left(url)) === 0);
    expect(most).toBe(3);
  });

  test('stops when what is under way is done, and takes no more', async () => {
    const url = await queue('jobs');
    for (let at = 0; at < 6; at += 1) await send(url, `m${at}`);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    answer = async () => held.then(() => 200);
    const worker = work(url, { concurrency: 2 });
    await until('two are under way', () => came.length === 2);
    const stopped = worker.stop();
    finish();
    await stopped;
    expect(came).toHaveLength(2);
    expect(await left(url)).toBe(4);
    // Nothing stays hidden: another instance gets the rest at once.
    const rest: string[] = [];
    await until('the rest is there', async () => {
      const { Messages = [] } = await sqs('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10 });
      rest.push(...Messages.map(({ Body }: { Body: string }) => Body));
      return rest.length === 4;
    });
  });

  test('gives back what does not end within the drain', async () => {
    const url = await queue('jobs');
    await send(url, 'm');
    answer = () => new Promise(() => {});
    const worker = work(url, { errorVisibilityTimeout: 0 }, { drainMs: 10_000 });
    await until('it is under way', () => came.length === 1);
    await worker.stop();
    const { Messages = [] } = await sqs('ReceiveMessage', { QueueUrl: url, WaitTimeSeconds: 20 });
    expect(Messages).toHaveLength(1);
  });

  test('keeps the order of a FIFO group, also over a failure', async () => {
    const url = await queue('jobs.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const body of ['a', 'b', 'c']) await send(url, body, { MessageGroupId: 'g' });
    answer = async (body) => (body === 'b' && came.filter((one) => one.body === 'b').length === 1 ? 500 : 200);
    work(url);
    await until('all are done', async () => came.length === 4 && (await left(url)) === 0);
    expect(came.map(({ body }) => body)).toEqual(['a', 'b', 'b', 'c']);
  });

  test('goes on when its queue comes back', async () => {
    const url = cloud.endpoint.replace(/$/, '/123456789012/late');
    work(url);
    await until('it has asked in vain', () => lines.some((line) => line.includes('gives no messages')));
    await queue('late');
    await send(url, 'm');
    await until('it is done', () => came.length === 1);
  });
});

describe('periodic tasks', () => {
  const tasks = parseTasks('version: 1\ncron:\n  - {name: each, url: /each, schedule: "* * * * *"}\n');

  test('are fired once a minute by any number of daemons, whoever dies, and those missed are caught up', async () => {
    const url = await queue('jobs');
    const cronQueue = await queue('cron.fifo', { FifoQueue: 'true' });
    const times: string[] = [];
    answer = async (_, { headers }) => {
      times.push(`${headers['x-aws-sqsd-scheduled-at']}`);
      return 200;
    };
    const began = cloud.cloud.clock.now();
    const [first] = [1, 2, 3].map(() => work(url, {}, { cronQueue, tasks }));
    await until('there are ticks', () => times.length >= 6);
    await first?.stop();
    await until('there are more', () => times.length >= 8);
    // Nobody is there for a minute or two.
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await pause(100_000 / scale);
    work(url, {}, { cronQueue, tasks });
    await until('there are more', () => times.length >= 11);
    const sorted = times.map((time) => Date.parse(time)).sort((a, b) => a - b);
    expect(sorted.map((time) => time - (sorted[0] ?? 0))).toEqual(sorted.map((_, at) => at * 60_000));
    // The first ones were due before anybody was there.
    expect(sorted[0]).toBeLessThan(began);
    expect(came.every(({ body, path }) => body === '' && path === '/each')).toBe(true);
  }, 60_000);
});
