import { isRoot } from './cause.ts';
import { pendingOf } from './pending.ts';
import type { StackEvent } from './ports.ts';

/**
 * What an operation does, as far as its pace is concerned. `signals`: all that is left is a group whose instances start, and each of them tells when it is good, so that the
 * end cannot come unannounced. `ending`: the last one has told, or nothing is pending any more.
 */
export type Outlook = 'working' | 'signals' | 'ending';

const slowest = 5;
const whileStarting = 7;
/** Quick looks in vain, after which the end is not near after all: an instance that leaves drains for longer than that. */
const patience = 30;

/**
 * Milliseconds until the next look: few while instances start, every one while the end is near, and else quick while something happens and slower after a few looks
 * in vain. An account has some ten reads of CloudFormation a second for all who deploy in it.
 */
export function paceOf(pollMs: number, quiet: number, outlook: Outlook = 'working'): number {
  switch (outlook) {
    case 'signals':
      return pollMs * whileStarting;
    case 'ending':
      return pollMs * ramp(quiet - patience);
    case 'working':
      return pollMs * ramp(quiet);
  }
}

function ramp(quiet: number): number {
  return Math.min(slowest, Math.max(1, quiet - 1));
}

/** Reads the outlook from the events of an operation, oldest first. */
export function outlookOf(events: readonly StackEvent[]): Outlook {
  // What was announced before the operation turned back counts no more.
  const current = events.slice(events.findLastIndex(isRoot) + 1);
  const pending = pendingOf(current).map(({ logicalId }) => logicalId);
  if (pending.length === 0) return current.length === 0 ? 'working' : 'ending';
  const told = current.filter(({ logicalId }) => pending.includes(logicalId));
  if (!told.every(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup')) return 'working';
  if (!told.some(awaitsSignals)) return 'working';
  const good = told.filter(({ reason = '' }) => reason.startsWith('Received SUCCESS signal')).length;
  return good >= Math.max(1, announced(told)) ? 'ending' : 'signals';
}

/** A group that is made says nothing of signals until the first one comes. */
function awaitsSignals({ status, reason = '' }: StackEvent): boolean {
  return status === 'CREATE_IN_PROGRESS' || /resource signal/.test(reason);
}

/** Instances that a rolling update said it would replace; 0: it said nothing. */
function announced(told: readonly StackEvent[]): number {
  const words = told.flatMap(
    ({ reason = '' }) => /^Rolling update initiated. Terminating (\d+) /.exec(reason)?.[1] ?? [],
  );
  return Number(words.at(-1) ?? 0);
}
