import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { deploy } from './deploy.ts';
import { readSettings } from './settings.ts';

/** Where a rehearsal takes place when nobody names a region: it costs nothing anywhere. */
const anyRegion = { value: 'us-east-1', variable: 'the local cloud' };

/** A deploy to a local cloud of this run's own: the true template, the true agent, real processes, and nothing left when it ends. */
export async function rehearse(world: World): Promise<Ended> {
  const local = { ...world, event: { region: anyRegion, ...world.event } };
  const { settings } = readSettings(local);
  world.journal.stage('Local cloud');
  world.journal.line('Rehearsing on a local cloud of this run; AWS is not asked anything.');
  await world.rehearse(settings.region);
  const ended = await deploy(local);
  return { ...ended, text: `${ended.text}\nThis was a rehearsal: its local cloud, and the address, go with this run.` };
}
