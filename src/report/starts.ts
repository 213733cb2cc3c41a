import { secondsOf } from '../deploy/evidence.ts';
import type { StackEvent, StartReport } from '../deploy/ports.ts';

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

/** Steps without which no application starts; what comes after them is waiting until others are convinced. */
const needed: ReadonlySet<string> = new Set([
  ...['agent', 'fetch', 'unpack', 'check', 'variables', 'prepare', 'install', 'build', 'once', 'start'],
]);

/** Seconds until an instance has started its application. */
export function startSeconds({ steps }: Pick<StartReport, 'steps'>): number {
  return steps.filter(({ step }) => needed.has(step)).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** CloudFormation tells of each batch of a rolling update by such a sentence. */
const newBatch = /^New instance\(s\) added to autoscaling group/;

/** What no policy could have saved, in one line: the batches came one after the other, and each had to start. Nothing when no instance had to boot. */
export function leastText(starts: readonly StartReport[], events: readonly StackEvent[]): readonly string[] {
  const booted = starts.filter(({ duty }) => duty === 'boot').map(startSeconds);
  const middle = booted.sort((one, other) => one - other)[booted.length >> 1];
  if (middle === undefined) return [];
  const batches = Math.max(1, events.filter(({ reason = '' }) => newBatch.test(reason)).length);
  const words = batches === 1 ? 'one batch' : `${batches} batches one after the other`;
  return [
    `At least ${(batches * middle).toFixed(1)} s of that were needed: ${words}, ${middle.toFixed(1)} s until an application is started; the rest was proof, drain and CloudFormation.`,
  ];
}
