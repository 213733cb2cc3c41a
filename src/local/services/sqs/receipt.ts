import { AwsError, type Service, type WireInput } from '../../service.ts';
import { batch } from './batch.ts';
import { missing } from './error.ts';
import { readHandle } from './handle.ts';
import { isFifo, keep, type Message, type Queue, type Queues, queueAt } from './queue.ts';
import { numberIn } from './number.ts';

/** What is done with a receipt: deleting a message, and changing how long it stays hidden. */
export function receiptOperations(queues: Queues): Service['operations'] {
  return {
    DeleteMessage: (input) => deleteMessage(queues, queueAt(queues, input['QueueUrl']), input),
    DeleteMessageBatch: (input) => {
      const queue = queueAt(queues, input['QueueUrl']);
      return batch(input, (entry) => deleteMessage(queues, queue, entry));
    },
    ChangeMessageVisibility: (input) => changeVisibility(queues, queueAt(queues, input['QueueUrl']), input),
    ChangeMessageVisibilityBatch: (input) => {
      const queue = queueAt(queues, input['QueueUrl']);
      return batch(input, (entry) => changeVisibility(queues, queue, entry));
    },
  };
}

/** Deletes a message. An old handle, or one of a message that is gone, succeeds and does nothing. */
function deleteMessage(queues: Queues, queue: Queue, input: WireInput): object {
  const message = messageOf(queue, input);
  if (message === undefined) return {};
  if (isFifo(queue) && message.visibleMs <= queues.cloud.clock.now()) {
    const text = `Value ${input['ReceiptHandle']} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`;
    throw new AwsError('InvalidParameterValueException', text);
  }
  queue.messages = queue.messages.filter((one) => one !== message);
  keep(queues, queue);
  return {};
}

function changeVisibility(queues: Queues, queue: Queue, input: WireInput): object {
  if (input['VisibilityTimeout'] === undefined) throw missing('VisibilityTimeout');
  const seconds = numberIn(input, 'VisibilityTimeout', { fallback: 0, least: 0, most: 43_200 });
  const message = messageOf(queue, input);
  const now = queues.cloud.clock.now();
  if (message === undefined || message.visibleMs <= now) {
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  message.visibleMs = now + seconds * 1000;
  keep(queues, queue);
  return {};
}

/** The message of a handle; `undefined` when it is gone or has been received again since. */
function messageOf(queue: Queue, input: WireInput): Message | undefined {
  const handle: unknown = input['ReceiptHandle'];
  if (typeof handle !== 'string') throw missing('ReceiptHandle');
  const [name, id, receipt] = readHandle(handle);
  if (name !== queue.name) {
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }
  return queue.messages.find((message) => message.id === id && message.receipt === receipt);
}
