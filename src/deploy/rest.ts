import { BeanpoleError } from '../errors.ts';
import { stoppedBy } from '../settings/hours.ts';
import type { Group, Stack } from './ports.ts';
import type { Rest } from './request.ts';
import { conditionOf } from './status.ts';
import { type Everything, pause } from './world.ts';

/** A deploy of a group that may be stopped: it is started for as long as that takes, and then as its hours say. */
export interface Resting extends Rest {
  /** Brings the group back to its hours. Nothing depends on it: without it the group runs until they next end. Says so in words where it is stopped. */
  back(stack: string): Promise<string | undefined>;
}

/** Polls until new instances must be in service; ten minutes at AWS's pace. */
const mostPolls = 300;

type State =
  /** Nothing was done to the stack. */
  | 'untouched'
  /** Somebody has started it out of hours, and may want that. */
  | 'kept'
  /** It ran, within its hours or as it was only made. */
  | 'ran'
  /** It had no instance. */
  | 'stopped';

/** `size`: instances that a group gets which has none. */
export function resting(size: number, world: Everything): Resting {
  let state: State = 'untouched';
  return {
    wasStopped: () => state === 'stopped',
    async wake(live) {
      if (state !== 'untouched') return false;
      const name = live?.outputs['AutoScalingGroupName'];
      const group = name === undefined ? undefined : await world.fleet.group(name);
      state = stateOf(live, group, world);
      if (state !== 'stopped' || live === undefined || name === undefined || group === undefined) return false;
      await start({ stack: live, name, size: Math.min(size, group.max) }, world);
      return true;
    },
    async back(stack) {
      if (state === 'untouched' || state === 'kept') return undefined;
      try {
        return await toHours({ stack, size, wasStopped: state === 'stopped' }, world);
      } catch (error) {
        const text = `The group may run until its hours next end: ${error instanceof Error ? error.message : String(error)}`;
        world.reporter.tell({ kind: 'warning', stack, text });
        return undefined;
      }
    },
  };
}

function stateOf(live: Stack | undefined, group: Group | undefined, { clock }: Everything): State {
  if (group?.desired === 0) return 'stopped';
  return stoppedBy(live?.outputs['Hours'], clock.now()) === undefined ? 'ran' : 'kept';
}

interface Start {
  readonly stack: Stack;
  readonly name: string;
  readonly size: number;
}

/** What is live comes up first: every policy then has instances to replace, and the same way back as by day. */
async function start({ stack, name, size }: Start, world: Everything): Promise<void> {
  if (size === 0) {
    throw new BeanpoleError('refused', `The group "${name}" has no instance, and its largest size is 0.`, {
      fix: 'Nothing was touched. Somebody set that by hand: give the group back its largest size, instances.max.',
    });
  }
  world.reporter.tell({ kind: 'hours', stack: stack.name, text: `no instance runs, so ${size} are launched first` });
  await world.fleet.resize(name, size);
  for (let poll = 0; poll < mostPolls; poll += 1) {
    const group = await world.fleet.group(name);
    const serving = group?.instances.filter(({ state }) => state === 'InService') ?? [];
    if (serving.length >= size) return;
    if ((await pause(world, 2 * world.pollMs)) === 'over') return;
  }
  const text = `Not all of the ${size} instances came up; the update goes on, and has to prove itself all the same.`;
  world.reporter.tell({ kind: 'warning', stack: stack.name, text });
}

interface Goal {
  readonly stack: string;
  readonly size: number;
  readonly wasStopped: boolean;
}

async function toHours({ stack: name, size, wasStopped }: Goal, world: Everything): Promise<string | undefined> {
  const stack = await world.stacks.describe(name);
  const groupName = stack?.outputs['AutoScalingGroupName'];
  // An update that goes on alone needs its instances.
  if (stack === undefined || groupName === undefined || conditionOf(stack.status) === 'busy') return undefined;
  const group = await world.fleet.group(groupName);
  if (group === undefined) return undefined;
  const text = stoppedBy(stack.outputs['Hours'], world.clock.now());
  if (text !== undefined) {
    await world.fleet.bound(groupName, { min: 0, desired: 0 });
    world.reporter.tell({ kind: 'hours', stack: name, text });
    return text;
  }
  // It was stopped, and is to run now: its hours have begun meanwhile, or it has none any more.
  const min = Math.min(size, group.max);
  if (wasStopped && group.min < min) await world.fleet.bound(groupName, { min, desired: Math.max(group.desired, min) });
  return undefined;
}
