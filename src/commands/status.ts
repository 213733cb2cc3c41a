import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { endOfStatus } from '../report/examination.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { observe } from './observe.ts';
import { overview } from './overview.ts';
import { readSettings } from './settings.ts';

/** Settings want the name of an environment; without one the whole application is meant. */
const noEnvironment = { value: 'all', variable: 'status' };

/** Says what is live and how it is: the version and where it came from, health, stacks, instances, the last operation; without an environment, of all of them. Touches nothing. */
export async function status(world: World): Promise<Ended> {
  const { event } = world;
  const { settings, provenance } = readSettings({ ...world, event: { fallback: noEnvironment, ...event } });
  const { application, environment, region } = settings;
  const cloud = openCloud(settings, world);
  const source = provenance['environment'];
  if (source?.kind === 'event' && source.variable === noEnvironment.variable)
    return overview(application, { cloud, now: world.clock.now() });
  const names = Object.values(makePlan(settings, world.run).stacks);
  const all = await Promise.all(names.map((name) => cloud.stacks.describe(name)));
  const stacks = all.filter((one) => one !== undefined);
  const compute = stacks.find(({ name }) => name === names.at(-1));
  const observed = compute === undefined ? undefined : await observe(compute, cloud, world.clock.now());
  const last = compute === undefined ? undefined : await cloud.stacks.newestEvent(compute.id);
  return endOfStatus({ application, environment, region, stacks, observed, last });
}
