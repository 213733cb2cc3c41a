import { setMaxListeners } from 'node:events';
import type { Task } from '../../platforms/cron.ts';
import type { WorkerSettings } from '../../settings/worker-settings.ts';
import type { Aws } from '../aws/client.ts';
import type { Metadata } from '../aws/metadata.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../failure.ts';
import type { Journal } from '../journal.ts';
import { consume } from './consumer.ts';
import { letGo, untilLeaving } from './leaving.ts';
import { openQueue } from './queue.ts';
import { slots } from './slots.ts';
import { sendTicks } from './ticks.ts';

/** The worker daemon: takes messages from the queue and posts them to the application. */
export interface Worker {
  /** Takes no more, lets what is under way finish for at most the drain, gives back what does not. */
  stop(): Promise<void>;
}

export interface WorkerWorld {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly metadata: Metadata;
  /** Id of this instance. */
  readonly instance: string;
}

/** What it works on. */
export interface Job {
  readonly queue: string;
  /** Queue of periodic tasks, and the tasks. */
  readonly cronQueue?: string;
  readonly tasks: readonly Task[];
  /** Hook that waits for the instance when it leaves its group. */
  readonly drainHook?: string;
  readonly settings: WorkerSettings;
  readonly port: number;
  /** AWS milliseconds. */
  readonly drainMs: number;
}

/** Starts the daemon. */
export function startWorker(world: WorkerWorld, job: Job): Worker {
  const { aws, clock, journal } = world;
  const { settings, port, drainMs, tasks } = job;
  const enough = new AbortController();
  const over = new AbortController();
  // Every message under way listens to them.
  for (const { signal } of [enough, over]) setMaxListeners(0, signal);
  const places = slots(settings.concurrency, enough.signal);
  const cron = tasks.length > 0 ? job.cronQueue : undefined;
  const urls = [job.queue, ...(cron === undefined ? [] : [cron])];
  const ended = Promise.all([
    ...urls.map((url) => {
      const queue = openQueue({ aws, url, visibilityTimeout: settings.visibilityTimeout });
      const signals = { enough: enough.signal, over: over.signal };
      return consume({ clock, journal, queue, settings, port, slots: places, ...signals }).ended;
    }),
    ...(cron === undefined ? [] : [sendTicks({ aws, clock, journal, queue: cron, tasks, enough: enough.signal })]),
  ]);
  const stop = async () => {
    enough.abort();
    const timer = setTimeout(() => over.abort(), clock.limit(drainMs));
    await ended;
    clearTimeout(timer);
  };
  const names = urls.map((url) => url.slice(url.lastIndexOf('/') + 1)).join(' and ');
  journal.say(
    `The worker takes messages from ${names}, ${settings.concurrency} at a time, ${tasks.length} periodic tasks.`,
  );
  if (job.drainHook !== undefined) void leave(world, job.drainHook, { stop, signal: enough.signal });
  return { stop };
}

/** The group has chosen this instance to end: it stops working while the hook still holds it. */
async function leave(
  world: WorkerWorld,
  hook: string,
  { stop, signal }: { readonly stop: () => Promise<void>; readonly signal: AbortSignal },
): Promise<void> {
  if ((await untilLeaving(world, signal)) === 'told') return;
  world.journal.say('The instance leaves its group: no more messages are taken.');
  await stop();
  await letGo(world, hook).catch((error: unknown) => {
    world.journal.say(`The group could not be told that all is done: ${reasonOf(error)}`);
  });
  world.journal.say('All messages are done; the instance may end.');
}
