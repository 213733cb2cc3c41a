import type { BakeSettings } from '../settings/environment-config.ts';
import type { AnswerLog, Answers } from './answers.ts';
import type { Clock } from './clock.ts';
import { failure } from './failure.ts';

export interface Bake {
  readonly clock: Clock;
  readonly limits: BakeSettings;
  readonly log: AnswerLog;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const minuteMs = 60_000;
/** As the alarms of a load balancer judge: two bad minutes of the last three. */
const judged = 3;
const condemning = 2;

/**
 * The version has the door while the one before it still stands ready: watches what it answers. Returns when it was good for so many minutes; throws as soon as it
 * was not. A last minute that is bad condemns, too: nobody would look at the one after it.
 */
export async function bake({ clock, limits, log, say, signal }: Bake): Promise<void> {
  const minutes: Answers[] = [];
  for (let minute = 1; minute <= limits.minutes; minute += 1) {
    await clock.wait(minuteMs, signal);
    minutes.push(log.since());
    const bad = minutes.slice(-judged).filter((one) => isBad(one, limits));
    const last = minutes.at(-1);
    const isOver = minute === limits.minutes && last !== undefined && isBad(last, limits);
    if (bad.length >= condemning || isOver) throw failure(verdict(bad, limits));
  }
  const { all, errors } = sum(minutes);
  say(`Baked for ${spelled(limits.minutes)}: ${all} answers, ${errors} of them server errors.`);
}

/** A quiet minute is no bad one, whatever share of it failed. */
export function isBad(
  { all, errors }: Answers,
  { requests, percent }: Pick<BakeSettings, 'requests' | 'percent'>,
): boolean {
  return all >= requests && (errors * 100) / all > percent;
}

function verdict(bad: readonly Answers[], { percent, minutes }: BakeSettings): string {
  const { all, errors } = sum(bad);
  const when = bad.length === 1 ? 'a minute' : `${bad.length} minutes`;
  return `Of ${all} requests in ${when} ${errors} ended in a server error (5xx), more than ${percent} %, within the bake of ${spelled(minutes)} (deploy.bake).`;
}

function sum(many: readonly Answers[]): Answers {
  const add = (one: Answers, other: Answers) => ({ all: one.all + other.all, errors: one.errors + other.errors });
  return many.reduce(add, { all: 0, errors: 0 });
}

function spelled(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
