import { BeanpoleError } from '../errors.ts';
import { isRoot } from './cause.ts';
import type { Stack, StackEvent } from './ports.ts';
import { outlookOf, paceOf } from './pace.ts';
import { pendingOf } from './pending.ts';
import { conditionOf, endingOf, isCleaningUp } from './status.ts';
import { pause, type World } from './world.ts';

/** An operation on a stack that we began. */
export interface Operation {
  readonly name: string;
  readonly stackId: string;
  /** Token of the request that began it. */
  readonly token: string;
  /** Whether the stack shall be gone in the end. */
  readonly goal: 'complete' | 'gone';
  /** Events from before the operation. */
  readonly isKnown: (event: StackEvent) => boolean;
  /** What a stack says of itself once it is up to date; until then it may be a stale read. */
  readonly isFresh: (stack: Stack) => boolean;
}

/** How an operation ended. */
export interface Followed {
  /** The stack's status by its own last event. */
  readonly status: string;
  readonly stack: Stack | undefined;
  /** Events of this operation, oldest first. */
  readonly events: readonly StackEvent[];
  /** The run's time was over before the operation's end: what is pending, and since when. */
  readonly overtime?: string;
}

/** Reads that may still be stale after the last event; each costs one poll. */
const staleReads = 5;

/**
 * Follows an operation to its end. A status alone proves nothing: right after a request, DescribeStacks may still tell the end
 * of the operation before. So the end is an event of the stack itself that carries our token, and a status that agrees with it.
 * When the run's time is over first, the answer says what is pending.
 */
export async function follow(operation: Operation, world: World): Promise<Followed> {
  const history = historyOf(operation, world);
  try {
    return await toTheEnd(operation, history, world);
  } catch (error) {
    if (!(error instanceof BeanpoleError)) throw error;
    if (error.code === 'timeout') return overtime(operation, history, world, error);
    throw error.code === 'credentials' ? leftAlone(operation, error) : error;
  }
}

async function toTheEnd(operation: Operation, history: History, world: World): Promise<Followed> {
  for (let quiet = 0, stale = 0; ; quiet += 1) {
    if ((await history.read()) > 0) quiet = 0;
    const end = operation.goal === 'gone' ? await endOfDeletion(operation, history, world) : undefined;
    const ended = end ?? (await endOf(operation, history, world));
    if (ended !== undefined) {
      if (isBelievable(operation, ended) || stale >= staleReads) return ended;
      stale += 1;
    }
    const pace = paceOf(world.pollMs, quiet, outlookOf(history.own));
    if ((await pause(world, pace)) === 'over') return overtime(operation, history, world);
  }
}

/** The end by the stack's own last event, once DescribeStacks agrees or somebody else's operation has begun after it. */
async function endOf({ stackId }: Operation, history: History, world: World): Promise<Followed | undefined> {
  const { last, own, overtaken } = history;
  if (last === undefined || conditionOf(last.status) === 'busy') return undefined;
  const stack = await world.stacks.describe(stackId);
  return overtaken || stack?.status === last.status ? { status: last.status, stack, events: own } : undefined;
}

/** A deletion by ARN cannot be taken back, so the stack's absence is proof enough. It is known for 90 days, or not at all any more. */
async function endOfDeletion({ stackId }: Operation, { own }: History, world: World): Promise<Followed | undefined> {
  const stack = await world.stacks.describe(stackId);
  const isGone = stack === undefined || conditionOf(stack.status) === 'gone';
  return isGone ? { status: 'DELETE_COMPLETE', stack: undefined, events: own } : undefined;
}

/** A failure is believed at once; of a success, the stack must tell what it should by now. */
function isBelievable({ isFresh }: Operation, { status, stack }: Followed): boolean {
  return endingOf(status) !== 'succeeded' || (stack !== undefined && isFresh(stack));
}

interface History {
  /** Reads on; gives the number of new events of the operation. */
  read(): Promise<number>;
  readonly own: readonly StackEvent[];
  /** The newest event of the stack itself. */
  readonly last: StackEvent | undefined;
  /** Whether somebody else's operation has begun since. */
  readonly overtaken: boolean;
}

function historyOf({ name, stackId, token, isKnown }: Operation, world: World): History {
  const seen = new Set<string>();
  const own: StackEvent[] = [];
  let last: StackEvent | undefined;
  let overtaken = false;
  const isForeign = (event: StackEvent): boolean =>
    event.token !== token && (event.token !== undefined || isRoot(event) || overtaken);
  const take = (event: StackEvent): void => {
    own.push(event);
    if (isRoot(event)) last = event;
    world.reporter.tell({ kind: 'progress', stack: name, event });
  };
  return {
    async read() {
      const before = own.length;
      const isOld = (event: StackEvent): boolean => seen.has(event.id) || isKnown(event);
      for (const event of await world.stacks.eventsSince(stackId, isOld)) {
        seen.add(event.id);
        if (isForeign(event)) overtaken ||= last !== undefined;
        else take(event);
      }
      return own.length - before;
    },
    get own() {
      return own;
    },
    get last() {
      return last;
    },
    get overtaken() {
      return overtaken;
    },
  };
}

/** Tells the events from before an operation whose beginning was not seen: those of others that are not newer than its first own one. */
export function beforeOperation(token: string): (event: StackEvent) => boolean {
  let first = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.token !== token) return event.at <= first;
    first = event.at;
    return false;
  };
}

/** The update is decided once only leftovers are being removed; anything else is reported as what is still pending. */
async function overtime(
  { name, stackId }: Operation,
  { own, last }: History,
  { stacks }: World,
  silence?: BeanpoleError,
): Promise<Followed> {
  // Whether AWS answers any more must not matter now.
  const stack = await stacks.describe(stackId).catch(() => undefined);
  const followed = { status: last?.status ?? stack?.status ?? 'UNKNOWN', stack, events: own };
  if (last !== undefined && isCleaningUp(last.status) && stack !== undefined) return followed;
  const waiting = pendingOf(own).map(
    ({ logicalId, status, since }) => `${logicalId} (${status} since ${timeOf(since)})`,
  );
  const state = last === undefined ? 'has not begun the operation yet' : `is ${last.status} since ${timeOf(last.at)}`;
  const pending = waiting.length > 0 ? ` Still pending: ${waiting.join(', ')}.` : '';
  const mute = silence === undefined ? '' : ` ${silence.message}`;
  return { ...followed, overtime: `The run's time is over while the stack "${name}" ${state}.${pending}${mute}` };
}

/** `HH:MM:SS UTC`, by AWS's clock. */
function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}

/** Nobody can follow with credentials that do not hold any more, and nobody has to. */
function leftAlone({ name, goal }: Operation, { message, cause }: BeanpoleError): BeanpoleError {
  const what = goal === 'gone' ? 'The deletion' : 'The operation';
  return new BeanpoleError(
    'credentials',
    `${message} ${what} that this run began on the stack "${name}" goes on: CloudFormation finishes or undoes it alone.`,
    {
      fix: 'Re-run the failed job: with fresh credentials it attaches to the operation and tells how it ends; `command: status` looks once. So that it does not happen again, raise `role-duration-seconds` of aws-actions/configure-aws-credentials, and the maximum session duration of the role.',
      cause,
    },
  );
}
