import type { InstanceHealth } from '../agent/health/health.ts';
import type { Ran } from '../deploy/commands.ts';
import type { Ended } from '../report/ended.ts';
import { endOfHealth, type Told } from '../report/health.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { instancesOf } from './instances.ts';
import { observe } from './observe.ts';
import { readSettings } from './settings.ts';

const limitMs = 120_000;

/** Each agent looks at its machine for a second, and at what was answered within the last minute. */
const script = `
home="\${BEANPOLE_HOME:-/opt/beanpole}"
cd "$home" && node-24 agent.mjs health "$home/instance.json"
`.trim();

/** Asks every instance how it is: requests and how long they took, processors, memory, disk, version. Changes nothing. */
export async function health(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const cloud = openCloud(settings, world);
  const now = world.clock.now();
  const { live, group } = await instancesOf(settings, cloud, now);
  const comment = `Beanpole: health of ${settings.environment}`;
  const [observed, ran] = await Promise.all([
    observe(live, cloud, now),
    cloud.commands.run({ group, script, comment, limitMs, atOnce: '100%' }),
  ]);
  const ended = endOfHealth(settings, observed, ran.map(toldBy));
  world.journal.stage(`Health of ${settings.environment}`);
  return ended;
}

/** What an instance has said of itself; one that could not is told with its last words. */
export function toldBy({ instance, status, output, errors }: Ran): Told {
  const line = output.split('\n').find((one) => one.startsWith('{'));
  if (status === 'Success' && line !== undefined) return { instance, health: JSON.parse(line) as InstanceHealth };
  const words = `${errors}\n${output}`.trim();
  if (words.includes('Usage: agent.mjs'))
    return { instance, why: 'its agent does not know the question yet; the next deploy brings one that does.' };
  return { instance, why: words.split('\n').at(-1) || status };
}
