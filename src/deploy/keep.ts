import type { Values } from '../plan/parameters.ts';
import { cleared, slotsOf, slotValues } from '../plan/slots.ts';
import { apply } from './apply.ts';
import type { Stack } from './ports.ts';
import type { Desired } from './request.ts';
import { conditionOf } from './status.ts';
import { isGood, type StackResult } from './verdict.ts';
import { pause, type World } from './world.ts';

/** Quickest polls in a minute: where time runs faster, so do the polls. */
const pollsPerMinute = 60;

/**
 * What becomes of the slot that does not serve, once the compute stack is done with: after a success it is kept for the way back and then emptied, after a
 * failure what is left of a share goes back at once. Nothing depends on either: the next run does it otherwise.
 */
export async function tidySlots(result: StackResult, desired: Desired, world: World): Promise<void> {
  const stack = 'stack' in result ? result.stack : undefined;
  const slots = stack && slotsOf(stack.parameters);
  if (stack === undefined || slots === undefined || !slots.idleUp || conditionOf(stack.status) !== 'settled') return;
  if (isGood(result)) {
    const isOurs = await kept(stack, desired.slots?.keep ?? 0, world);
    if (isOurs) await clear(stack, desired, world);
  } else if (slots.idleShare > 0) await clear(stack, desired, world);
}

/** Waits while the former version is kept up. False when somebody else changed the environment meanwhile: then the slots are no longer ours. */
async function kept(stack: Stack, minutes: number, world: World): Promise<boolean> {
  if (minutes > 0) world.reporter.tell({ kind: 'kept', stack: stack.name, minutes });
  for (let minute = 0; minute < minutes; minute += 1) {
    if ((await pause(world, world.pollMs * pollsPerMinute)) === 'over') return false;
    const now = await world.stacks.describe(stack.id);
    if (now === undefined || !isSame(now, stack)) return false;
  }
  return true;
}

function isSame(one: Stack, other: Stack): boolean {
  return ['LiveSlot', 'IdleSlot', 'Run'].every((name) => one.parameters[name] === other.parameters[name]);
}

/** Empties the slot that does not serve. It must not undo what somebody else has done meanwhile, and cannot make a version that is live any less so. */
async function clear(stack: Stack, desired: Desired, world: World): Promise<void> {
  const template = await world.stacks.template(stack.id);
  if (template === undefined) return;
  const { version: _v, newer: _n, slots: _s, ...rest } = desired;
  const parameters = async (now: Stack | undefined): Promise<Values> => {
    const slots = now && isSame(now, stack) ? slotsOf(now.parameters) : undefined;
    return { ...now?.parameters, ...(slots === undefined ? {} : slotValues(cleared(slots))) };
  };
  const token = `${desired.token}-k`;
  const result = await apply({ ...rest, template, tags: stack.tags, bake: 0, parameters, token }, world);
  if (isGood(result)) return;
  const text = 'The slot that does not serve still has instances; the next deploy empties it.';
  world.reporter.tell({ kind: 'warning', stack: stack.name, text });
}
