import { describe, expect, test } from '@jest/globals';
import { problemLines } from '../../src/settings/problem-lines.ts';
import { parse, problemsOf, raw } from './sources.ts';

const arn = (name: string, region = 'eu-central-1') => `arn:aws:sqs:${region}:123456789012:${name}`;

describe('the settings of a worker environment', () => {
  test("have Beanstalk's defaults", () => {
    const { settings } = parse('tier: worker\n');
    expect(settings.worker).toEqual({
      fifo: false,
      path: '/',
      mimeType: 'application/json',
      concurrency: 50,
      connectTimeout: 5,
      inactivityTimeout: 299,
      visibilityTimeout: 300,
      errorVisibilityTimeout: 2,
      retention: 345_600,
      maxReceives: 10,
      cron: true,
      backlog: 100,
      maxAge: 600,
    });
    expect(settings.health.codes).toBe('200-499');
    expect(settings.deploy.drain).toBe(300);
  });

  test('are no settings of a web environment', () => {
    const { settings, provenance } = parse('');
    expect(settings.worker).toBeUndefined();
    expect(settings.health.codes).toBe('200-399');
    expect(Object.keys(provenance).filter((path) => path.startsWith('worker.'))).toEqual([]);
  });

  test.each([
    ['its ARN', arn('jobs.fifo'), { account: '123456789012', name: 'jobs.fifo', region: 'eu-central-1' }],
    [
      'its URL',
      'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs',
      { account: '123456789012', name: 'jobs', region: 'eu-central-1' },
    ],
    ["an endpoint's URL", 'http://127.0.0.1:4566/123456789012/jobs', { account: '123456789012', name: 'jobs' }],
  ])('name a queue of your own by %s, and know whether it is FIFO', (_title, written, queue) => {
    const { worker } = parse(`tier: worker\nworker: {queue: "${written}"}\n`).settings;
    expect(worker).toMatchObject({ queue, fifo: queue.name.endsWith('.fifo') });
  });

  test('bake with alarms of the queue, also on a single instance', () => {
    expect(parse('tier: worker\ndeploy: {bake: 5m}\n').settings.deploy.bake).toBe(5);
  });
});

test.each([
  [
    'a worker key in the web tier',
    'worker:\n  concurrency: 5\n',
    'beanpole.yml:2:16 worker.concurrency',
    'for the worker tier',
  ],
  [
    'a threshold of the load balancer',
    'tier: worker\nhealth: {healthy-threshold: 4}\n',
    'beanpole.yml:2:29 health.healthy-threshold',
    'for the web tier',
  ],
  [
    'the policy canary',
    'tier: worker\nmode: high-availability\ndeploy: {policy: canary}\n',
    'beanpole.yml:3:18 deploy.policy',
    'no policy canary',
  ],
  [
    'retention of an own queue',
    `tier: worker\nworker:\n  queue: ${arn('jobs')}\n  retention: 1h\n`,
    'beanpole.yml:4:14 worker.retention',
    'your own',
  ],
  [
    'a queue in another region',
    `tier: worker\nworker: {queue: "${arn('jobs', 'us-west-2')}"}\n`,
    'beanpole.yml:2:17 worker.queue',
    'us-west-2',
  ],
  [
    'a dead-letter queue of the other kind',
    `tier: worker\nworker: {dead-letter-queue: "${arn('dead.fifo')}"}\n`,
    'beanpole.yml:2:29 worker.dead-letter-queue',
    'one kind',
  ],
  ['a queue by its bare name', 'tier: worker\nworker: {queue: jobs}\n', 'beanpole.yml:2:17 worker.queue', 'Accepted:'],
  [
    'concurrency out of range',
    'tier: worker\nworker: {concurrency: 101}\n',
    'beanpole.yml:2:23 worker.concurrency',
    'range',
  ],
])('%s is refused', (_title, file, where, says) => {
  const problems = problemsOf(raw(file));
  expect(problems.map((problem) => problem.where)).toEqual([where]);
  expect(problemLines(problems).join('\n')).toContain(says);
});
