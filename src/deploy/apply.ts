import { type Busy, carryOut } from './change.ts';
import { decide } from './decide.ts';
import { outlasting } from './outlast.ts';
import { policyFirst } from './policy.ts';
import { attach, detour, goesOn, pursue, told } from './pursue.ts';
import { again } from './recover.ts';
import { slotsFirst } from './slots.ts';
import { remove } from './remove.ts';
import type { Change, Desired, Target } from './request.ts';
import { isGood, judgeUnchanged, type StackResult } from './verdict.ts';
import type { World } from './world.ts';

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

/** Instances to replace come first; then a change of slots or of the policy, in an update of its own; then the stack is looked at once more. */
async function carryOutInTurn(change: Change, world: World): Promise<StackResult | Busy | typeof again> {
  if (await change.desired.rest?.wake(change.live)) return again;
  const { name: stack } = change.desired;
  const slots = await slotsFirst(change, world);
  if (slots !== undefined) {
    world.reporter.tell({ kind: 'slots', stack, step: slots.step });
    return thenAgain(await carryOut(slots.change, world));
  }
  const policy = await policyFirst(change, world);
  if (policy === undefined) return carryOut(change, world);
  world.reporter.tell({ kind: 'policy', stack });
  return thenAgain(await carryOut(policy, world));
}

function thenAgain(result: StackResult | Busy): StackResult | Busy {
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
