import { destroy as destroyEnvironment } from '../deploy/destroy.ts';
import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { endOfDestruction } from '../report/outcome.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { deployWorld } from './deploy.ts';
import { readSettings } from './settings.ts';
import { synthesize } from './templates.ts';

/** Deletes an environment. Its application keeps the network, the bucket and every version. */
export async function destroy(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const plan = makePlan(settings, world.run);
  const { descriptions } = synthesize(settings);
  const cloud = openCloud(settings, world);
  return endOfDestruction(await destroyEnvironment(plan, deployWorld({ plan, cloud, descriptions }, world)));
}
