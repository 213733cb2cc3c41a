import { AwsError } from '../../service.ts';
import { invalidValue } from './error.ts';
import { attributeDefaults, isFifo, type Queue, type Queues, queueOfArn } from './queue.ts';

/** Attributes that are numbers, with their limits. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const limits: Readonly<Record<string, readonly [number, number]>> = {
  DelaySeconds: [0, 900],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};

const flags = ['ContentBasedDeduplication', 'FifoQueue', 'SqsManagedSseEnabled'];
const words: Readonly<Record<string, readonly string[]>> = {
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};
const texts = ['KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy'];

/** Checks attributes that a client sets, and returns them as they are kept. `fifo` is whether the queue is one, or is about to be. */
export function readAttributes(
  queues: Queues,
  given: Readonly<Record<string, unknown>>,
  queue: { readonly name: string; readonly fifo: boolean },
): Record<string, string> {
  const entries = Object.entries(given).map(([name, value]) => [name, readAttribute(name, String(value))] as const);
  const attributes = Object.fromEntries(entries);
  if (attributes['RedrivePolicy']) holdRedrive(queues, attributes['RedrivePolicy'], queue);
  return attributes;
}

/** Who the queue gives a message up to, and after how many receives. */
export function redriveOf(queue: Queue): { readonly arn: string; readonly most: number } | undefined {
  const text = queue.attributes['RedrivePolicy'];
  if (!text) return undefined;
  const policy = JSON.parse(text) as { deadLetterTargetArn: string; maxReceiveCount?: number | string };
  return { arn: policy.deadLetterTargetArn, most: Number(policy.maxReceiveCount ?? 10) };
}

/** All attributes of a queue, told and counted. */
export function describeQueue(queues: Queues, queue: Queue): Record<string, string> {
  const now = queues.cloud.clock.now();
  const hidden = queue.messages.filter((message) => message.visibleMs > now);
  const inFlight = hidden.filter((message) => message.receives > 0).length;
  const { SqsManagedSseEnabled: sse, ...defaults } = attributeDefaults;
  return {
    ...defaults,
    SqsManagedSseEnabled: queue.attributes['KmsMasterKeyId'] ? 'false' : sse,
    ...(isFifo(queue) && {
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    }),
    ...(queue.attributes['KmsMasterKeyId'] && { KmsDataKeyReusePeriodSeconds: '300' }),
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdMs / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedMs / 1000)),
  };
}

/** The names that a client may ask for beyond those that the queue has. */
export function isAttributeName(name: string): boolean {
  const readOnly =
    /^(?:All|QueueArn|ApproximateNumberOfMessages(?:NotVisible|Delayed)?|CreatedTimestamp|LastModifiedTimestamp)$/;
  return readOnly.test(name) || isSettable(name);
}

function isSettable(name: string): boolean {
  return name in limits || name in words || flags.includes(name) || texts.includes(name);
}

function readAttribute(name: string, value: string): string {
  if (!isSettable(name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const wrong = () => new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  const [least, most] = limits[name] ?? [];
  if (
    least !== undefined &&
    most !== undefined &&
    !(/^\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most)
  )
    throw wrong();
  if (flags.includes(name) && value !== 'true' && value !== 'false') throw wrong();
  if (words[name] !== undefined && !words[name].includes(value)) throw wrong();
  if (value !== '' && ['Policy', 'RedriveAllowPolicy'].includes(name) && !isJsonObject(value)) throw wrong();
  return value;
}

function holdRedrive(queues: Queues, text: string, queue: { readonly name: string; readonly fifo: boolean }): void {
  const wrong = (reason: string) => invalidValue('RedrivePolicy', text, reason);
  if (!isJsonObject(text)) throw wrong('Redrive policy is not a valid JSON map.');
  const policy = JSON.parse(text) as Record<string, unknown>;
  const arn = policy['deadLetterTargetArn'];
  const count = Number(policy['maxReceiveCount'] ?? 10);
  if (typeof arn !== 'string') throw wrong('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (policy['maxReceiveCount'] === undefined)
    throw wrong('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  if (!(Number.isInteger(count) && count >= 1 && count <= 1000)) {
    throw wrong('Invalid value for maxReceiveCount: must be an integer from 1 to 1000.');
  }
  const target = queueOfArn(queues, arn);
  if (target === undefined) throw wrong('Dead letter target does not exist.');
  if (isFifo(target) !== queue.fifo) throw wrong('Dead-letter queue must be same type of queue as the source.');
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
