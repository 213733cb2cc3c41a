import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { historyOf } from './history.ts';
import { liveIn, otherEnvironment } from './live.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { putInPlace } from './versions.ts';

/** Puts the version that runs in another environment of the application into this one: the same bundle, byte for byte. */
export async function promote(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const plan = makePlan(settings, world.run);
  const cloud = openCloud(settings, world);
  await foreseeSession(settings, cloud, world);
  const from = otherEnvironment(
    world.inputs['from'],
    settings.environment,
    'the environment whose version shall come here',
  );
  return putInPlace(
    {
      plan,
      cloud,
      pick: async () => (await liveIn(from, plan, cloud)).label,
      slots: plan.slots,
      askHistory: historyOf(world),
    },
    world,
  );
}
