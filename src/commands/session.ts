import { foresee } from '../deploy/session.ts';
import { pausesOf } from '../settings/canary.ts';
import type { Settings } from '../settings/settings.ts';
import { batchOf } from '../template/capacity.ts';
import type { Cloud, World } from '../world.ts';

/** Seconds from the launch of an instance to the start of its application, on AWS with a small application. */
const bootSeconds = 120;

/** Warns of credentials that end before the deploy does, before anything is begun with them. */
export async function foreseeSession(settings: Settings, cloud: Cloud, { clock, journal }: World): Promise<void> {
  const warning = foresee(await cloud.session(), expectedMs(settings), clock.now());
  if (warning !== undefined) journal.warning(warning);
}

/**
 * About how long a good deploy takes, in milliseconds: each batch boots, proves itself and drains the former one, then the alarms are watched. The live
 * size is not known yet; a group that has scaled out takes longer.
 */
export function expectedMs({ deploy, health, instances, mode }: Settings): number {
  const size = mode === 'single-instance' ? 1 : instances.min;
  const isStepwise = ['rolling', 'rolling-with-additional-batch', 'in-place'].includes(deploy.policy);
  const batches = isStepwise ? Math.ceil(size / batchOf(deploy.batch, size)) : 1;
  const batch = bootSeconds + health.successes * health.interval + deploy.drain;
  const pause = deploy.canary === undefined ? 0 : pausesOf(deploy.canary);
  return (batches * batch + pause + deploy.bake * 60) * 1000;
}
