import { building, installation } from '../platforms/order.ts';
import type { Platform } from '../platforms/platform.ts';
import { runAll } from './install.ts';
import type { Release } from './release.ts';
import type { Timeline } from './timeline.ts';
import type { World } from './world.ts';

interface Making {
  readonly world: World;
  readonly platform: Platform;
  readonly release: Release;
  readonly environment: Readonly<Record<string, string>>;
  readonly time: Timeline;
}

/** Installs and builds what the release needs, once. */
export async function make({ world: { host, journal }, platform, release, environment, time }: Making): Promise<void> {
  const { directory, source } = release;
  const work = { host, journal, environment, directory, as: 'application' } as const;
  const [install, construct] = release.has('installed')
    ? [[], []]
    : [installation(platform, source), building(platform, source)];
  await time.step('install', async () => {
    if (install.length === 0) journal.say('Nothing is to be installed.');
    await runAll({ ...work, step: 'install', failed: 'The installation failed' }, install);
  });
  if (construct.length > 0) {
    await time.step('build', () => runAll({ ...work, step: 'build', failed: 'The build failed' }, construct));
  }
  release.mark('installed');
}

/** Whether nothing of a release is to be installed or built. */
export function isBuilt(platform: Platform, { source }: Release): boolean {
  return installation(platform, source).length === 0 && building(platform, source).length === 0;
}
