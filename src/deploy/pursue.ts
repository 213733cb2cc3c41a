import { BeanpoleError, unreachable } from '../errors.ts';
import type { Busy } from './change.ts';
import type { Approach, Detour, Retreat } from './decide.ts';
import { beforeOperation, follow } from './follow.ts';
import { look, type Memory, type Sight } from './look.ts';
import type { Stack } from './ports.ts';
import { again, recover } from './recover.ts';
import type { Target } from './request.ts';
import { conditionOf } from './status.ts';
import { judge, type StackResult } from './verdict.ts';
import { type WaitingRoom, waitingRoom } from './wait.ts';
import type { World } from './world.ts';

/** How often a run tries again when somebody else was quicker. */
const tries = 5;

/** The run's time is over, and the operation is not: there is nothing more to do in this run. */
export function goesOn(result: StackResult | Busy): boolean {
  return result.kind === 'failed' && result.goesOn === true;
}

/** One look at a stack, and what the next step needs. */
export interface Turn {
  readonly sight: Sight;
  /** How often this run has tried, from 1. */
  readonly round: number;
  readonly room: WaitingRoom;
  /** Remembers that this run has tried to bring the stack back from the condition in which it is. */
  note(stack: Stack): void;
}

/** Looks and takes turns until one has a result. Waiting is bounded by the run's time, trying by `tries`. */
export async function pursue(
  target: Target,
  world: World,
  take: (turn: Turn) => Promise<StackResult | Busy | typeof again>,
): Promise<StackResult> {
  const room = waitingRoom(target.name, world);
  const { memory, note } = remember(room);
  for (let round = 1; round <= tries; ) {
    const sight = await look(target, world, memory);
    const result = await take({ sight, round, room, note });
    if (result.kind !== 'again' && result.kind !== 'busy') return result;
    if (result.kind === 'again') continue;
    round += 1;
    await room.rest();
  }
  throw new BeanpoleError(
    'refused',
    `Other operations on the stack "${target.name}" were quicker ${tries} times in a row.`,
    {
      fix: 'Run again later, or give all workflows that deploy this environment the same concurrency group.',
    },
  );
}

/** What a run remembers of its own tries, by stack and condition: a stack that was brought back and fails anew starts anew. */
function remember({ abandoned }: WaitingRoom): { readonly memory: Memory; note(stack: Stack): void } {
  const tries = new Map<string, number>();
  const key = ({ id, status }: Stack): string => `${conditionOf(status)} ${id}`;
  const tried = (stack: Stack): number => tries.get(key(stack)) ?? 0;
  return { memory: { abandoned, tried }, note: (stack) => void tries.set(key(stack), tried(stack) + 1) };
}

/** Follows what an earlier attempt of this run began. What it means is decided by the next look. */
export async function attach(
  target: Target,
  { stack, token }: Extract<Detour, { kind: 'attach' }>,
  world: World,
): Promise<StackResult> {
  const { name } = target;
  const intent = stack.status.startsWith('CREATE') ? 'created' : 'updated';
  const goal = stack.status.startsWith('DELETE') ? 'gone' : 'complete';
  const operation = {
    name,
    stackId: stack.id,
    token,
    goal,
    isKnown: beforeOperation(token),
    isFresh: () => true,
  } as const;
  return judge({ name, intent, token }, await follow(operation, world));
}

/** Does what comes before the goal. */
export async function detour(
  step: Exclude<Detour, { kind: 'attach' }>,
  target: Target,
  { sight, room, note }: Turn,
  world: World,
): Promise<StackResult | Busy | typeof again> {
  switch (step.kind) {
    case 'wait':
      await room.wait(step.stack, sight.holder);
      return again;
    case 'recover':
      note(step.stack);
      return recover(step, target, world);
    case 'refuse':
      throw new BeanpoleError('refused', step.why, { fix: step.fix });
    default:
      return unreachable(step);
  }
}

/** Tells what was decided, except that it waits: the waiting room tells that, with for whom and how long. */
export function told<S extends Approach | Retreat>(step: S, stack: string, sight: Sight, world: World): S {
  if (step.kind !== 'wait') world.reporter.tell({ kind: 'decided', stack, status: sight.stack?.status, step });
  return step;
}
