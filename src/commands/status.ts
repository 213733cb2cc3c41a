import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { endOfStatus } from '../report/examination.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { readSettings } from './settings.ts';

/** Says what is live: the version and where it came from, the stacks, the instances, the last operation. Touches nothing. */
export async function status(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const { application, environment } = settings;
  const names = Object.values(makePlan(settings, world.run).stacks);
  const { stacks, fleet } = openCloud(settings, world);
  const found = (await Promise.all(names.map((name) => stacks.describe(name)))).filter((one) => one !== undefined);
  const compute = found.find(({ name }) => name === names.at(-1));
  const group = compute?.outputs['AutoScalingGroupName'];
  const [instances, last] = await Promise.all([
    group === undefined ? undefined : fleet.group(group),
    compute === undefined ? undefined : stacks.newestEvent(compute.id),
  ]);
  return endOfStatus({
    ...{ application, environment, stacks: found, compute, group: instances, last },
    now: world.clock.now(),
  });
}
