import { BeanpoleError } from '../errors.ts';
import { runOf } from '../plan/token.ts';
import type { Stack } from './ports.ts';
import { conditionOf } from './status.ts';
import { pause, type World } from './world.ts';

/** Where a run waits for somebody else's operation. */
export interface WaitingRoom {
  /** Waits a little. Rejects when the run's time is over, and says for whom it waited. */
  wait(stack: Stack, holder: string | undefined): Promise<void>;
  /** Lets some time pass before the next look. Rejects when the run's time is over. */
  rest(): Promise<void>;
  /** Stacks that were seen empty for so long that nobody is about to execute their change set. */
  readonly abandoned: ReadonlySet<string>;
}

/** Polls at the slowest pace: DescribeStacks shares its rate with everybody in the account. */
const slowest = 5;
/** Polls that an empty stack is given: about half a minute on AWS, where executing follows within seconds. */
const emptyPolls = 6;
/** Milliseconds between two words about the same wait. */
const toldEvery = 60_000;

/** Opens the waiting room for one stack. */
export function waitingRoom(name: string, world: World): WaitingRoom {
  const since = world.clock.now();
  const abandoned = new Set<string>();
  const emptySeen = new Map<string, number>();
  let toldAt = Number.NEGATIVE_INFINITY;

  const tell = async (stack: Stack, holder: string | undefined): Promise<void> => {
    const now = world.clock.now();
    if (now - toldAt < toldEvery) return;
    toldAt = now;
    const run = runOf(holder)?.id;
    const began = await beganAt(stack, holder, world);
    world.reporter.tell({
      kind: 'waiting',
      stack: name,
      status: stack.status,
      waitedMs: now - since,
      leftMs: Math.max(0, world.deadline - now),
      ...(run === undefined ? {} : { run }),
      ...(began === undefined ? {} : { began }),
    });
  };
  const count = ({ id }: Stack): void => {
    const polls = (emptySeen.get(id) ?? 0) + 1;
    emptySeen.set(id, polls);
    if (polls >= emptyPolls) abandoned.add(id);
  };
  return {
    abandoned,
    async wait(stack, holder) {
      await tell(stack, holder);
      if (conditionOf(stack.status) === 'empty') count(stack);
      if ((await pause(world, world.pollMs * slowest)) === 'over') throw tooLong(stack, runOf(holder)?.id);
    },
    async rest() {
      if ((await pause(world, world.pollMs * slowest)) === 'rested') return;
      throw new BeanpoleError('timeout', `The run's time is over, and others were quicker on the stack "${name}".`, {
        fix: 'Run again, or raise deploy.limit.',
      });
    },
  };
}

/** The first event of the operation that holds the stack. */
async function beganAt({ id }: Stack, holder: string | undefined, { stacks }: World): Promise<number | undefined> {
  if (holder === undefined) return undefined;
  const [first] = await stacks.eventsSince(id, ({ token }) => token !== undefined && token !== holder);
  return first?.at;
}

function tooLong({ name, status }: Stack, run: string | undefined): BeanpoleError {
  const whose = run === undefined ? 'an operation that this action did not begin' : `run ${run}`;
  return new BeanpoleError(
    'timeout',
    `The run's time is over while ${whose} holds the stack "${name}", which is ${status}.`,
    {
      fix: 'Nothing was changed. Run again once that operation has ended, or raise deploy.limit.',
    },
  );
}
