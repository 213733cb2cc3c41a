import { processorWatch } from '../health/machine.ts';
import { lookAtInstance } from '../health/health.ts';
import type { Source } from './source.ts';

/** Name of the log, as the streams of the group are called. */
const log = 'health';
/** AWS milliseconds from one line to the next. */
const everyMs = 60_000;

/** Where the instance tells how it is. */
export interface HealthPlace {
  readonly home: string;
  readonly accessLog: string;
  /** Asked each time: a deploy in place may turn it on and off. */
  readonly isWanted: () => boolean;
  /** AWS milliseconds since some moment. */
  readonly now: () => number;
}

/** How the instance is, a line of JSON every minute: each answer is counted in one of them. What a line tells is over when it cannot be sent, so none is made up for. */
export function followHealth({ home, accessLog, isWanted, now }: HealthPlace): Source {
  const processors = processorWatch();
  let dueAt = now() + everyMs;
  let since = Date.now();
  return {
    take: () => {
      if (now() < dueAt) return [];
      const until = Date.now();
      const look = { home, accessLog, since, until, processors: processors() };
      [dueAt, since] = [now() + everyMs, until];
      return isWanted() ? [{ log, at: until, text: JSON.stringify(lookAtInstance(look)) }] : [];
    },
    confirm: () => {},
    close: () => {},
  };
}
