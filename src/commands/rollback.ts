import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import { makePlan } from '../plan/plan.ts';
import { slotsOf } from '../plan/slots.ts';
import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { putInPlace } from './versions.ts';

/**
 * Goes back to the version that ran before, or to the one that `version-label` names. Needs no checkout: everything lies in the bucket. Where the former version
 * is kept up in the other slot, it is one switch of the load balancer.
 */
export async function rollback(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const plan = makePlan(settings, world.run);
  const cloud = openCloud(settings, world);
  await foreseeSession(settings, cloud, world);
  return putInPlace({ plan, cloud, pick: (live) => settings.label ?? former(live) }, world);
}

/** A version that has but its first share of the requests is not live yet: going back is to take the share from it. */
function former({ parameters, outputs }: Stack): string {
  const { Version, PreviousVersion } = outputs;
  const onTrial = (slotsOf(parameters)?.idleShare ?? 0) > 0;
  return onTrial && Version !== undefined ? Version : previous(PreviousVersion);
}

function previous(label: string | undefined): string {
  if (label !== undefined && label !== 'none') return label;
  throw new BeanpoleError('version', 'No other version ran in this environment before the live one.', {
    fix: 'Nothing was touched. Name the version that you want with `version-label`.',
  });
}
