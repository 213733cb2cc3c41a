import type { Context } from '../context.ts';
import type { Cache } from '../data-context.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { namedTags, tags } from '../tags.ts';
import { type Fragment, nothing, type Output, type Resource, type Value } from '../template.ts';
import { closedGroup } from '../closed-group.ts';

/** The cache of an environment, each kind under a logical id of its own, as CloudFormation does not turn one type into another. Encrypted, over TLS, behind a closed security group; with nodes of valkey or redis also behind a token. */
export function cache(context: Context): Fragment {
  const { cache: wanted } = context;
  if (wanted === undefined) return nothing;
  const parts = partsOf(context, wanted);
  return {
    Resources: { CacheSecurityGroup: closedGroup(context, { of: 'cache' }), ...parts.resources },
    Outputs: {
      ...parts.outputs,
      CacheSecurityGroup: { Value: getAtt('CacheSecurityGroup', 'GroupId') },
    },
  };
}

interface Parts {
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, Output>>;
}

function partsOf(context: Context, wanted: Cache): Parts {
  const { engine, size } = wanted;
  if (size.kind === 'serverless') return serverless(context, wanted, size.storage);
  return engine === 'memcached' ? memcached(context, wanted, size) : replicated(context, wanted, size);
}

/** Address and port, and the token where there is one. */
function outputs(host: Value, port: Value): Readonly<Record<string, Output>> {
  return { CacheHost: { Value: host }, CachePort: { Value: port } };
}

/** Nodes over several zones, one of which writes; from two on another one takes over when it is lost. */
function replicated(context: Context, { engine, version }: Cache, nodes: Nodes): Parts {
  const several = nodes.count > 1;
  return {
    resources: {
      CacheSubnets: subnets(context),
      CacheSecret: secret(context),
      Cache: {
        Type: 'AWS::ElastiCache::ReplicationGroup',
        Metadata: { Description: 'The cache of the environment' },
        Properties: {
          ReplicationGroupDescription: 'The cache of a Beanpole environment',
          Engine: engine,
          EngineVersion: version,
          CacheNodeType: nodes.type,
          NumCacheClusters: nodes.count,
          AutomaticFailoverEnabled: several,
          MultiAZEnabled: several,
          AtRestEncryptionEnabled: true,
          TransitEncryptionEnabled: true,
          // A reference: the token itself is in no template. CloudFormation looks it up when it makes the cache.
          AuthToken: sub('{{resolve:secretsmanager:${CacheSecret}:SecretString:token}}'),
          CacheSubnetGroupName: ref('CacheSubnets'),
          SecurityGroupIds: [getAtt('CacheSecurityGroup', 'GroupId')],
          AutoMinorVersionUpgrade: true,
          SnapshotRetentionLimit: 1,
          Tags: tags(context),
        },
      },
    },
    outputs: {
      ...outputs(getAtt('Cache', 'PrimaryEndPoint.Address'), getAtt('Cache', 'PrimaryEndPoint.Port')),
      CacheSecret: { Value: ref('CacheSecret') },
    },
  };
}

type Nodes = Extract<Cache['size'], { kind: 'nodes' }>;

function memcached(context: Context, { engine, version }: Cache, nodes: Nodes): Parts {
  return {
    resources: {
      CacheSubnets: subnets(context),
      CacheCluster: {
        Type: 'AWS::ElastiCache::CacheCluster',
        Metadata: { Description: 'The cache of the environment' },
        Properties: {
          Engine: engine,
          EngineVersion: version,
          CacheNodeType: nodes.type,
          NumCacheNodes: nodes.count,
          AZMode: nodes.count > 1 ? 'cross-az' : 'single-az',
          TransitEncryptionEnabled: true,
          CacheSubnetGroupName: ref('CacheSubnets'),
          VpcSecurityGroupIds: [getAtt('CacheSecurityGroup', 'GroupId')],
          AutoMinorVersionUpgrade: true,
          Tags: tags(context),
        },
      },
    },
    outputs: outputs(
      getAtt('CacheCluster', 'ConfigurationEndpoint.Address'),
      getAtt('CacheCluster', 'ConfigurationEndpoint.Port'),
    ),
  };
}

/** Its name is required, at most 40 letters, and would stand in the way of a replacement if it did not tell what replaces it; the stack's id makes it unique. */
function serverless(context: Context, { engine, version }: Cache, storage: number): Parts {
  return {
    resources: {
      ServerlessCache: {
        Type: 'AWS::ElastiCache::ServerlessCache',
        Metadata: { Description: 'The cache of the environment' },
        Properties: {
          ServerlessCacheName: { 'Fn::Join': ['-', ['cache', uniquePart]] },
          Engine: engine,
          MajorEngineVersion: engine === 'memcached' ? '1.6' : (version.split('.')[0] ?? ''),
          CacheUsageLimits: { DataStorage: { Maximum: storage, Unit: 'GB' } },
          SubnetIds: ref('DataSubnets'),
          SecurityGroupIds: [getAtt('CacheSecurityGroup', 'GroupId')],
          ...(engine === 'memcached' ? {} : { SnapshotRetentionLimit: 1 }),
          Tags: namedTags(tags(context)),
        },
      },
    },
    outputs: outputs(getAtt('ServerlessCache', 'Endpoint.Address'), getAtt('ServerlessCache', 'Endpoint.Port')),
  };
}

/** The first part of the stack's UUID: `arn:…:stack/<name>/<uuid>`. */
const uniquePart: Value = {
  'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', ref('AWS::StackId')] }] }] }],
};

function subnets(context: Context): Resource {
  return {
    Type: 'AWS::ElastiCache::SubnetGroup',
    Metadata: { Description: 'The subnets that the cache stands in' },
    Properties: {
      Description: 'The cache of a Beanpole environment',
      SubnetIds: ref('DataSubnets'),
      Tags: tags(context),
    },
  };
}

/** ElastiCache takes 16 to 128 characters, and few signs among them. */
function secret(context: Context): Resource {
  return {
    Type: 'AWS::SecretsManager::Secret',
    Metadata: { Description: 'The token that opens the cache' },
    Properties: {
      Description: 'The token of a cache of a Beanpole environment',
      GenerateSecretString: {
        SecretStringTemplate: '{}',
        GenerateStringKey: 'token',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
      Tags: tags(context),
    },
  };
}
