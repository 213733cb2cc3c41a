import { BeanpoleError } from '../errors.ts';
import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { atHalfTime, endOfSwap } from '../report/swap.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { liveIn, otherEnvironment } from './live.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { existing, putInPlace, sharedOf } from './versions.ts';

/**
 * Two environments exchange their versions, each by its own policy and gate; addresses, settings and data stay where they are. The environment that the run is about comes first: if
 * its new version is bad, it goes back by itself and the other one is not touched.
 */
export async function swap(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const { environment } = settings;
  const other = otherEnvironment(world.inputs['from'], environment, 'the environment to exchange versions with');
  const there = readSettings({ ...world, inputs: { ...world.inputs, environment: other } }).settings;
  const cloud = openCloud(settings, world);
  await foreseeSession(settings, cloud, world);
  const versions = await versionsOf(settings, other, world, cloud);
  const first = await put(versions.there, settings, cloud, world);
  const second =
    first.verdict === 'good'
      ? await put(versions.here, there, cloud, world).catch((error: unknown) => {
          throw atHalfTime(error, { environment, other, owed: versions.here });
        })
      : undefined;
  return endOfSwap({ application: settings.application, environment, other, first, second });
}

/** What runs in both. Nothing is touched unless both versions can still be had. */
async function versionsOf(settings: Settings, other: string, world: World, cloud: Cloud) {
  const plan = makePlan(settings, world.run);
  const { bucket } = await sharedOf(plan, cloud);
  const [here, there] = await Promise.all([liveIn(settings.environment, plan, cloud), liveIn(other, plan, cloud)]);
  if (here.label === there.label) {
    throw new BeanpoleError('version', `Both environments run version "${here.label}": there is nothing to exchange.`, {
      fix: 'Nothing was touched. If an earlier swap stopped half-way, `command: rollback` or `promote` brings either environment where it should be.',
    });
  }
  await Promise.all([here.label, there.label].map((label) => existing(label, bucket, cloud)));
  return { here: here.label, there: there.label };
}

async function put(label: string, settings: Settings, cloud: Cloud, world: World): Promise<Ended> {
  const plan = makePlan(settings, world.run);
  const ended = await putInPlace({ plan, cloud, pick: () => label, slots: plan.slots }, world);
  if (ended.verdict === 'good') world.journal.line(ended.text);
  return ended;
}
