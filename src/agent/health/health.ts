import type { Answer } from '../answer-line.ts';
import { readState } from '../live.ts';
import { lookAtMachine, type MachineHealth, processorWatch } from './machine.ts';
import { answersBetween, type Lately } from './tail.ts';

/** How an instance is, as it says itself. */
export interface InstanceHealth {
  readonly schema: 1;
  /** Label of the version that serves; `booting` and `failed` have none. */
  readonly version?: string;
  readonly state: 'booting' | 'failed' | 'serves';
  /** The deployment that brought the version. */
  readonly deployment?: string;
  /** What was answered within the last minute; absent: nothing is written down. */
  readonly requests?: Requests;
  readonly machine: MachineHealth;
}

/** Answers of some seconds. */
export interface Requests {
  readonly seconds: number;
  readonly count: number;
  /** By the hundreds of the status. */
  readonly statuses: Readonly<Record<'2xx' | '3xx' | '4xx' | '5xx', number>>;
  /** Milliseconds that so many percent of the requests took at most; absent: none came, or the log does not tell. */
  readonly latency?: Readonly<Record<Percentile, number>>;
}

const percentiles = [10, 50, 75, 85, 90, 95, 99, 99.9] as const;
export type Percentile = `p${(typeof percentiles)[number]}`;

/** Which instance is looked at, and from when to when (real milliseconds since the epoch; answers are told by whole seconds). */
export interface Look {
  readonly home: string;
  readonly accessLog: string;
  readonly since: number;
  readonly until: number;
  readonly processors: MachineHealth['cpu'];
}

/** Looks at the machine, and at the log of the door. */
export function lookAtInstance({ home, accessLog, since, until, processors }: Look): InstanceHealth {
  const lately = answersBetween(accessLog, since, until);
  const state = readState(home);
  const served = typeof state === 'object' ? state.description : undefined;
  return {
    schema: 1,
    state: typeof state === 'object' ? 'serves' : state,
    ...(served === undefined ? {} : { version: served.version.label, deployment: served.deployment }),
    ...(lately === undefined ? {} : { requests: requestsOf(lately) }),
    machine: lookAtMachine(home, processors),
  };
}

const windowMs = 60_000;
const sampleMs = 1_000;

/** Looks for a second at what the processors do, and back over the last minute. */
export async function lookNow(home: string, accessLog: string): Promise<InstanceHealth> {
  const watch = processorWatch();
  await new Promise((resolve) => setTimeout(resolve, sampleMs));
  // What was answered within this very second counts, too.
  const until = Date.now() + 1_000;
  return lookAtInstance({ home, accessLog, since: until - windowMs, until, processors: watch() });
}

/** Counts answers, and orders what they took. */
export function requestsOf({ seconds, answers }: Lately): Requests {
  const count = (hundreds: number) => answers.filter(({ status }) => Math.floor(status / 100) === hundreds).length;
  const statuses = { '2xx': count(2), '3xx': count(3), '4xx': count(4), '5xx': count(5) };
  const latency = latencyOf(answers);
  return { seconds, count: answers.length, statuses, ...(latency === undefined ? {} : { latency }) };
}

/** By the nearest rank: a time that a request really took. */
function latencyOf(answers: readonly Answer[]): Requests['latency'] {
  const times = answers.flatMap(({ took }) => took ?? []).sort((a, b) => a - b);
  if (times.length === 0) return undefined;
  // In whole thousandths, as 99.9 % of 1,000 is 999 and not a hair more.
  const at = (percent: number) => times[Math.max(0, Math.ceil((percent * 10 * times.length) / 1_000) - 1)] ?? 0;
  return Object.fromEntries(percentiles.map((percent) => [`p${percent}`, at(percent)])) as NonNullable<
    Requests['latency']
  >;
}
