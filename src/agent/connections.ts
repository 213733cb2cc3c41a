import type { EnvironmentConfig } from '../settings/environment-config.ts';
import type { Variable } from '../settings/settings.ts';
import type { InstanceDescription } from './instance.ts';

type Values = Readonly<Record<string, string>>;

/** What tells the application where its database and its cache are: addresses as they are, user and password by reference. */
export function connectionVariables(
  { database, cache }: InstanceDescription,
  config: EnvironmentConfig,
): Readonly<Record<string, Variable>> {
  const name = config.database?.name;
  return {
    ...(database === undefined
      ? {}
      : {
          RDS_HOSTNAME: plain(database.host),
          RDS_PORT: plain(database.port),
          ...(name === undefined ? {} : { RDS_DB_NAME: plain(name) }),
          RDS_USERNAME: member(database.secret, 'username'),
          RDS_PASSWORD: member(database.secret, 'password'),
          RDS_SECRET: plain(database.secret),
        }),
    ...(cache === undefined
      ? {}
      : {
          CACHE_HOST: plain(cache.host),
          CACHE_PORT: plain(cache.port),
          ...(cache.secret === undefined ? {} : { CACHE_TOKEN: member(cache.secret, 'token') }),
        }),
  };
}

/**
 * The same as one address each, as most libraries want it; with what is resolved by now. `caFile`: the certificates that the database's own is proved by.
 * Oracle has no such address, and memcached neither.
 */
export function connectionUrls(values: Values, config: EnvironmentConfig, caFile: string | undefined): Values {
  const database = databaseUrl(values, config.database?.family, caFile);
  const cache = cacheUrl(values, config.cache?.engine);
  return {
    ...(caFile === undefined ? {} : { RDS_CA_BUNDLE: caFile }),
    ...(database === undefined ? {} : { DATABASE_URL: database }),
    ...(cache === undefined ? {} : { REDIS_URL: cache }),
  };
}

const schemes = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql', sqlserver: 'sqlserver' } as const;

function databaseUrl(values: Values, family: string | undefined, caFile: string | undefined): string | undefined {
  const scheme = family === undefined ? undefined : (schemes as Values)[family];
  const { RDS_HOSTNAME: host, RDS_PORT: port, RDS_DB_NAME: name = '', RDS_USERNAME: user, RDS_PASSWORD: word } = values;
  if (scheme === undefined || host === undefined || user === undefined || word === undefined) return undefined;
  // libpq and the drivers that follow it read both; those of the other engines have no common spelling, so they take RDS_CA_BUNDLE.
  const isProved = scheme === 'postgres' && caFile !== undefined;
  const proof = isProved ? `?sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile)}` : '';
  const at = `${host}:${port}${name === '' ? '' : `/${name}`}`;
  return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(word)}@${at}${proof}`;
}

function cacheUrl(values: Values, engine: string | undefined): string | undefined {
  const { CACHE_HOST: host, CACHE_PORT: port, CACHE_TOKEN: token } = values;
  if (host === undefined || engine === undefined || engine === 'memcached') return undefined;
  return `rediss://${token === undefined ? '' : `:${encodeURIComponent(token)}@`}${host}:${port}`;
}

function plain(value: string): Variable {
  return { kind: 'plain', value };
}

function member(id: string, key: string): Variable {
  return { kind: 'secret', id, key };
}
