import type { Context } from './context.ts';
import { ref } from './intrinsics.ts';
import type { Value } from './template.ts';

/** How the compute stack knows the database: by parameters, or from the settings when it is one from outside. */
export function databaseAccess({ database }: Context): { readonly port: Value; readonly securityGroup?: Value } {
  if (database?.kind !== 'outside') return { port: ref('DatabasePort'), securityGroup: ref('DatabaseSecurityGroup') };
  const { port, securityGroup } = database;
  return { port, ...(securityGroup === undefined ? {} : { securityGroup }) };
}

/** Where database and cache are, as it stands in `instance.json`; ids and addresses only, nothing secret. */
export function dataAddresses({ database, cache }: Context): object {
  const own = { host: '${DatabaseHost}', port: '${DatabasePort}', secret: '${DatabaseSecret}' };
  const hasToken = cache?.size.kind === 'nodes' && cache.engine !== 'memcached';
  return {
    ...(database === undefined ? {} : { database: database.kind === 'own' ? own : outside(database) }),
    ...(cache === undefined
      ? {}
      : { cache: { host: '${CacheHost}', port: '${CachePort}', ...(hasToken ? { secret: '${CacheSecret}' } : {}) } }),
  };
}

function outside({ host, port, secret }: Extract<Context['database'], { kind: 'outside' }>): object {
  return { host, port: String(port), secret };
}
