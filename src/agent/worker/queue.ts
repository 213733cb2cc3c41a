import { call } from '../aws/calls.ts';
import type { Aws } from '../aws/client.ts';
import { newRolePatience, transientPatience } from '../aws/refusal.ts';
import type { Message } from './message.ts';

/** One queue, as the daemon works on it. */
export interface Queue {
  readonly url: string;
  readonly name: string;
  readonly fifo: boolean;
  /** Waits up to 20 s for up to `most` messages. */
  receive(most: number, signal: AbortSignal): Promise<readonly Message[]>;
  /** Deletes up to ten; gives the ids of those that SQS did not delete. */
  delete(messages: readonly Message[]): Promise<readonly string[]>;
  /** Hides up to ten for so many seconds from now; gives the ids of those that SQS refused. */
  hide(messages: readonly Message[], seconds: number): Promise<readonly string[]>;
}

export interface QueueAccess {
  readonly aws: Aws;
  readonly url: string;
  /** Seconds that a received message stays hidden. */
  readonly visibilityTimeout: number;
}

const waitSeconds = 20;
/** AWS milliseconds until a long poll without an answer has failed. */
const pollSilenceMs = (waitSeconds + 15) * 1_000;

/** The queue at a URL. */
export function openQueue({ aws, url, visibilityTimeout }: QueueAccess): Queue {
  const name = url.slice(url.lastIndexOf('/') + 1);
  return {
    url,
    name,
    fifo: name.endsWith('.fifo'),
    receive: async (most, signal) => {
      const input = {
        QueueUrl: url,
        MaxNumberOfMessages: most,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilityTimeout,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      };
      // The loop that asks has a patience of its own.
      const how = { silenceMs: pollSilenceMs, signal, patience: () => 0 };
      const { Messages = [] } = await call<{ Messages?: Message[] }>(aws, 'sqs', 'ReceiveMessage', input, how);
      return Messages;
    },
    delete: (messages) => batch(aws, 'DeleteMessageBatch', { url, messages }),
    hide: (messages, VisibilityTimeout) =>
      batch(aws, 'ChangeMessageVisibilityBatch', { url, messages, more: { VisibilityTimeout } }),
  };
}

/** Proves that a queue is there and that the role reaches it, without taking a message. */
export async function reachQueue(aws: Aws, url: string): Promise<void> {
  const input = { QueueUrl: url, AttributeNames: ['QueueArn'] };
  await call(aws, 'sqs', 'GetQueueAttributes', input, { patience: newRolePatience });
}

interface Entries {
  readonly url: string;
  readonly messages: readonly Message[];
  readonly more?: Readonly<Record<string, unknown>>;
}

async function batch(aws: Aws, action: string, { url, messages, more = {} }: Entries): Promise<readonly string[]> {
  const Entries = messages.map(({ ReceiptHandle }, at) => ({ Id: `${at}`, ReceiptHandle, ...more }));
  const input = { QueueUrl: url, Entries };
  const { Failed = [] } = await call<{ Failed?: { Id: string }[] }>(aws, 'sqs', action, input, {
    patience: transientPatience,
  });
  return Failed.map(({ Id }) => messages[Number(Id)]?.MessageId ?? Id);
}
