import type { Ended } from '../report/ended.ts';
import { endOfLogs } from '../report/instances.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { instancesOf } from './instances.ts';
import { readSettings } from './settings.ts';

const lines = 200;
const limitMs = 120_000;

/**
 * Run Command keeps the first 24,000 characters of what is printed, so only the last ones are printed. On Amazon Linux the processes log to the machine's journal, in the local
 * cloud to files of the agent.
 */
const script = `
home="\${BEANPOLE_HOME:-/opt/beanpole}"
if [ "\${BEANPOLE_HOST:-}" != local ]; then
  journalctl --no-pager --quiet -o short-iso -n ${lines} -u 'beanpole-*' -u 'beanpole.*'
else
  for file in "$home"/log/*.log "$home"/log/update/*.log; do
    if [ -f "$file" ]; then echo "==> \${file##*/} <=="; tail -n ${lines} "$file"; fi
  done
fi | tail -c 20000
`.trim();

/** Shows what the application and the agent have logged last, on every instance. Changes nothing. */
export async function logs(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const cloud = openCloud(settings, world);
  const { group } = await instancesOf(settings, cloud, world.clock.now());
  const comment = `Beanpole: logs of ${settings.environment}`;
  const ran = await cloud.commands.run({ group, script, comment, limitMs, atOnce: '100%' });
  for (const { instance, output, errors } of ran) {
    world.journal.stage(`Instance ${instance}`);
    world.journal.line(
      [output.trimEnd(), errors.trimEnd()].filter((text) => text !== '').join('\n') || 'It logged nothing.',
    );
  }
  return endOfLogs(settings, ran);
}
