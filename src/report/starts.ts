import { secondsOf } from '../deploy/evidence.ts';
import type { StartReport } from '../deploy/ports.ts';

/** As many as the result names: a large fleet must not make it too long for a job output. */
const mostNamed = 20;
/** Steps under this many seconds are not worth a word. */
const shortest = 0.1;

/** The slowest ones. */
export function longest(starts: readonly StartReport[]): readonly StartReport[] {
  return starts.slice(0, mostNamed);
}

/** How long instances took to start, in one line: the slowest one, step by step, as its agent measured it. Nothing when none had to. */
export function startsText(starts: readonly StartReport[]): readonly string[] {
  const [slowest] = starts;
  if (slowest === undefined) return [];
  const steps = slowest.steps.filter(({ seconds }) => seconds >= shortest);
  const words = steps.map(({ step, seconds }) => `${step} ${seconds.toFixed(1)} s`).join(', ');
  const who =
    starts.length === 1
      ? `Instance ${slowest.instance}`
      : `The slowest of ${starts.length} instances, ${slowest.instance},`;
  const what = slowest.duty === 'boot' ? 'took from user data to signal' : 'took to change its version in place';
  const total = `${secondsOf(slowest).toFixed(1)} s`;
  const notes = starts.flatMap(({ instance, notes: said = [] }) => said.map((note) => `Instance ${instance}: ${note}`));
  return [`${who} ${what} ${total}${words === '' ? '' : `: ${words}`}`, ...notes];
}
