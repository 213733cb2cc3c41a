import { newestFor } from '../deploy/image.ts';
import type { Stack } from '../deploy/ports.ts';
import { makePlan } from '../plan/plan.ts';
import { liveValues } from '../plan/slots.ts';
import type { Ended } from '../report/ended.ts';
import { endOfStatus, type ImageSeen } from '../report/examination.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
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
  const [last, image] = await Promise.all([
    compute && cloud.stacks.newestEvent(compute.id),
    compute && imageOf(compute, settings, { cloud, journal: world.journal }),
  ]);
  return endOfStatus({ application, environment, region, stacks, observed, last, image });
}

/** The machine image of an environment, and the one that `update-platform` would bring. Who may not ask AWS for that is told of everything else all the same. */
async function imageOf(
  compute: Stack,
  { instances }: Settings,
  { cloud, journal }: { readonly cloud: Cloud; readonly journal: World['journal'] },
): Promise<ImageSeen | undefined> {
  const running = liveValues(compute.parameters)['ImageId'];
  if (running === undefined) return undefined;
  const own = instances.image !== undefined || instances.packer !== undefined;
  if (own) return { running, newest: undefined };
  const newest = await newestFor(compute, cloud.images).catch((error: unknown) => {
    journal.warning(
      `Whether there is a newer machine image is not known: ${error instanceof Error ? error.message : error}`,
    );
    return undefined;
  });
  return { running, newest };
}
