import { cacheVersions, engines } from './engines.ts';
import { type Resolved, valueAt } from './resolve.ts';
import type { CacheSettings, DatabaseEngine, OutsideDatabase, OwnDatabase } from './data-settings.ts';
import type { Settings } from './settings.ts';

/** The database, its own or one from outside; none where no engine is named. */
export function databaseFrom(resolved: Resolved): Settings['database'] {
  const engine = valueAt(resolved, 'database.engine');
  if (engine === undefined) return undefined;
  const endpoint = valueAt(resolved, 'database.endpoint');
  return endpoint === undefined ? own(resolved, engine) : outside(resolved, engine, endpoint);
}

/** The cache; none where no engine is named. */
export function cacheFrom(resolved: Resolved): CacheSettings | undefined {
  const engine = valueAt(resolved, 'cache.engine');
  if (engine === undefined) return undefined;
  const version = valueAt(resolved, 'cache.version') ?? cacheVersions[engine][0] ?? '';
  if (valueAt(resolved, 'cache.serverless') === true) {
    return { engine, version, size: { kind: 'serverless', storage: valueAt(resolved, 'cache.max-storage') ?? 1 } };
  }
  const type = valueAt(resolved, 'cache.node-type') ?? 'cache.t4g.micro';
  const usual = valueAt(resolved, 'mode') === 'high-availability' ? 2 : 1;
  return { engine, version, size: { kind: 'nodes', type, count: valueAt(resolved, 'cache.nodes') ?? usual } };
}

function own(resolved: Resolved, engine: DatabaseEngine): OwnDatabase {
  const { aurora, versions, standby } = engines[engine];
  const snapshot = valueAt(resolved, 'database.snapshot');
  const name = nameOf(resolved, engine);
  const deletionPolicy = valueAt(resolved, 'database.deletion-policy') ?? (isPreview(resolved) ? 'delete' : 'snapshot');
  return {
    kind: 'own',
    engine,
    version: valueAt(resolved, 'database.version') ?? versions[0] ?? '',
    ...(aurora ? capacity(resolved) : machine(resolved, engine)),
    multiAz: valueAt(resolved, 'database.multi-az') ?? (standby && valueAt(resolved, 'mode') === 'high-availability'),
    ...(name === undefined ? {} : { name }),
    user: valueAt(resolved, 'database.user') ?? 'app',
    backups: valueAt(resolved, 'database.backups') ?? 7,
    ...(snapshot === undefined ? {} : { snapshot }),
    deletionPolicy,
    deletionProtection: valueAt(resolved, 'database.deletion-protection') ?? deletionPolicy !== 'delete',
    allowMajorUpgrade: valueAt(resolved, 'database.allow-major-upgrade') ?? false,
  };
}

function machine(resolved: Resolved, engine: DatabaseEngine): Pick<OwnDatabase, 'class' | 'storage'> {
  const size = valueAt(resolved, 'database.storage') ?? 20;
  return {
    class: valueAt(resolved, 'database.class') ?? engines[engine].class ?? '',
    storage: { size, most: valueAt(resolved, 'database.max-storage') ?? Math.min(size * 5, 65_536) },
  };
}

function capacity(resolved: Resolved): Pick<OwnDatabase, 'capacity'> {
  const min = valueAt(resolved, 'database.min-capacity') ?? 0.5;
  return { capacity: { min, max: valueAt(resolved, 'database.max-capacity') ?? Math.max(4, min) } };
}

function outside(resolved: Resolved, engine: DatabaseEngine, endpoint: string): OutsideDatabase {
  const [host = '', port] = endpoint.split(':');
  const name = nameOf(resolved, engine);
  const securityGroup = valueAt(resolved, 'database.security-group');
  return {
    kind: 'outside',
    engine,
    host,
    port: port === undefined ? engines[engine].port : Number(port),
    secret: valueAt(resolved, 'database.secret') ?? '',
    ...(name === undefined ? {} : { name }),
    ...(securityGroup === undefined ? {} : { securityGroup }),
  };
}

/** SQL Server is made without a database; Oracle calls its own by eight letters at most. */
function nameOf(resolved: Resolved, engine: DatabaseEngine): string | undefined {
  const usual = { postgres: 'app', mysql: 'app', mariadb: 'app', sqlserver: undefined, oracle: 'ORCL' } as const;
  return valueAt(resolved, 'database.name') ?? usual[engines[engine].family];
}

/** A preview lives as long as its pull request, and so does what is in it. */
function isPreview(resolved: Resolved): boolean {
  return /^pr-\d+$/.test(valueAt(resolved, 'environment') ?? '');
}
