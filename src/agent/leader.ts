import { basename } from 'node:path';
import type { Changing } from './extensions/changing.ts';
import type { Workplace } from './hosts/host.ts';
import type { InstanceDescription } from './instance.ts';
import { runOnce } from './once.ts';
import type { World } from './world.ts';

interface Leading {
  readonly world: World;
  readonly description: InstanceDescription;
  readonly workplace: Workplace;
}

/** Seconds for a command of the leader, the wait of the other instances included. */
const leaderTimeout = 1_200;

/** Runs a command of `.ebextensions` on one instance of the deployment. The others wait for its end, where Beanstalk's go on without it. */
export function leader({ world, description, workplace }: Leading): Changing['lead'] {
  return async (file, { name, command, env }, directory) => {
    const place = { directory, environment: { ...workplace.environment, ...env } };
    // Files may have commands of the same name.
    const suffix = `-${basename(file, '.config')}-${name}`.replace(/[^\w.-]/g, '_');
    const task = { name: `container_commands ${name}`, suffix, as: 'root', command, timeout: leaderTimeout } as const;
    await runOnce(world, description, { ...task, workplace: place });
  };
}
