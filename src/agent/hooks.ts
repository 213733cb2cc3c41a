import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../platforms/order.ts';
import { type Work, runAll } from './install.ts';
import type { Release } from './release.ts';
import type { Timeline } from './timeline.ts';

/** The moments at which scripts of the application run: before its installation, before its start, after its gate. */
export type Moment = 'prebuild' | 'predeploy' | 'postdeploy';

/** The folders of `.platform` that scripts are taken from: a new version's, or those of a version that only got another configuration. */
export type Occasion = 'hooks' | 'confighooks';

/** Runs a release's scripts of a moment, in the order of their names, with the machine's rights, as Beanstalk does; it may forget the executable bit. */
export type RunHooks = (moment: Moment) => Promise<void>;

/** Scripts of one release. */
export interface Hooks {
  readonly release: Release;
  /** None: it comes back from a reboot, and they have run. */
  readonly occasion: Occasion | undefined;
  readonly time: Timeline;
  readonly work: Omit<Work, 'step' | 'as' | 'failed' | 'directory'>;
}

export function hooks({ release: { directory, source }, occasion, time, work }: Hooks): RunHooks {
  return async (moment) => {
    const folder = `.platform/${occasion}/${moment}/`;
    const scripts = source.files.filter((file) => file.startsWith(folder) && !file.slice(folder.length).includes('/'));
    if (occasion === undefined || scripts.length === 0) return;
    const steps = scripts.sort(byBytes).map((file): Step => ({ says: file, command: [join(directory, file)] }));
    for (const { command } of steps) chmodSync(command[0] ?? '', 0o755);
    const own = { ...work, directory, as: 'root', step: moment, failed: `The ${moment} hook failed` } as const;
    await time.step(moment, () => runAll(own, steps));
  };
}

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
