import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import type { Settings } from '../settings/settings.ts';
import { deployAs } from './deploy.ts';
import { readSettings } from './settings.ts';

/** Where a rehearsal takes place when nobody names a region: it costs nothing anywhere. */
const anyRegion = { value: 'us-east-1', variable: 'the local cloud' };

/** A deploy to a local cloud of this run's own: the true template, the true agent, real processes, and nothing left when it ends. */
export async function rehearse(world: World): Promise<Ended> {
  const local = { ...world, event: { region: anyRegion, ...world.event } };
  const { settings, provenance } = readSettings(local);
  const { name } = settings.domain;
  world.journal.stage('Local cloud');
  world.journal.line('Rehearsing on a local cloud of this run; AWS is not asked anything.');
  await world.rehearse(settings.region);
  if (name !== undefined)
    world.journal.line(`Nobody is asked about ${name}: the rehearsal answers at an address of its own.`);
  const ended = await deployAs({ settings: nameless(settings), provenance }, local);
  return { ...ended, text: `${ended.text}\nThis was a rehearsal: its local cloud, and the address, go with this run.` };
}

/** Without its name: behind that stands what is live. */
function nameless({ domain: { name: _, ...domain }, ...settings }: Settings): Settings {
  return { ...settings, domain };
}
