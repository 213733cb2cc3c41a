import type { Stack } from './ports.ts';
import { conditionOf } from './status.ts';

/** Which of an application's stacks: what may be deleted without asking depends on it. */
export type StackKind = 'application' | 'data' | 'compute';

/** Why this program goes no further, and what a person can do. */
export interface Refusal {
  readonly why: string;
  readonly fix: string;
}

/** The tag that every stack of ours has from its first change set on. */
const mark = 'beanpole:application';

/** Outputs that a complete stack of ours always has. A data stack may hold anything. */
const outputs: Readonly<Record<StackKind, string | undefined>> = {
  application: 'ArtifactBucket',
  data: undefined,
  compute: 'TemplateDigest',
};

/**
 * Whether somebody else made the stack: two applications can want one name, application `a-b` and environment `b` of application `a`.
 * A stack that is not complete has no outputs; there the tag tells. An empty one holds nothing that could be lost.
 */
export function isForeign(stack: Stack, kind: StackKind): boolean {
  const condition = conditionOf(stack.status);
  if (condition === 'empty') return false;
  const output = outputs[kind];
  if (condition === 'settled') return output !== undefined && stack.outputs[output] === undefined;
  return stack.tags[mark] === undefined;
}

/** What is said of a stack that is not ours. */
export function foreign(stack: Stack, kind: StackKind): Refusal {
  return {
    why: `The stack "${stack.name}" exists and is not the ${kind} stack of this application.`,
    fix: 'Choose another name for the application or the environment.',
  };
}

/** What is said where no safe way on is left. */
export const advice = {
  unborn: (stack) => ({
    why: `The stack "${stack.name}" is ${stack.status}: it was never complete, and it is meant to hold data.`,
    fix: `Look at what it retained, then delete it: aws cloudformation delete-stack --stack-name ${stack.id}`,
  }),
  paused: (stack) => ({
    why: `The stack "${stack.name}" is ${stack.status}: an update with rollback switched off left it half done, and it could not be undone.${reasonOf(stack)}`,
    fix: `Remove the cause, then undo it: aws cloudformation rollback-stack --retain-except-on-create --stack-name ${stack.id}`,
  }),
  unrestored: (stack, kind) => ({
    why: `The stack "${stack.name}" is UPDATE_ROLLBACK_FAILED: the last update failed, and so did going back, each time.${reasonOf(stack)}`,
    fix: unrestored[kind](stack),
  }),
  undeleted: (stack) => ({
    why: `The stack "${stack.name}" is DELETE_FAILED: somebody deleted it, something in it could not be deleted, and what is left may be data.${reasonOf(stack)}`,
    fix: `Look at what is left, remove what is in the way, then delete it again: aws cloudformation delete-stack --stack-name ${stack.id}`,
  }),
  stuck: (stack) => ({
    why: `The stack "${stack.name}" is ${stack.status}, and this version of Beanpole knows no safe way on from there.`,
    fix: 'Bring the stack into a complete state with the CloudFormation console, then run again.',
  }),
  protected: (stack) => ({
    why: `The stack "${stack.name}" has termination protection.`,
    fix: `Switch it off first: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack.name}`,
  }),
} satisfies Record<string, (stack: Stack, kind: StackKind) => Refusal>;

const onward = (stack: Stack): string => `aws cloudformation continue-update-rollback --stack-name ${stack.id}`;

/** Instances can be made anew; data cannot. */
const unrestored: Readonly<Record<StackKind, (stack: Stack) => string>> = {
  application: (stack) => `Remove the cause, then continue: ${onward(stack)}`,
  data: (stack) => `Remove the cause, then continue: ${onward(stack)}. Skip no resource: it holds data.`,
  compute: (stack) =>
    `Remove the cause, then continue: ${onward(stack)}. If that cannot be, delete this stack and deploy again; it holds no data: aws cloudformation delete-stack --stack-name ${stack.id}`,
};

function reasonOf(stack: Stack): string {
  return stack.reason === undefined ? '' : ` CloudFormation says: ${stack.reason}`;
}
