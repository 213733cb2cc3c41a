import type { WorkerSettings } from '../../settings/worker-settings.ts';
import { reasonOf } from '../failure.ts';
import { deliver, type Door, reasonOfDelivery } from './deliver.ts';
import { gathering, largestBatch } from './gather.ts';
import { type Message, postOf } from './message.ts';
import { type Intake, receiveAll } from './receivers.ts';

/** What takes messages from one queue to the application. */
export interface Consumer {
  /** Settles when it takes no more and everything that it took is done or given back. */
  readonly ended: Promise<void>;
}

export interface Work extends Intake {
  readonly settings: WorkerSettings;
  /** The application's port on loopback. */
  readonly port: number;
  /** Aborted when what is under way has to be broken off. */
  readonly over: AbortSignal;
}

/** AWS milliseconds for which deletes wait for each other. */
const gatherMs = 100;

/** Begins to take messages. */
export function consume(work: Work): Consumer {
  const { clock } = work;
  const inHand = new Set<Message>();
  const deletions = gathering<Message>(clock, gatherMs, (batch) => remove(work, batch));
  const done = new AbortController();
  const handle = async (message: Message) => {
    inHand.add(message);
    const fate = await process(work, message);
    if (fate === 'done') await deletions.add(message);
    // No longer kept hidden: that must not undo what comes now.
    inHand.delete(message);
    if (fate !== 'done') await giveBack(work, message, fate.after);
  };
  void keepHidden(work, inHand, done.signal);
  return { ended: receiveAll(work, handle).finally(() => done.abort()) };
}

/** What has become of a message: done, or to come back after so many seconds; what was not begun, at once. */
type Fate = 'done' | { readonly after: number };

async function process(work: Work, message: Message): Promise<Fate> {
  const { clock, journal, queue, settings, slots } = work;
  if (!(await slots.take())) return { after: 0 };
  try {
    const door: Door = {
      port: work.port,
      connectMs: clock.limit(settings.connectTimeout * 1_000),
      answerMs: clock.limit(settings.inactivityTimeout * 1_000),
    };
    const post = postOf(message, { path: settings.path, mimeType: settings.mimeType, queue: queue.name });
    const delivery = await deliver(post, door, work.over);
    if (delivery.kind === 'answered' && delivery.status === 200) return 'done';
    const after = settings.errorVisibilityTimeout;
    journal.say(`Message ${message.MessageId} failed: ${reasonOfDelivery(delivery)}. It comes again after ${after} s.`);
    return { after };
  } finally {
    slots.give();
  }
}

/** When even that fails, the message comes back once its visibility timeout is over. */
async function giveBack({ journal, queue }: Work, message: Message, seconds: number): Promise<void> {
  try {
    await queue.hide([message], seconds);
  } catch (error) {
    journal.say(`Message ${message.MessageId} could not be given back: ${reasonOf(error)}`);
  }
}

/** What SQS did not delete comes again: at least once is what a queue promises. */
async function remove({ journal, queue }: Work, batch: readonly Message[]): Promise<void> {
  try {
    const left = await queue.delete(batch);
    if (left.length > 0) journal.say(`SQS did not delete ${left.join(', ')}: done, and to be done again.`);
  } catch (error) {
    journal.say(`${batch.length} messages that are done could not be deleted: ${reasonOf(error)}`);
  }
}

/** For as long as the application works on a message it must not be seen by anybody else. */
async function keepHidden(work: Work, inHand: ReadonlySet<Message>, signal: AbortSignal): Promise<void> {
  const { clock, journal, queue, settings } = work;
  const { visibilityTimeout } = settings;
  while (!signal.aborted) {
    await clock.wait((visibilityTimeout * 1_000) / 3, signal).catch(() => {});
    const all = signal.aborted ? [] : [...inHand];
    for (let at = 0; at < all.length; at += largestBatch) {
      const batch = all.slice(at, at + largestBatch).filter((message) => inHand.has(message));
      if (batch.length === 0) continue;
      await queue.hide(batch, visibilityTimeout).catch((error: unknown) => {
        journal.say(`${batch.length} messages could not be kept hidden: ${reasonOf(error)}`);
      });
    }
  }
}
