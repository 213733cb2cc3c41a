import type { EnvironmentConfig } from '../settings/environment-config.ts';
import { connectionUrls, connectionVariables } from './connections.ts';
import type { InstanceDescription } from './instance.ts';
import { trustDatabase } from './trust.ts';
import { type Resolved, resolveVariables } from './variables.ts';
import type { World } from './world.ts';

/** The variables that the settings name, and below them those of database and cache, whose addresses follow from their own alone. */
export async function variablesOf(
  world: World,
  description: InstanceDescription,
  config: EnvironmentConfig,
): Promise<Resolved> {
  const { aws } = world;
  const { database, region } = description;
  const [named, connections, caFile] = await Promise.all([
    resolveVariables(aws, config.variables),
    resolveVariables(aws, connectionVariables(description, config)),
    database === undefined ? undefined : trustDatabase(world, { host: database.host, region }),
  ]);
  const urls = connectionUrls(connections.values, config, caFile);
  const concealed = [urls['DATABASE_URL'], urls['REDIS_URL']].filter((text) => text !== undefined);
  return {
    values: { ...connections.values, ...urls, ...named.values },
    secrets: [...named.secrets, ...connections.secrets, ...concealed],
  };
}
