import { BeanpoleError, unreachable } from '../errors.ts';
import { type Busy, carryOut } from './change.ts';
import { type Approach, type Detour, decide, type Retreat } from './decide.ts';
import { beforeOperation, follow } from './follow.ts';
import { outlasting } from './outlast.ts';
import { look, type Memory, type Sight } from './look.ts';
import { policyFirst } from './policy.ts';
import type { Stack } from './ports.ts';
import { again, recover } from './recover.ts';
import { remove } from './remove.ts';
import type { Change, Desired, Target } from './request.ts';
import { conditionOf } from './status.ts';
import { isGood, judge, judgeUnchanged, type StackResult } from './verdict.ts';
import { type WaitingRoom, waitingRoom } from './wait.ts';
import type { World } from './world.ts';

/** How often a run tries again when somebody else was quicker. */
const tries = 5;

/** Brings one stack to where it shall be: look, decide, act, until it is there or cannot get there. */
export async function apply(desired: Desired, hasty: World): Promise<StackResult> {
  const world = outlasting(desired.name, hasty);
  let attached: StackResult | undefined;
  return pursue(desired, world, async (turn) => {
    const { sight, round } = turn;
    const step = told(decide(sight, desired.kind, 'present'), desired.name, sight, world);
    switch (step.kind) {
      case 'unchanged':
        return attached !== undefined && isGood(attached) ? attached : judgeUnchanged(desired, step.stack);
      case 'superseded':
        return { kind: 'superseded', name: desired.name, stack: step.live, events: [] };
      case 'create':
      case 'update': {
        const live = step.kind === 'update' ? step.stack : undefined;
        const token = round === 1 ? desired.token : `${desired.token}-${round}`;
        return carryOutInTurn({ desired, live, parameters: sight.parameters, token }, world);
      }
      case 'attach':
        attached = await attach(desired, step, world);
        if (goesOn(attached)) return attached;
        await turn.room.rest();
        return again;
      case 'wait':
      case 'recover':
      case 'refuse':
        return detour(step, desired, turn, world);
    }
  });
}

/** A change of policy comes first, in an update of its own; then the stack is looked at once more. */
async function carryOutInTurn(change: Change, world: World): Promise<StackResult | Busy> {
  const first = await policyFirst(change, world);
  if (first === undefined) return carryOut(change, world);
  world.reporter.tell({ kind: 'policy', stack: change.desired.name });
  const result = await carryOut(first, world);
  return result.kind === 'busy' || isGood(result) ? { kind: 'busy' } : result;
}

/** Deletes one stack, if it is there. */
export async function withdraw(target: Target, hasty: World): Promise<StackResult> {
  const world = outlasting(target.name, hasty);
  return pursue(target, world, async (turn) => {
    const step = told(decide(turn.sight, target.kind, 'absent'), target.name, turn.sight, world);
    switch (step.kind) {
      case 'absent':
        return { kind: 'absent', name: target.name, events: [] };
      case 'delete': {
        const { stack } = step;
        const isSecond = stack.status === 'DELETE_FAILED';
        const result = await remove(target, { stack, token: `${target.token}-delete${isSecond ? '-2' : ''}` }, world);
        // What stood in the way is often gone a moment later: once more, no more.
        return result.kind === 'failed' && !isSecond && !goesOn(result) ? again : result;
      }
      case 'attach': {
        const result = await attach(target, step, world);
        if (goesOn(result)) return result;
        await turn.room.rest();
        return again;
      }
      case 'wait':
      case 'recover':
      case 'refuse':
        return detour(step, target, turn, world);
    }
  });
}

/** The run's time is over, and the operation is not: there is nothing more to do in this run. */
function goesOn(result: StackResult | Busy): boolean {
  return result.kind === 'failed' && result.goesOn === true;
}

interface Turn {
  readonly sight: Sight;
  /** How often this run has tried, from 1. */
  readonly round: number;
  readonly room: WaitingRoom;
  /** Remembers that this run has tried to bring the stack back from the condition in which it is. */
  note(stack: Stack): void;
}

/** Looks and takes turns until one has a result. Waiting is bounded by the run's time, trying by `tries`. */
async function pursue(
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
async function attach(
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
async function detour(
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
function told<S extends Approach | Retreat>(step: S, stack: string, sight: Sight, world: World): S {
  if (step.kind !== 'wait') world.reporter.tell({ kind: 'decided', stack, status: sight.stack?.status, step });
  return step;
}
