import type { Values } from '../plan/parameters.ts';
import { contentOf, firstSlots, hasSlots, launchDigest, slotValues, wantedSlots } from '../plan/slots.ts';
import type { Stack } from './ports.ts';
import { idleGroupOf, standing } from './slots.ts';
import type { Everything } from './world.ts';

/** What the slots shall be. */
export interface SlotGoal {
  readonly template: string;
  /** Minutes that the former version stays up after a switch. */
  readonly keep: number;
  /** Instances that a group made for the version shall have. */
  readonly size: number;
}

/** Instances that the live group has now. */
export async function liveSizeOf({ outputs }: Stack, { fleet }: Everything): Promise<number | undefined> {
  const group = outputs['AutoScalingGroupName'];
  return group === undefined ? undefined : fleet.desired(group);
}

/** Parameters of a version, as they are where versions stand in slots: the version goes to the slot that does not serve, unless it is live already. */
export async function inSlots(
  values: Values,
  { template, keep, size }: SlotGoal,
  live: Stack | undefined,
  world: Everything,
): Promise<Values> {
  if (!hasSlots(template)) return values;
  const version = contentOf({ LaunchDigest: launchDigest(template), ...values }, 'A');
  if (live === undefined) return { ...values, ...slotValues(firstSlots(version, size)) };
  const idleGroup = idleGroupOf(live);
  const [now, liveNow, idleNow] = await Promise.all([
    standing(live, { template, liveSize: (stack) => liveSizeOf(stack, world) }, world),
    liveSizeOf(live, world),
    idleGroup === undefined ? undefined : world.fleet.desired(idleGroup),
  ]);
  const slots = now ?? firstSlots(version, size);
  return {
    ...values,
    ...slotValues(wantedSlots(slots, { version, size, sizes: { live: liveNow, idle: idleNow }, keep })),
  };
}
