import { createHash, randomUUID } from 'node:crypto';
import { AwsError, type Service, type WireInput } from '../../service.ts';
import { batch } from './batch.ts';
import { bytesOf, md5Of, md5OfAttributes, readContent, type SentAttributes } from './content.ts';
import { invalidValue, missing } from './error.ts';
import { isFifo, keep, type Message, type Queue, type Queues, queueAt, secondsOf } from './queue.ts';

/** Two messages with one deduplication id within this time are one message. */
const deduplicationMs = 5 * 60_000;

/** All messages of a batch together may have this many bytes. */
const mostBatchBytes = 1_048_576;

/** Sending, one by one and ten at a time. */
export function sendOperations(queues: Queues): Service['operations'] {
  return {
    SendMessage: (input) => send(queues, queueAt(queues, input['QueueUrl']), input),
    SendMessageBatch: (input) => {
      const queue = queueAt(queues, input['QueueUrl']);
      return batch(input, (entry) => send(queues, queue, entry), holdBatchSize);
    },
  };
}

/** Puts one message into a queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function send(queues: Queues, queue: Queue, input: WireInput): object {
  const attributes = readContent(input, secondsOf(queue, 'MaximumMessageSize'));
  const now = queues.cloud.clock.now();
  const order = isFifo(queue) ? orderOf(queue, input) : groupOf(input);
  const duplicate = order.deduplicationId === undefined ? undefined : queue.deduplication[order.deduplicationId];
  const known = duplicate !== undefined && duplicate.untilMs > now ? duplicate : undefined;
  const message = messageOf(input, attributes, { ...order, now, delayMs: delayOf(queue, input) * 1000 });
  const sent = known ?? { id: message.id, sequence: nextSequence(queue), untilMs: now + deduplicationMs };
  if (known === undefined) {
    queue.messages.push(isFifo(queue) ? { ...message, sequence: sent.sequence } : message);
    if (order.deduplicationId !== undefined) remember(queue, order.deduplicationId, { sent, now });
    keep(queues, queue);
  }
  return {
    MessageId: sent.id,
    MD5OfMessageBody: message.md5,
    MD5OfMessageAttributes: message.md5OfAttributes,
    SequenceNumber: isFifo(queue) ? sent.sequence : undefined,
  };
}

interface Order {
  readonly group?: string;
  readonly deduplicationId?: string;
}

function messageOf(
  input: WireInput,
  attributes: SentAttributes,
  given: Order & { now: number; delayMs: number },
): Message {
  const md5 = md5OfAttributes(attributes);
  const trace: unknown = input['MessageSystemAttributes']?.AWSTraceHeader?.StringValue;
  return {
    id: randomUUID(),
    body: String(input['MessageBody']),
    md5: md5Of(String(input['MessageBody'])),
    attributes,
    ...(md5 !== undefined && { md5OfAttributes: md5 }),
    ...(typeof trace === 'string' && { traceHeader: trace }),
    sentMs: given.now,
    visibleMs: given.now + given.delayMs,
    receives: 0,
    ...(given.group !== undefined && { group: given.group }),
    ...(given.deduplicationId !== undefined && { deduplicationId: given.deduplicationId }),
  };
}

function orderOf(queue: Queue, input: WireInput): Order {
  const { MessageGroupId: group, MessageDeduplicationId: given } = input;
  if (typeof group !== 'string') throw missing('MessageGroupId');
  if (typeof given === 'string') return { group, deduplicationId: given };
  if (queue.attributes['ContentBasedDeduplication'] !== 'true') {
    throw new AwsError(
      'InvalidParameterValueException',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { group, deduplicationId: createHash('sha256').update(String(input['MessageBody'])).digest('hex') };
}

/** A standard queue takes a group (for fair queues) and nothing more. */
function groupOf(input: WireInput): Order {
  const { MessageGroupId: group, MessageDeduplicationId: id } = input;
  if (id !== undefined)
    throw invalidValue(
      'MessageDeduplicationId',
      id,
      'The request includes a parameter that is not valid for this queue type.',
    );
  return typeof group === 'string' ? { group } : {};
}

function delayOf(queue: Queue, input: WireInput): number {
  const given: unknown = input['DelaySeconds'];
  if (given === undefined || given === null) return secondsOf(queue, 'DelaySeconds');
  const seconds = Number(given);
  if (!(Number.isInteger(seconds) && seconds >= 0 && seconds <= 900)) {
    throw invalidValue('DelaySeconds', given, 'DelaySeconds must be >= 0 and <= 900.');
  }
  if (isFifo(queue) && seconds > 0)
    throw invalidValue('DelaySeconds', given, 'The request include parameter that is not valid for this queue type.');
  return seconds;
}

function nextSequence(queue: Queue): string {
  queue.sequence += 1;
  return `188${String(queue.sequence).padStart(17, '0')}`;
}

function remember(queue: Queue, id: string, given: { sent: Queue['deduplication'][string]; now: number }): void {
  const live = Object.entries(queue.deduplication).filter(([, known]) => known.untilMs > given.now);
  queue.deduplication = { ...Object.fromEntries(live), [id]: given.sent };
}

function holdBatchSize(entries: readonly WireInput[]): void {
  const sizes = entries.map((entry) =>
    bytesOf(String(entry['MessageBody'] ?? ''), (entry['MessageAttributes'] ?? {}) as SentAttributes),
  );
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (size <= mostBatchBytes) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${mostBatchBytes} bytes. You have sent ${size} bytes.`,
  );
}
