import { unreachable } from '../errors.ts';
import type { Busy } from './change.ts';
import type { Detour, Recovery } from './decide.ts';
import { follow } from './follow.ts';
import type { Stack, StackEvent, Stacks } from './ports.ts';
import { remove } from './remove.ts';
import type { Target } from './request.ts';
import { judge, type StackResult } from './verdict.ts';
import { pause, type World } from './world.ts';

/** Quickest polls that pass before the second and, twice as many, before the third try: what stood in the way needs time to go. */
const backOff = 15;

/** The stack has been worked on; the next look tells what came of it. */
export const again = { kind: 'again' } as const;

/** Brings a stack back to where it can be worked with, as far as one step goes. A result ends the run: there is nothing more to try. */
export async function recover(
  { stack, how, attempt }: Extract<Detour, { kind: 'recover' }>,
  target: Target,
  world: World,
): Promise<StackResult | Busy | typeof again> {
  switch (how) {
    case 'recreate':
    case 'clear':
    case 'delete-again': {
      const result = await remove(target, { stack, token: `${target.token}-${deletions[how]}` }, world);
      const isFinal = result.kind === 'failed' && (how === 'delete-again' || result.goesOn === true);
      return isFinal ? result : again;
    }
    case 'undo':
      return goBack(target, { stack, token: `${target.token}-undo`, request: 'rollback' }, world);
    case 'continue':
      if (attempt > 1) await pause(world, world.pollMs * backOff * 2 ** (attempt - 2));
      return goBack(
        target,
        { stack, token: `${target.token}-continue-${attempt}`, request: 'continueRollback' },
        world,
      );
    default:
      return unreachable(how);
  }
}

const deletions = { recreate: 'delete', clear: 'clear', 'delete-again': 'delete-2' } as const satisfies Partial<
  Record<Recovery, string>
>;

/** Asks CloudFormation to go back and follows to the end, whatever that is. */
async function goBack(
  { name, roleArn }: Target,
  {
    stack: { id },
    token,
    request,
  }: {
    readonly stack: Stack;
    readonly token: string;
    readonly request: keyof Pick<Stacks, 'rollback' | 'continueRollback'>;
  },
  world: World,
): Promise<StackResult | Busy | typeof again> {
  const before = await world.stacks.newestEvent(id);
  const role = roleArn === undefined ? {} : { roleArn };
  const started = await world.stacks[request]({ stackId: id, token, ...role });
  if (started.kind === 'busy') return { kind: 'busy' };
  world.reporter.tell({ kind: 'started', stack: name, intent: 'recover' });
  const isKnown = (event: StackEvent): boolean => event.id === before?.id;
  const operation = { name, stackId: id, token, goal: 'complete', isKnown, isFresh: () => true } as const;
  const followed = await follow(operation, world);
  return followed.overtime === undefined ? again : judge({ name, intent: 'updated', token }, followed);
}
