import { unreachable } from '../errors.ts';
import { type Cause, causesOf } from './cause.ts';
import type { Followed } from './follow.ts';
import type { Stack, StackEvent } from './ports.ts';
import { type Ending, endingOf, isCleaningUp } from './status.ts';

/** What became of one stack. `events`: those of our own operation, oldest first. */
export type StackResult =
  | ({ readonly kind: 'created' | 'updated' | 'unchanged'; readonly stack: Stack } & Told)
  /** Not touched, as what is live was made from a newer commit. `stack`: the compute stack that tells so. */
  | ({ readonly kind: 'superseded'; readonly stack: Stack } & Told)
  /** The stack is gone, or there was none. */
  | ({ readonly kind: 'deleted' | 'absent' } & Told)
  /** The operation failed, and what ran before runs again. */
  | ({ readonly kind: 'rolled-back'; readonly stack: Stack | undefined; readonly causes: readonly Cause[] } & Told)
  /** The operation failed and left the stack as it is, or it ended with another version than the wanted one. */
  | ({
      readonly kind: 'failed';
      readonly stack: Stack | undefined;
      readonly why: string;
      readonly causes: readonly Cause[];
      /** The run's time was over first: the operation goes on alone. */
      readonly goesOn?: true;
    } & Told);

interface Told {
  readonly name: string;
  readonly events: readonly StackEvent[];
  /** The stack as it was before the operation; absent when there was none. */
  readonly before?: Stack | undefined;
}

/** What our operation claims to do. */
export interface Claim {
  readonly name: string;
  readonly intent: 'created' | 'updated';
  /** Token of our own operation. */
  readonly token: string;
  /** What `Outputs.Version` must be; absent for stacks that have no version. */
  readonly version?: string;
  readonly before?: Stack | undefined;
}

/** Judges a finished operation. Green only if it ended well, it was our own, and the wanted version is what the stack says it runs. */
export function judge(claim: Claim, followed: Followed): StackResult {
  const { name, version, intent, token, before } = claim;
  const { stack, status, events } = followed;
  const causes = causesOf(events);
  const failed = (why: string): Failed => ({ kind: 'failed', name, stack, why, causes, events, before });
  if (followed.overtime !== undefined) return { ...failed(followed.overtime), goesOn: true };
  const ending = settledEnding(status);
  switch (ending) {
    case 'rolled-back':
      return { kind: 'rolled-back', name, stack, causes, events, before };
    case 'failed':
    case 'deleted':
    case 'pending':
      return failed(`The stack "${name}" ended as ${status}.`);
    case 'succeeded':
      break;
    default:
      return unreachable(ending);
  }
  if (stack === undefined) return failed(`The stack "${name}" was deleted by somebody else right after the update.`);
  if (!events.some((event) => event.token === token)) {
    return failed(`The stack "${name}" is ${status}, but no event of it belongs to this run.`);
  }
  if (!runsVersion(stack, version)) return failed(wrongVersion(name, stack, version));
  return { kind: intent, name, stack, events, before };
}

/** A stack that is as wanted. */
export type GoodResult = Extract<StackResult, { kind: 'created' | 'updated' | 'unchanged' }>;

/** Whether a stack is as wanted. */
export function isGood(result: StackResult): result is GoodResult {
  return result.kind === 'created' || result.kind === 'updated' || result.kind === 'unchanged';
}

type Failed = Extract<StackResult, { kind: 'failed' }>;

/** Judges a deletion. */
export function judgeDeleted(name: string, { stack, status, events, overtime }: Followed): StackResult {
  if (endingOf(status) === 'deleted') return { kind: 'deleted', name, events };
  const failed = { kind: 'failed', name, stack, causes: causesOf(events), events } as const;
  if (overtime !== undefined) return { ...failed, why: overtime, goesOn: true };
  return { ...failed, why: `The stack "${name}" ended as ${status}.` };
}

/** Judges a change set without changes: right only if the wanted version is what runs already. */
export function judgeUnchanged({ name, version }: Pick<Claim, 'name' | 'version'>, stack: Stack): StackResult {
  const told = { name, stack, events: [], before: stack };
  if (runsVersion(stack, version)) return { kind: 'unchanged', ...told };
  return { kind: 'failed', ...told, why: wrongVersion(name, stack, version), causes: [] };
}

/** Whether the stack says that it runs this version; a stack that has no version always does. */
export function runsVersion(stack: Stack, version: string | undefined): boolean {
  return version === undefined || stack.outputs['Version'] === version;
}

function settledEnding(status: string): Ending {
  return isCleaningUp(status) ? 'succeeded' : endingOf(status);
}

function wrongVersion(name: string, stack: Stack, version: string | undefined): string {
  const live = stack.outputs['Version'];
  return `The stack "${name}" is ${stack.status}, but it runs ${live === undefined ? 'no version' : `version "${live}"`}, not "${version}".`;
}
