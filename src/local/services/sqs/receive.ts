import { randomBytes } from 'node:crypto';
import type { WireContext, WireInput } from '../../service.ts';
import { redriveOf } from './attributes.ts';
import { numberIn } from './number.ts';
import { isFifo, keep, type Message, type Queue, type Queues, queueAt, queueOfArn, secondsOf } from './queue.ts';
import { tell } from './tell.ts';

interface Wanted {
  readonly most: number;
  readonly visibilityMs: number;
  readonly waitMs: number;
}

/** Receives, and waits for a message as long as the client wants. Nothing is taken for a client that is gone. */
export async function receive(queues: Queues, input: WireInput, context: WireContext): Promise<object> {
  const wanted = wantedOf(queueAt(queues, input['QueueUrl']), input);
  const deadline = queues.cloud.clock.now() + wanted.waitMs;
  for (;;) {
    if (context.gone.aborted) return {};
    const queue = queueAt(queues, input['QueueUrl']);
    const taken = take(queues, queue, wanted);
    if (taken.length > 0) return { Messages: taken.map((message) => tell(queue, message, input)) };
    const now = queues.cloud.clock.now();
    if (now >= deadline) return {};
    await change(queues, queue, { untilMs: Math.min(deadline, nextVisible(queue, now)), gone: context.gone });
  }
}

function wantedOf(queue: Queue, input: WireInput): Wanted {
  const most = numberIn(input, 'MaxNumberOfMessages', { fallback: 1, least: 1, most: 10 });
  const visibility = numberIn(input, 'VisibilityTimeout', {
    fallback: secondsOf(queue, 'VisibilityTimeout'),
    least: 0,
    most: 43_200,
  });
  const wait = numberIn(input, 'WaitTimeSeconds', {
    fallback: secondsOf(queue, 'ReceiveMessageWaitTimeSeconds'),
    least: 0,
    most: 20,
  });
  return { most, visibilityMs: visibility * 1000, waitMs: wait * 1000 };
}

/** Takes what can be received now. Messages received too often go to the dead-letter queue instead. */
function take(queues: Queues, queue: Queue, wanted: Wanted): Message[] {
  const now = queues.cloud.clock.now();
  const taken: Message[] = [];
  const busy = busyGroups(queue, now);
  for (const message of [...queue.messages]) {
    if (taken.length === wanted.most) break;
    if (busy.has(message.group ?? '') && isFifo(queue)) continue;
    if (message.visibleMs > now) continue;
    if (giveUp(queues, queue, message)) continue;
    message.receives += 1;
    message.firstReceivedMs ??= now;
    message.visibleMs = now + wanted.visibilityMs;
    message.receipt = randomBytes(12).toString('base64url');
    taken.push(message);
  }
  if (taken.length > 0) queues.all.set(queue.name, queue);
  return taken;
}

/** FIFO: a group with a message in flight (or delayed) gives no other out. */
function busyGroups(queue: Queue, now: number): Set<string> {
  if (!isFifo(queue)) return new Set();
  return new Set(queue.messages.filter((message) => message.visibleMs > now).map((message) => message.group ?? ''));
}

function giveUp(queues: Queues, queue: Queue, message: Message): boolean {
  const redrive = redriveOf(queue);
  if (redrive === undefined || message.receives < redrive.most) return false;
  const target = queueOfArn(queues, redrive.arn);
  // Without the queue to give it up to, it stays: better received again than lost.
  if (target === undefined) return false;
  queue.messages = queue.messages.filter((one) => one !== message);
  const { receipt: _receipt, firstReceivedMs: _first, ...rest } = message;
  target.messages.push({ ...rest, receives: 0, visibleMs: queues.cloud.clock.now(), deadLetterSource: queue.arn });
  queues.all.set(queue.name, queue);
  keep(queues, target);
  return true;
}

function nextVisible(queue: Queue, now: number): number {
  return Math.min(...queue.messages.filter((message) => message.visibleMs > now).map((message) => message.visibleMs));
}

/** Waits until the queue changes, the time comes or the client goes. */
async function change(queues: Queues, queue: Queue, given: { untilMs: number; gone: AbortSignal }): Promise<void> {
  const woken = new AbortController();
  const wake = () => woken.abort();
  const waiting = queues.waiting.get(queue.name) ?? new Set();
  queues.waiting.set(queue.name, waiting.add(wake));
  given.gone.addEventListener('abort', wake);
  try {
    await queues.cloud.clock.sleep(Math.max(0, given.untilMs - queues.cloud.clock.now()), woken.signal);
  } catch {
    // Woken: the caller looks again.
  } finally {
    waiting.delete(wake);
    given.gone.removeEventListener('abort', wake);
  }
}
