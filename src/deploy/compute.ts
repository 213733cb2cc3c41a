import { apply } from './apply.ts';
import { tidySlots } from './keep.ts';
import type { Desired } from './request.ts';
import { resting } from './rest.ts';
import { restoreSize } from './size.ts';
import type { StackResult } from './verdict.ts';
import type { Everything } from './world.ts';

/** Sizes of the group. */
export interface Sizes {
  /** That it gets when it has no instance. */
  readonly usual: number;
  /** That it had before the update, once that is known. */
  readonly before: () => number | undefined;
}

/** What became of the compute stack, and in words whether its instances are stopped now. */
export interface ComputeResult {
  readonly compute: StackResult;
  readonly stopped?: string;
}

/** Brings the compute stack to where it shall be, and then its group and slots to how they shall rest, whatever came of it. */
export async function applyCompute(wanted: Desired, sizes: Sizes, world: Everything): Promise<ComputeResult> {
  const rest = resting(sizes.usual, world);
  const desired = { ...wanted, rest };
  try {
    const compute = await apply(desired, world);
    if (compute.kind === 'rolled-back') await restoreSize(compute, sizes.before(), world);
    await tidySlots(compute, desired, world);
    const stopped = await rest.back(desired.name);
    return { compute, ...(stopped === undefined ? {} : { stopped }) };
  } catch (error) {
    await rest.back(desired.name);
    throw error;
  }
}
