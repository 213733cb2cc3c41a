import { unreachable } from '../errors.ts';
import { advice, foreign, isForeign, type Refusal, type StackKind } from './advice.ts';
import type { Stack } from './ports.ts';
import { type Condition, conditionOf } from './status.ts';

export type { StackKind };

/** What was seen of one stack. */
export interface Observed {
  /** Absent: no stack has this name. */
  readonly stack?: Stack;
  /** Whether it already runs with the wanted template, parameters and tags. */
  readonly same: boolean;
  /** Token of the operation that is under way, when this run began it, in this attempt or an earlier one. */
  readonly running?: string;
  /** Whether it has stood without a template for so long that nobody is about to execute its change set. */
  readonly abandoned: boolean;
  /** How often this run has tried to bring it back from the condition in which it is. */
  readonly tried: number;
  /** The environment, when what is live in it was made from a newer commit than what this run has. */
  readonly newer?: Stack;
}

/** The stack shall be there and as wanted, or it shall be gone. */
export type Goal = 'present' | 'absent';

/** How a stack is brought back to where it can be worked with, and how often one run tries. */
export const recoveries = {
  /** Delete what never was complete, then create it anew. */
  recreate: 1,
  /** Delete the empty shell that an unexecuted change set left. */
  clear: 1,
  /** Delete once more what could not be deleted, then create it anew. */
  'delete-again': 1,
  /** Undo the update that was left half done. */
  undo: 1,
  /** Go on with the rollback that failed; what made it fail is often over: a token, throttling, a dependency. */
  continue: 3,
} as const;

export type Recovery = keyof typeof recoveries;

/** What comes first, whatever the goal: follow our own operation, wait for somebody else's, repair, give up. */
export type Detour =
  | { readonly kind: 'attach'; readonly stack: Stack; readonly token: string }
  | { readonly kind: 'wait'; readonly stack: Stack }
  | { readonly kind: 'recover'; readonly stack: Stack; readonly how: Recovery; readonly attempt: number }
  | { readonly kind: 'refuse'; readonly stack: Stack; readonly why: string; readonly fix: string };

/** The next thing to do with a stack that shall be present. */
export type Approach =
  | Detour
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly stack: Stack }
  | { readonly kind: 'unchanged'; readonly stack: Stack }
  /** `live`: the compute stack, whose version was made from a newer commit. */
  | { readonly kind: 'superseded'; readonly live: Stack };

/** The next thing to do with a stack that shall be absent. */
export type Retreat = Detour | { readonly kind: 'delete'; readonly stack: Stack } | { readonly kind: 'absent' };

export type Step = Approach | Retreat;

/** Decides the next step for one stack from what is and what shall be. */
export function decide(observed: Observed, kind: StackKind, goal: 'present'): Approach;
export function decide(observed: Observed, kind: StackKind, goal: 'absent'): Retreat;
export function decide(observed: Observed, kind: StackKind, goal: Goal): Step;
export function decide(observed: Observed, kind: StackKind, goal: Goal): Step {
  const { stack, running } = observed;
  if (stack === undefined) {
    return goal === 'present' ? { kind: 'create' } : { kind: 'absent' };
  }
  const condition = conditionOf(stack.status);
  if (condition === 'busy') {
    return running === undefined ? { kind: 'wait', stack } : { kind: 'attach', stack, token: running };
  }
  if (condition === 'gone') return { kind: goal === 'present' ? 'create' : 'absent' };
  if (condition !== 'stuck' && isForeign(stack, kind)) return refuse(stack, foreign(stack, kind));
  return goal === 'present' ? approach(stack, condition, observed, kind) : retreat(stack, condition);
}

type Resting = Exclude<Condition, 'busy' | 'gone'>;

function approach(stack: Stack, condition: Resting, observed: Observed, kind: StackKind): Approach {
  const recover = (how: Recovery, otherwise: Refusal): Approach =>
    observed.tried < recoveries[how]
      ? { kind: 'recover', stack, how, attempt: observed.tried + 1 }
      : refuse(stack, otherwise);
  switch (condition) {
    case 'settled':
      if (!observed.same && observed.newer !== undefined) return { kind: 'superseded', live: observed.newer };
      return { kind: observed.same ? 'unchanged' : 'update', stack };
    case 'empty':
      return observed.abandoned ? recover('clear', advice.stuck(stack)) : { kind: 'wait', stack };
    case 'unborn':
      return kind === 'data' ? refuse(stack, advice.unborn(stack)) : recover('recreate', advice.stuck(stack));
    case 'undeleted':
      return kind === 'data' ? refuse(stack, advice.undeleted(stack)) : recover('delete-again', advice.stuck(stack));
    case 'paused':
      return recover('undo', advice.paused(stack));
    case 'unrestored':
      return recover('continue', advice.unrestored(stack, kind));
    case 'stuck':
      return refuse(stack, advice.stuck(stack));
    default:
      return unreachable(condition);
  }
}

/** CloudFormation deletes from every resting status for which the documentation names a way on, DELETE_FAILED included. */
function retreat(stack: Stack, condition: Resting): Retreat {
  if (stack.protected) return refuse(stack, advice.protected(stack));
  return condition === 'stuck' ? refuse(stack, advice.stuck(stack)) : { kind: 'delete', stack };
}

function refuse(stack: Stack, { why, fix }: Refusal): Detour {
  return { kind: 'refuse', stack, why, fix };
}
