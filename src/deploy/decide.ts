import { unreachable } from '../errors.ts';
import type { Stack } from './ports.ts';
import { type Condition, conditionOf } from './status.ts';

/** Which of an application's stacks: what may be deleted without asking depends on it. */
export type StackKind = 'application' | 'data' | 'compute';

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
}

/** The stack shall be there and as wanted, or it shall be gone. */
export type Goal = 'present' | 'absent';

/** How a stack is brought back to where it can be worked with. */
export type Recovery =
  /** Delete what never was complete, then create it anew. */
  | 'recreate'
  /** Delete the empty shell that an unexecuted change set left. */
  | 'clear';

/** What comes first, whatever the goal: follow our own operation, wait for somebody else's, repair, give up. */
export type Detour =
  | { readonly kind: 'attach'; readonly stack: Stack; readonly token: string }
  | { readonly kind: 'wait'; readonly stack: Stack }
  | { readonly kind: 'recover'; readonly stack: Stack; readonly how: Recovery }
  | { readonly kind: 'refuse'; readonly stack: Stack; readonly why: string; readonly fix: string };

/** The next thing to do with a stack that shall be present. */
export type Approach =
  | Detour
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly stack: Stack }
  | { readonly kind: 'unchanged'; readonly stack: Stack };

/** The next thing to do with a stack that shall be absent. */
export type Retreat = Detour | { readonly kind: 'delete'; readonly stack: Stack } | { readonly kind: 'absent' };

export type Step = Approach | Retreat;

/** Decides the next step for one stack from what is and what shall be. */
export function decide(observed: Observed, kind: StackKind, goal: 'present'): Approach;
export function decide(observed: Observed, kind: StackKind, goal: 'absent'): Retreat;
export function decide(observed: Observed, kind: StackKind, goal: Goal): Step {
  const { stack, running } = observed;
  if (stack === undefined) {
    return goal === 'present' ? { kind: 'create' } : { kind: 'absent' };
  }
  const condition = conditionOf(stack.status);
  if (condition === 'busy') {
    return running === undefined ? { kind: 'wait', stack } : { kind: 'attach', stack, token: running };
  }
  return goal === 'present' ? approach(stack, condition, observed, kind) : retreat(stack, condition, kind);
}

type Resting = Exclude<Condition, 'busy'>;

function approach(stack: Stack, condition: Resting, { same, abandoned }: Observed, kind: StackKind): Approach {
  switch (condition) {
    case 'gone':
      return { kind: 'create' };
    case 'settled':
      if (isForeign(stack, kind)) return refuse(stack, foreign(stack, kind));
      return { kind: same ? 'unchanged' : 'update', stack };
    case 'empty':
      return abandoned ? { kind: 'recover', stack, how: 'clear' } : { kind: 'wait', stack };
    case 'unborn':
      return kind === 'data' ? refuse(stack, advice.unborn(stack)) : { kind: 'recover', stack, how: 'recreate' };
    case 'paused':
    case 'unrestored':
    case 'undeleted':
    case 'stuck':
      return refuse(stack, advice[condition](stack));
    default:
      return unreachable(condition);
  }
}

/** CloudFormation deletes from every resting status, DELETE_FAILED included. */
function retreat(stack: Stack, condition: Resting, kind: StackKind): Retreat {
  if (condition === 'gone') return { kind: 'absent' };
  if (stack.protected) return refuse(stack, advice.protected(stack));
  return isForeign(stack, kind) ? refuse(stack, foreign(stack, kind)) : { kind: 'delete', stack };
}

interface Refusal {
  readonly why: string;
  readonly fix: string;
}

function refuse(stack: Stack, { why, fix }: Refusal): Detour {
  return { kind: 'refuse', stack, why, fix };
}

/** Outputs that a complete stack of ours always has. A data stack may hold anything. */
const marks: Readonly<Record<StackKind, string | undefined>> = {
  application: 'ArtifactBucket',
  data: undefined,
  compute: 'TemplateDigest',
};

/** Two applications can want one name: application `a-b`, and environment `b` of application `a`. */
function isForeign(stack: Stack, kind: StackKind): boolean {
  const mark = marks[kind];
  return conditionOf(stack.status) === 'settled' && mark !== undefined && stack.outputs[mark] === undefined;
}

function foreign(stack: Stack, kind: StackKind): Refusal {
  return {
    why: `The stack "${stack.name}" exists and is not the ${kind} stack of this application.`,
    fix: 'Choose another name for the application or the environment.',
  };
}

const advice = {
  unborn: (stack) => ({
    why: `The stack "${stack.name}" is ${stack.status}: it was never complete, and it is meant to hold data.`,
    fix: `Look at what it retained, then delete it: aws cloudformation delete-stack --stack-name ${stack.id}`,
  }),
  paused: (stack) => ({
    why: `The stack "${stack.name}" is ${stack.status}: an operation with rollback switched off left it half done.`,
    fix: `Undo that operation: aws cloudformation rollback-stack --retain-except-on-create --stack-name ${stack.id}`,
  }),
  unrestored: (stack) => ({
    why: `The stack "${stack.name}" is UPDATE_ROLLBACK_FAILED: the last update failed, and so did going back.${reasonOf(stack)}`,
    fix: `Remove the cause, then continue: aws cloudformation continue-update-rollback --stack-name ${stack.id}`,
  }),
  undeleted: (stack) => ({
    why: `The stack "${stack.name}" is DELETE_FAILED: something in it could not be deleted.${reasonOf(stack)}`,
    fix: `Remove what is in the way, then delete it again: aws cloudformation delete-stack --stack-name ${stack.id}`,
  }),
  stuck: (stack) => ({
    why: `The stack "${stack.name}" is ${stack.status}, and this version of Beanpole knows no safe way on from there.`,
    fix: 'Bring the stack into a complete state with the CloudFormation console, then run again.',
  }),
  protected: (stack) => ({
    why: `The stack "${stack.name}" has termination protection.`,
    fix: `Switch it off first: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack.name}`,
  }),
} satisfies Record<string, (stack: Stack) => Refusal>;

function reasonOf(stack: Stack): string {
  return stack.reason === undefined ? '' : ` CloudFormation says: ${stack.reason}`;
}
