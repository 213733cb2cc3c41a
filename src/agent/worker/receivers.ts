import type { Clock } from '../clock.ts';
import { reasonOf } from '../failure.ts';
import type { Journal } from '../journal.ts';
import { largestBatch } from './gather.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import type { Slots } from './slots.ts';

/** What messages are taken from, and for how many there is room. */
export interface Intake {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly queue: Queue;
  readonly slots: Slots;
  /** Aborted when no more may be taken. */
  readonly enough: AbortSignal;
}

type Handle = (message: Message) => Promise<void>;

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** AWS milliseconds for which a call waits for more room than there is. */
const gatherMs = 10;
/** While there are plenty, so many more ask beside the one that waits for messages: SQS gives ten at a time. */
const mostHelpers = 3;

/** Long polls for as many as there are places, until it is enough. SQS that fails is asked again, more and more slowly, and never given up. */
export async function receiveAll({ clock, journal, queue, slots, enough }: Intake, handle: Handle): Promise<void> {
  const running = new Set<Promise<void>>();
  let asked = 0;
  let helpers = 0;
  const run = (one: Promise<void>) => {
    const noted = one.finally(() => running.delete(noted));
    running.add(noted);
  };
  const room = () => Math.min(slots.free - asked, largestBatch);
  const take = async (most: number): Promise<number> => {
    asked += most;
    const messages = await queue.receive(most, enough).finally(() => {
      asked -= most;
    });
    for (const message of messages) run(handle(message));
    return messages.length;
  };
  /**
   * As long as there is room for ten and there are ten; what goes wrong, the one that waits meets too, and tells. Places come free one by one: to ask for each as it
   * comes takes more calls, and the time that they cost.
   */
  const help = async () => {
    helpers += 1;
    while (room() === largestBatch && !enough.aborted)
      if ((await take(largestBatch).catch(() => 0)) < largestBatch) break;
    helpers -= 1;
  };

  let pause = 0;
  while (!enough.aborted) {
    await slots.some();
    if (room() < largestBatch) await clock.wait(gatherMs, enough).catch(() => {});
    if (enough.aborted) break;
    try {
      // One at a time keeps the order of a group: what comes behind a message stays in the queue until that is done.
      const got = await take(queue.fifo ? 1 : Math.max(room(), 1));
      if (got === largestBatch && helpers < mostHelpers) run(help());
      pause = 0;
    } catch (error) {
      if (enough.aborted) break;
      pause = Math.min(Math.max(pause * 2, firstPauseMs), longestPauseMs);
      journal.say(
        `The queue ${queue.name} gives no messages: ${reasonOf(error)} It is asked again in ${pause / 1_000} s.`,
      );
      await clock.wait(pause, enough).catch(() => {});
    }
  }
  await Promise.all(running);
}
