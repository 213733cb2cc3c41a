import type { Stack } from './ports.ts';
import type { Everything } from './world.ts';

/**
 * A rolling update raises the group for a moment, and a failed one leaves it raised, as the template does not set its size. Nothing depends on this
 * step: without it the group is merely larger than before until scaling or the next deploy brings it back.
 */
export async function restoreSize(
  { name, stack }: { readonly name: string; readonly stack: Stack | undefined },
  before: number | undefined,
  world: Everything,
): Promise<void> {
  const group = stack?.outputs['AutoScalingGroupName'];
  if (group === undefined || before === undefined) return;
  try {
    const now = await world.fleet.desired(group);
    if (now !== undefined && now > before) await world.fleet.resize(group, before);
  } catch (error) {
    const text = `The group may still be larger than before: ${error instanceof Error ? error.message : String(error)}`;
    world.reporter.tell({ kind: 'warning', stack: name, text });
  }
}
