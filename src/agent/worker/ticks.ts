import { createHash } from 'node:crypto';
import { isDue } from '../../platforms/schedule.ts';
import type { Task } from '../../platforms/cron.ts';
import { call } from '../aws/calls.ts';
import type { Aws } from '../aws/client.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../failure.ts';
import type { Journal } from '../journal.ts';
import { taskAttributes } from './message.ts';

/** One firing of a task. */
export interface Tick {
  readonly task: Task;
  /** Start of the minute, milliseconds since the epoch. */
  readonly at: number;
}

const minuteMs = 60_000;
/**
 * Ticks that are this young are sent by everybody who starts. SQS forgets a deduplication id five minutes after the first message with it, so what is
 * sent within less, counted from the tick, is sent twice by nobody; the rest is room for clocks that differ.
 */
export const catchUpMs = 280_000;

/** The firings after `from`, up to and including `to`, oldest first. */
export function ticksBetween(tasks: readonly Task[], from: number, to: number): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let at = Math.floor(from / minuteMs + 1) * minuteMs; at <= to; at += minuteMs) {
    for (const task of tasks) if (isDue(task.schedule, at)) ticks.push({ task, at });
  }
  return ticks;
}

export interface Ticking {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly journal: Journal;
  /** URL of the FIFO queue of periodic tasks. */
  readonly queue: string;
  readonly tasks: readonly Task[];
  readonly enough: AbortSignal;
}

/**
 * Every instance sends every tick, and SQS makes one message of them: nobody leads, so nobody's death is noticed. Settles when it is enough.
 */
export async function sendTicks(ticking: Ticking): Promise<void> {
  const { clock, journal, tasks, enough } = ticking;
  for (let done = clock.wall() - catchUpMs; !enough.aborted; ) {
    const now = clock.wall();
    const from = Math.max(done, now - catchUpMs);
    try {
      for (const tick of ticksBetween(tasks, from, now)) await send(ticking, tick);
      done = now;
    } catch (error) {
      journal.say(`A periodic task could not be sent: ${reasonOf(error)}`);
    }
    const next = done === now ? minuteMs - (clock.wall() % minuteMs) : 5_000;
    await clock.wait(next + 50, enough).catch(() => {});
  }
}

function send({ aws, queue }: Ticking, { task: { name, url }, at }: Tick): Promise<unknown> {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const time = new Date(at).toISOString();
  const id = createHash('sha256').update(`${name}\n${time}`).digest('hex');
  return call(aws, 'sqs', 'SendMessage', {
    QueueUrl: queue,
    MessageBody: 'elasticbeanstalk scheduled job',
    // A group for each tick: one that fails holds up no other.
    MessageGroupId: id,
    MessageDeduplicationId: id,
    MessageAttributes: {
      [taskAttributes.path]: text(url),
      [taskAttributes.name]: text(name),
      [taskAttributes.time]: text(time.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')),
    },
  });
}
