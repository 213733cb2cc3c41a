import { BeanpoleError } from '../errors.ts';
import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { putInPlace } from './versions.ts';

/** Goes back to the version that ran before, or to the one that `version-label` names. Needs no checkout: everything lies in the bucket. */
export async function rollback(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const plan = makePlan(settings, world.run);
  const cloud = openCloud(settings, world);
  await foreseeSession(settings, cloud, world);
  return putInPlace({ plan, cloud, pick: ({ PreviousVersion }) => settings.label ?? previous(PreviousVersion) }, world);
}

function previous(label: string | undefined): string {
  if (label !== undefined && label !== 'none') return label;
  throw new BeanpoleError('version', 'No other version ran in this environment before the live one.', {
    fix: 'Nothing was touched. Name the version that you want with `version-label`.',
  });
}
