import { destroy as destroyEnvironment, type Destruction } from '../deploy/destroy.ts';
import { BeanpoleError } from '../errors.ts';
import { notOurs } from '../plan/ownership.ts';
import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { endOfDestruction } from '../report/outcome.ts';
import type { Provenance } from '../settings/provenance.ts';
import type { Settings } from '../settings/settings.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { deployWorld } from './deploy.ts';
import { refuseLinked } from './links.ts';
import { readSettings } from './settings.ts';
import { synthesize } from './templates.ts';

/** Deletes an environment. Its application keeps the network, the bucket and every version. */
export async function destroy(world: World): Promise<Ended> {
  const read = readSettings(world);
  // Who names the command and the environment means it; an event may only take away what an event has made.
  if (world.inputs['command'] === undefined) await refuseOthers(read.settings, world);
  await refuseLinked(read.settings, openCloud(read.settings, world));
  return endOfDestruction(await destroyOne(read, world));
}

/** What the settings say, and who said it. */
interface Read {
  readonly settings: Settings;
  readonly provenance: Provenance;
}

/** Deletes the environment that the settings name. */
export async function destroyOne({ settings, provenance }: Read, world: World): Promise<Destruction> {
  const plan = makePlan(settings, world.run);
  const { descriptions } = synthesize({ settings, provenance });
  const cloud = openCloud(settings, world);
  return destroyEnvironment(plan, deployWorld({ plan, cloud, descriptions }, world));
}

/** Refuses to destroy anything that is not a preview of this repository. */
async function refuseOthers(settings: Settings, world: World): Promise<void> {
  const { application, environment } = settings;
  const { run } = world;
  const { stacks } = makePlan(settings, run);
  const cloud = openCloud(settings, world);
  const found = await Promise.all([stacks.compute, stacks.data].map((name) => cloud.stacks.describe(name)));
  const claim = { application, environment, repository: run.repository ?? '' };
  // Without a stack there is nothing to lose, but the name must be right all the same.
  const named = found.some((stack) => stack !== undefined) ? [] : [{ name: stacks.compute, tags: tagsOf(claim) }];
  for (const { name, tags } of [...found.filter((stack) => stack !== undefined), ...named]) {
    const why = notOurs(name, tags, claim);
    if (why === undefined) continue;
    throw new BeanpoleError('refused', `The event does not destroy ${environment} of ${application}: ${why}.`, {
      fix: 'Nothing was touched. To delete it all the same, name it: `command: destroy` with `environment`.',
    });
  }
}

function tagsOf({ application, environment, repository }: Parameters<typeof notOurs>[2]) {
  return {
    'beanpole:application': application,
    'beanpole:environment': environment,
    'beanpole:repository': repository,
  };
}
