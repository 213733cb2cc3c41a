import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';

/** When the run must be over, by its clock: `deploy.limit` counts from its beginning, the build included. */
export function deadlineOf({ deploy }: Pick<Settings, 'deploy'>, { began }: Pick<World, 'began'>): number {
  return began + deploy.limit * 1000;
}

/** AWS in the region of the settings, for as long as the run may take. */
export function openCloud(settings: Settings, world: World): Cloud {
  return world.cloud(settings.region, deadlineOf(settings, world));
}
