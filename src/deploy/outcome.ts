import { originOf } from '../plan/order.ts';
import type { Plan } from '../plan/plan.ts';
import { type Cause, causesOf } from './cause.ts';
import type { Findings } from './evidence.ts';
import type { FailureReport, Stack, StartReport } from './ports.ts';
import { isGood, type StackResult } from './verdict.ts';

/** What became of an environment. */
export interface Outcome {
  readonly kind: 'created' | 'updated' | 'unchanged' | 'superseded' | 'rolled-back' | 'failed';
  readonly application: string;
  readonly environment: string;
  /** The version that was wanted; absent when it did not come to publishing one. */
  readonly version?: string;
  /** The version that runs now, and the one that ran before. */
  readonly liveVersion?: string;
  readonly previousVersion?: string;
  readonly url?: string;
  /** Where messages for a worker environment are sent to. */
  readonly queueUrl?: string;
  /** In words, that its instances are stopped, and until when; absent while they run. */
  readonly stopped?: string;
  /** Results in the order in which the stacks were worked on. */
  readonly stacks: readonly StackResult[];
  /** The stack that did not get where it should, and why, when the outcome is not good. */
  readonly why?: string;
  /** The run's time was over first: the operation goes on alone. */
  readonly goesOn?: true;
  /** Root cause first. */
  readonly causes: readonly Cause[];
  readonly failures: readonly FailureReport[];
  /** The bucket that their complete logs are in. */
  readonly bucket?: string;
  /** How long the instances took to start, the slowest first; none when none had to. */
  readonly starts: readonly StartReport[];
  readonly activities: readonly string[];
  readonly startedMs: number;
  readonly endedMs: number;
}

/** What an outcome is made from. */
export interface Story {
  readonly plan: Plan;
  readonly stacks: readonly StackResult[];
  readonly startedMs: number;
  readonly endedMs: number;
  /** The version that is wanted; absent when it did not come to publishing one. */
  readonly label?: string;
  readonly stopped?: string;
  readonly findings?: Findings;
  readonly starts?: readonly StartReport[];
  /** The compute stack as it is, when it did not come to working on it. */
  readonly untouched?: Stack | undefined;
}

/** Sums up the results of all stacks: the first that is not good decides, else the compute stack. */
export function outcomeOf({
  plan,
  stacks,
  startedMs,
  endedMs,
  label,
  stopped,
  findings,
  untouched,
  starts = [],
}: Story): Outcome {
  const bad = stacks.find((result) => !isGood(result));
  const superseded = stacks.find((result) => result.kind === 'superseded');
  const compute = superseded ?? stacks.find(({ name }) => name === plan.stacks.compute);
  const now = compute !== undefined && 'stack' in compute ? compute.stack?.outputs : untouched?.outputs;
  const why = bad === undefined ? undefined : whyOf(bad);
  return {
    kind: kindOf(bad ?? compute),
    application: plan.application,
    environment: plan.environment,
    ...given('version', label),
    ...given('liveVersion', now?.['Version']),
    ...given('previousVersion', (compute?.before ?? untouched)?.outputs['Version']),
    ...given('url', now?.['Url']),
    ...given('queueUrl', now?.['QueueUrl']),
    ...given('stopped', stopped),
    stacks,
    ...given('why', why),
    ...(bad?.kind === 'failed' && bad.goesOn ? { goesOn: true } : {}),
    causes: findings?.causes ?? (bad === undefined ? [] : causesOf(bad.events)),
    failures: findings?.failures ?? [],
    ...given('bucket', findings?.bucket),
    starts,
    activities: findings?.activities ?? [],
    startedMs,
    endedMs,
  };
}

function kindOf(result: StackResult | undefined): Outcome['kind'] {
  return result === undefined || result.kind === 'deleted' || result.kind === 'absent' ? 'failed' : result.kind;
}

function whyOf(result: StackResult): string {
  if (result.kind === 'failed') return result.why;
  if (result.kind === 'superseded') return supersededBy(result.stack);
  return result.before === undefined
    ? `The stack "${result.name}" could not be created, and CloudFormation removed again what it had made.`
    : `The stack "${result.name}" could not be brought up to date, and CloudFormation put back what ran before.`;
}

function supersededBy({ name, outputs }: Stack): string {
  const { commit, committedAt } = originOf(outputs);
  return `The stack "${name}" runs version ${outputs['Version']}, made from the newer commit ${commit?.slice(0, 12)} of ${committedAt ?? 'an unknown date'}.`;
}

function given<K extends string>(name: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]: string });
}
