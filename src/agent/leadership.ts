import { type ObjectPlace, read, writeIf } from './aws/s3.ts';
import type { Occasion } from './hooks.ts';
import type { InstanceDescription } from './instance.ts';
import type { Release } from './release.ts';
import type { World } from './world.ts';

/** The variable by which Beanstalk's scripts know that they run on the leader. It is not documented, and everywhere. */
const variable = 'EB_IS_COMMAND_LEADER';

interface Due {
  readonly release: Pick<Release, 'source'>;
  readonly occasion: Occasion | undefined;
}

/** What scripts of a release are told about the leader; nobody is asked where none are due. */
export async function leaderVariables(
  world: Pick<World, 'aws' | 'instance'>,
  description: Pick<InstanceDescription, 'bucket' | 'environment' | 'deployment'>,
  { release, occasion }: Due,
): Promise<Readonly<Record<string, string>>> {
  const folders = occasion === 'hooks' ? ['.platform/hooks/', '.ebextensions/'] : [`.platform/${occasion}/`];
  const isDue = release.source.files.some((file) => folders.some((folder) => file.startsWith(folder)));
  return isDue && (await isLeader(world, description)) ? { [variable]: 'true' } : {};
}

/**
 * The first instance of the deployment that asks is the leader, and stays it. As under Beanstalk the others do not wait for it, and nobody comes in its place: what
 * has to run once and be done is for `deploy.once` or `leader_only`.
 */
async function isLeader(
  { aws, instance }: Pick<World, 'aws' | 'instance'>,
  { bucket, environment, deployment }: Pick<InstanceDescription, 'bucket' | 'environment' | 'deployment'>,
): Promise<boolean> {
  const place: ObjectPlace = { bucket, key: `environments/${environment}/once/${deployment}-leader.json` };
  const mine = await writeIf(aws, place, JSON.stringify({ schema: 1, instance }), 'none');
  if (mine !== undefined) return true;
  const { instance: leader } = JSON.parse((await read(aws, place)).text) as { readonly instance?: string };
  return leader === instance;
}
