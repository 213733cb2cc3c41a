import type { ResourceHandlers } from '../engine/resource.ts';
import { caches } from '../elasticache/caches.ts';
import { cacheHandlers } from '../elasticache/resources.ts';
import { elastiCache } from '../elasticache/service.ts';
import { databases } from '../rds/databases.ts';
import { rdsRecords } from '../rds/records.ts';
import { rdsHandlers } from '../rds/resources.ts';
import { rds } from '../rds/service.ts';
import type { Cloud, Service } from '../service.ts';
import { openSecrets } from '../services/secrets-manager/secret.ts';
import { servers } from './servers.ts';

/** Databases and caches of a cloud, with the servers of this machine behind them. */
export interface DataServices {
  readonly services: readonly Service[];
  readonly handlers: ResourceHandlers;
  /** Starts what ran when the cloud was last stopped. */
  start(): Promise<void>;
  /** Ends all servers; their files stay. */
  stop(): Promise<void>;
}

/** Opens databases and caches on what the cloud's store remembers. */
export function dataServices(cloud: Cloud): DataServices {
  const running = servers(cloud);
  const made = databases({ cloud, records: rdsRecords(cloud), servers: running, secrets: openSecrets(cloud) });
  const cached = caches(cloud, running);
  return {
    services: [rds(made), elastiCache(cached)],
    handlers: { ...rdsHandlers(cloud, made), ...cacheHandlers(cloud, cached) },
    start: async () => void (await Promise.all([made.start(), cached.start()])),
    stop: running.stopAll,
  };
}
