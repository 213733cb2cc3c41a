import type { Context } from '../context.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { databaseAccess } from '../data-addresses.ts';
import { text } from '../parameters.ts';
import { type Fragment, nothing, type Parameter, type Resource, type Value } from '../template.ts';

/** What lets the instances reach database and cache: their addresses, and one rule in the security group of each. */
export function dataAccess(context: Context): Fragment {
  const { database, cache } = context;
  if (database === undefined && cache === undefined) return nothing;
  return {
    Parameters: { ...databaseParameters(context), ...cacheParameters(context) },
    Resources: {
      ...(database === undefined ? {} : databaseIngress(context)),
      ...(cache === undefined ? {} : { CacheIngress: ingress('cache', ref('CacheSecurityGroup'), ref('CachePort')) }),
    },
  };
}

function databaseParameters({ database }: Context): Readonly<Record<string, Parameter>> {
  if (database?.kind !== 'own') return {};
  return {
    DatabaseHost: text('Host of the database.'),
    DatabasePort: text('Port of the database.'),
    DatabaseSecret: text('Secret with user and password of the database.'),
    DatabaseSecurityGroup: text('Security group of the database.'),
  };
}

function cacheParameters({ cache }: Context): Readonly<Record<string, Parameter>> {
  if (cache === undefined) return {};
  return {
    CacheHost: text('Host of the cache.'),
    CachePort: text('Port of the cache.'),
    ...(cache.size.kind === 'nodes' && cache.engine !== 'memcached'
      ? { CacheSecret: text('Secret with the token of the cache.') }
      : {}),
    CacheSecurityGroup: text('Security group of the cache.'),
  };
}

function databaseIngress(context: Context): Readonly<Record<string, Resource>> {
  const { port, securityGroup } = databaseAccess(context);
  return securityGroup === undefined ? {} : { DatabaseIngress: ingress('database', securityGroup, port) };
}

function ingress(of: 'database' | 'cache', group: Value, port: Value): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Metadata: { Description: `Lets the instances through to the ${of}` },
    Properties: {
      GroupId: group,
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      SourceSecurityGroupId: getAtt('InstanceSecurityGroup', 'GroupId'),
      Description: 'The instances of the environment',
    },
  };
}
