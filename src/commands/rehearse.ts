import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { deploy } from './deploy.ts';

/** A deploy to a local cloud of this run's own: the true template, the true agent, real processes, and nothing left when it ends. */
export async function rehearse(world: World): Promise<Ended> {
  world.journal.stage('Local cloud');
  await world.rehearse();
  return deploy(world);
}
