import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import { stackNames } from '../plan/names.ts';
import { architectureTag, machineIn } from '../plan/plan.ts';
import { stoppedBy } from '../settings/hours.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud } from '../world.ts';

/** The environment's compute stack and the group of its instances; an error that says so where there is none. */
export async function instancesOf(
  { application, environment }: Settings,
  { stacks, fleet }: Cloud,
  now: number,
): Promise<{ readonly live: Stack; readonly group: string }> {
  const live = await stacks.describe(stackNames(application, environment).compute);
  const group = live?.outputs['AutoScalingGroupName'];
  if (machineIn(live?.tags[architectureTag])?.windows !== undefined) {
    throw new BeanpoleError('refused', 'This command is not built yet for instances of Windows Server.', {
      fix: 'Nothing was touched. The log of a failed instance is in the bucket; deploy again to start anew.',
    });
  }
  if (live !== undefined && group !== undefined) {
    if ((await fleet.desired(group)) !== 0) return { live, group };
    const why = stoppedBy(live.outputs['Hours'], now) ?? 'stopped by hand';
    throw new BeanpoleError('refused', `No instance of "${environment}" runs: it is ${why}.`, {
      fix: 'Nothing was touched. The logs of an instance go with it.',
    });
  }
  throw new BeanpoleError('version', `There is no environment "${environment}" of "${application}" with instances.`, {
    fix: 'Nothing was touched. Deploy it first.',
  });
}
