import type { Cloud } from '../../service.ts';
import type { Metrics } from '../../world/metrics.ts';
import { openQueues, type Queue, queueNamed } from './queue.ts';

/** Puts what lies in every queue, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export function countMessages(metrics: Metrics, cloud: Cloud): void {
  const queues = openQueues(cloud);
  const now = cloud.clock.now();
  for (const name of queues.all.keys()) {
    const dimensions = [{ Name: 'QueueName', Value: name }];
    for (const [metric, value] of Object.entries(inside(queueNamed(queues, name), now)))
      metrics.put({ namespace: 'AWS/SQS', name: metric, dimensions }, value);
  }
}

function inside({ messages }: Queue, now: number) {
  const hidden = messages.filter(({ visibleMs }) => visibleMs > now);
  const inFlight = hidden.filter(({ receives }) => receives > 0).length;
  const oldest = messages.reduce((least, { sentMs }) => Math.min(least, sentMs), now);
  return {
    ApproximateNumberOfMessagesVisible: messages.length - hidden.length,
    ApproximateNumberOfMessagesNotVisible: inFlight,
    ApproximateNumberOfMessagesDelayed: hidden.length - inFlight,
    ApproximateAgeOfOldestMessage: Math.floor((now - oldest) / 1000),
  };
}
