import type { Cloud } from '../../service.ts';
import type { Collection } from '../../store.ts';
import type { SentAttributes } from './content.ts';
import { noQueue } from './error.ts';

/** A message as it lies in a queue. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly attributes: SentAttributes;
  readonly md5OfAttributes?: string;
  readonly traceHeader?: string;
  readonly sentMs: number;
  /** From when on it can be received (again). */
  visibleMs: number;
  receives: number;
  firstReceivedMs?: number;
  /** Marks its newest receipt handle. */
  receipt?: string;
  /** FIFO. */
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly sequence?: string;
  /** The queue that it came to this dead-letter queue from. */
  readonly deadLetterSource?: string;
}

/** A queue. Its record is changed in place and set again. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  modifiedMs: number;
  /** What was set; defaults are not in here. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  messages: Message[];
  purgedMs?: number;
  /** FIFO: what was sent under a deduplication id, and until when a second one is the same message. */
  deduplication: Record<string, { readonly untilMs: number; readonly id: string; readonly sequence: string }>;
  sequence: number;
}

/** The queues of the cloud, and who waits for messages in them. */
export interface Queues {
  readonly cloud: Cloud;
  readonly all: Collection<Queue>;
  /** Names of deleted queues, with the time of their end. */
  readonly deleted: Collection<number>;
  /** Those who wait for a change of a queue, by its name. */
  readonly waiting: Map<string, Set<() => void>>;
}

/** Opens the queues of the store. */
export function openQueues(cloud: Cloud): Queues {
  return {
    cloud,
    all: cloud.store.collection('sqs-queues'),
    deleted: cloud.store.collection('sqs-deleted'),
    waiting: new Map(),
  };
}

/** Keeps a changed queue, and wakes those who wait for it. */
export function keep(queues: Queues, queue: Queue): void {
  queues.all.set(queue.name, queue);
  for (const wake of queues.waiting.get(queue.name) ?? []) wake();
}

/** The queue of a URL (or of the path of one: all that counts is its last part), without the messages whose retention is over. */
export function queueAt(queues: Queues, url: unknown): Queue {
  return queueNamed(
    queues,
    String(url ?? '')
      .replace(/\/$/, '')
      .split('/')
      .at(-1) ?? '',
  );
}

/** The queue of a name. */
export function queueNamed(queues: Queues, name: string): Queue {
  const queue = queues.all.get(name);
  if (queue === undefined) throw noQueue();
  const oldest = queues.cloud.clock.now() - secondsOf(queue, 'MessageRetentionPeriod') * 1000;
  if (queue.messages.some((message) => message.sentMs < oldest)) {
    queue.messages = queue.messages.filter((message) => message.sentMs >= oldest);
    queues.all.set(queue.name, queue);
  }
  return queue;
}

/** The queue of an ARN. */
export function queueOfArn(queues: Queues, arn: string): Queue | undefined {
  return queues.all.values().find((queue) => queue.arn === arn);
}

/** The URL of a queue, as long as the cloud listens where it does. */
export function urlOf(queues: Queues, name: string): string {
  return `${queues.cloud.endpoint}/${queues.cloud.account}/${name}`;
}

/** Whether order within a group and deduplication hold for this queue. */
export function isFifo(queue: Queue): boolean {
  return queue.attributes['FifoQueue'] === 'true';
}

/** What a queue has that says nothing else. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const attributeDefaults = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
} as const;

/** A number among the attributes. */
export function secondsOf(queue: Queue, name: keyof typeof attributeDefaults): number {
  return Number(queue.attributes[name] ?? attributeDefaults[name]);
}
