import { diagnose } from '../deploy/doctor.ts';
import { BeanpoleError } from '../errors.ts';
import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { endOfExamination } from '../report/examination.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { examine } from './examine.ts';
import { readSettings } from './settings.ts';
import { sharedOf } from './versions.ts';

/** Says what will trouble the next update, or a rollback, before it does. Touches nothing. */
export async function doctor(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const { application, environment } = settings;
  const plan = makePlan(settings, world.run);
  const cloud = openCloud(settings, world);
  const { bucket } = await sharedOf(plan, cloud);
  const compute = await cloud.stacks.describe(plan.stacks.compute);
  if (compute === undefined) {
    throw new BeanpoleError('version', `There is no environment "${environment}" of "${application}".`, {
      fix: 'Deploy it first.',
    });
  }
  const findings = diagnose(await examine(compute, { bucket, now: world.clock.now() }, cloud));
  for (const { what, fix } of findings) world.journal.warning(`${what} ${fix}`);
  return endOfExamination({ application, environment, findings });
}
