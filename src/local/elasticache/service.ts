import { listed } from '../rds/shapes.ts';
import { AwsError, type Service, type WireInput } from '../service.ts';
import { isSet, number, text } from '../world/input.ts';
import type { CacheRecord, Caches } from './caches.ts';

/** ElastiCache in the Query protocol: what `aws elasticache describe-…` asks. Caches are made by CloudFormation. */
export function elastiCache({ all }: Caches): Service {
  const of = (kind: CacheRecord['kind'], input: WireInput, name: string, fault: string) => {
    const id = text(input[name])?.toLowerCase();
    const found = all.values().filter((one) => one.kind === kind && (id === undefined || one.id === id));
    if (id !== undefined && found.length === 0) throw new AwsError(fault, `${name} ${id} not found.`, 404);
    return found;
  };
  return {
    name: 'ElastiCache',
    protocol: 'query',
    version: '2015-02-02',
    operations: {
      DescribeReplicationGroups: (input) => ({
        ReplicationGroups: listed(
          'ReplicationGroup',
          of('replication-group', input, 'ReplicationGroupId', 'ReplicationGroupNotFoundFault').map(shownGroup),
        ),
      }),
      DescribeCacheClusters: (input) => ({
        CacheClusters: listed(
          'CacheCluster',
          of('cluster', input, 'CacheClusterId', 'CacheClusterNotFound').map(shownCluster),
        ),
      }),
      DescribeServerlessCaches: (input) => ({
        ServerlessCaches: of('serverless', input, 'ServerlessCacheName', 'ServerlessCacheNotFoundFault').map(
          shownServerless,
        ),
      }),
    },
  };
}

function shownGroup({ id, arn, engine, port, token, settings, createdMs }: CacheRecord) {
  const count = number(settings['NumCacheClusters']) ?? 1;
  const members = Array.from({ length: count }, (_, at) => `${id}-${String(at + 1).padStart(3, '0')}`);
  const address = { Address: '127.0.0.1', Port: port };
  const role = (at: number) => (at === 0 ? 'primary' : 'replica');
  const node = (CacheClusterId: string, at: number) => ({
    CacheClusterId,
    CacheNodeId: '0001',
    ReadEndpoint: address,
    CurrentRole: role(at),
  });
  const group = {
    NodeGroupId: '0001',
    Status: 'available',
    PrimaryEndpoint: address,
    ReaderEndpoint: address,
    NodeGroupMembers: listed('NodeGroupMember', members.map(node)),
  };
  return {
    ReplicationGroupId: id,
    ARN: arn,
    Description: text(settings['ReplicationGroupDescription']),
    Status: 'available',
    Engine: engine,
    CacheNodeType: text(settings['CacheNodeType']),
    ReplicationGroupCreateTime: new Date(createdMs),
    MemberClusters: listed('ClusterId', members),
    NodeGroups: listed('NodeGroup', [group]),
    AutomaticFailover: isSet(settings['AutomaticFailoverEnabled']) ? 'enabled' : 'disabled',
    MultiAZ: isSet(settings['MultiAZEnabled']) ? 'enabled' : 'disabled',
    AtRestEncryptionEnabled: isSet(settings['AtRestEncryptionEnabled']),
    TransitEncryptionEnabled: isSet(settings['TransitEncryptionEnabled']),
    AuthTokenEnabled: token !== undefined,
    SnapshotRetentionLimit: number(settings['SnapshotRetentionLimit']) ?? 0,
  };
}

function shownCluster({ id, arn, engine, version, port, settings, createdMs }: CacheRecord) {
  return {
    CacheClusterId: id,
    ARN: arn,
    CacheClusterStatus: 'available',
    Engine: engine,
    EngineVersion: version,
    CacheNodeType: text(settings['CacheNodeType']),
    NumCacheNodes: number(settings['NumCacheNodes']) ?? 1,
    ConfigurationEndpoint: { Address: '127.0.0.1', Port: port },
    CacheClusterCreateTime: new Date(createdMs),
    TransitEncryptionEnabled: isSet(settings['TransitEncryptionEnabled']),
  };
}

function shownServerless({ id, arn, engine, version, port, settings, createdMs }: CacheRecord) {
  return {
    ServerlessCacheName: id,
    ARN: arn,
    Status: 'available',
    Engine: engine,
    MajorEngineVersion: version,
    Endpoint: { Address: '127.0.0.1', Port: port },
    CreateTime: new Date(createdMs),
    CacheUsageLimits: settings['CacheUsageLimits'],
  };
}
