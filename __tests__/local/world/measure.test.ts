import { afterEach, expect, test } from '@jest/globals';
import { count } from '../../../src/local/balancer/traffic.ts';
import { queueOperations } from '../../../src/local/services/sqs/queues.ts';
import { openQueues } from '../../../src/local/services/sqs/queue.ts';
import { sendOperations } from '../../../src/local/services/sqs/send.ts';
import { chosenMetrics, countGroups } from '../../../src/local/world/group-metrics.ts';
import { startCloud, type TestCloud, until } from './cloud.ts';

const clouds: TestCloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

test('what lies in a queue is counted every minute', async () => {
  const test = await startCloud({ scale: 600 });
  clouds.push(test);
  const queues = openQueues(test.cloud);
  const context = { gone: new AbortController().signal };
  const operations = { ...queueOperations(queues), ...sendOperations(queues) };
  await operations['CreateQueue']?.({ QueueName: 'jobs' }, context);
  for (const MessageBody of ['one', 'two'])
    await operations['SendMessage']?.({ QueueUrl: `${test.cloud.endpoint}/1/jobs`, MessageBody }, context);
  const { metrics } = test.world.parts;
  const value = (name: string) =>
    metrics.statistic(
      { namespace: 'AWS/SQS', name, dimensions: [{ Name: 'QueueName', Value: 'jobs' }] },
      'Maximum',
      always,
    );
  await until('two visible messages', () => value('ApproximateNumberOfMessagesVisible') === 2);
  expect(value('ApproximateNumberOfMessagesNotVisible')).toBe(0);
  await until('their age', () => (value('ApproximateAgeOfOldestMessage') ?? 0) > 60);
});

test('the requests of a target are those of its group, divided by the healthy ones', async () => {
  const test = await startCloud({ scale: 1 });
  clouds.push(test);
  const { metrics } = test.world.parts;
  const arn = (kind: string) => `arn:aws:elasticloadbalancing:eu-central-1:000000000000:${kind}/shop/0123`;
  const balancer = { arn: arn('loadbalancer/app') } as never;
  for (let request = 0; request < 6; request += 1)
    count(metrics, { balancer, status: 200, groupArn: arn('targetgroup'), healthy: 3, responseTime: 0.1 });
  const dimensions = [{ Name: 'TargetGroup', Value: 'targetgroup/shop/0123' }];
  const metric = { namespace: 'AWS/ApplicationELB', name: 'RequestCountPerTarget', dimensions };
  expect(metrics.statistic(metric, 'Sum', always)).toBeCloseTo(2);
});

test('a group collects what it was told to, or everything', async () => {
  const test = await startCloud({ scale: 1 });
  clouds.push(test);
  const { metrics } = test.world.parts;
  const group = { name: 'shop', min: 1, max: 4, desired: 2, members: [], metrics: ['GroupDesiredCapacity'] };
  countGroups(metrics, [group as never, { ...group, name: 'other', metrics: chosenMetrics([]) } as never]);
  const collected = (name: string) =>
    metrics.names().filter(({ dimensions }) => dimensions.some(({ Value }) => Value === name)).length;
  expect([collected('shop'), collected('other')]).toEqual([1, 8]);
});
