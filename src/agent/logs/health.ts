import type { HealthMetric } from '../../settings/health-metrics.ts';
import type { Clock } from '../clock.ts';
import { lookAtInstance } from '../health/health.ts';
import { processorWatch } from '../health/machine.ts';
import { withMetrics } from '../health/metrics.ts';
import type { Source } from './source.ts';

/** Name of the log, as the streams of the group are called. */
const log = 'health';
/** AWS milliseconds from one line to the next. */
const everyMs = 60_000;

/** Where the instance tells how it is. */
export interface HealthPlace {
  readonly home: string;
  readonly accessLog: string;
  /** What is wanted of it, and the name of the environment. Asked each time: a deploy in place may turn it on and off. */
  readonly wanted: () => { readonly metrics: readonly HealthMetric[]; readonly environment: string } | undefined;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
}

/** How the instance is, a line of JSON every minute: each answer is counted in one of them. What a line tells is over when it cannot be sent, so none is made up for. */
export function followHealth({ home, accessLog, wanted, clock }: HealthPlace): Source {
  const processors = processorWatch();
  let dueAt = clock.now() + everyMs;
  let since = Date.now();
  return {
    take: () => {
      if (clock.now() < dueAt) return [];
      const until = Date.now();
      const look = { home, accessLog, since, until, processors: processors() };
      [dueAt, since] = [clock.now() + everyMs, until];
      const wishes = wanted();
      if (wishes === undefined) return [];
      const { metrics, environment } = wishes;
      const told = withMetrics(lookAtInstance(look), metrics, { environment, at: clock.wall() });
      return [{ log, at: until, text: JSON.stringify(told) }];
    },
    confirm: () => {},
    close: () => {},
  };
}
