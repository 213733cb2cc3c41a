import type { Ended } from '../report/ended.ts';
import { endOfRestart } from '../report/instances.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { instancesOf } from './instances.ts';
import { readSettings } from './settings.ts';

/** The agent starts the release once more beside the one that serves, proves it, and lets the old processes drain: no request is lost. */
const script = `
home="\${BEANPOLE_HOME:-/opt/beanpole}"
cd "$home" && node-24 agent.mjs restart "$home/instance.json"
`.trim();

/** Starts the application anew on every instance, one after the other; secrets are read again. The version stays. */
export async function restart(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const cloud = openCloud(settings, world);
  const { live, group } = await instancesOf(settings, cloud, world.clock.now());
  world.journal.stage(`Restart of ${settings.environment}`);
  const comment = `Beanpole: restart of ${settings.environment}`;
  const limitMs = settings.deploy.limit * 1000;
  const ran = await cloud.commands.run({ group, script, comment, limitMs, atOnce: '1' });
  for (const { instance, status } of ran) world.journal.line(`${instance}: ${status}`);
  return endOfRestart(settings, live, ran);
}
