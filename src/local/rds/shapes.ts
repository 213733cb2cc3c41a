import { flat } from '../protocols/xml.ts';
import type { Tag } from '../world/filters.ts';
import { isSet, list, number, text } from '../world/input.ts';
import type { Database, Group, Member, RdsRecords, Snapshot } from './records.ts';

/** A list as RDS writes it: items by a name of their own. */
export function listed(name: string, items: readonly unknown[]): object {
  return { [name]: flat(items) };
}

/** An instance as DescribeDBInstances shows it. */
export function shownInstance(one: Database) {
  const { settings } = one;
  return {
    ...shared(one),
    DBInstanceIdentifier: one.id,
    DBInstanceArn: one.arn,
    DbiResourceId: one.resourceId,
    DBInstanceStatus: one.status,
    InstanceCreateTime: new Date(one.createdMs),
    Endpoint: { Address: '127.0.0.1', Port: one.port, HostedZoneId: 'Z2R2ITUGPM61AM' },
    DBInstanceClass: text(settings['DBInstanceClass']),
    DBName: one.name,
    AllocatedStorage: one.storage,
    MaxAllocatedStorage: number(settings['MaxAllocatedStorage']),
    StorageType: text(settings['StorageType']) ?? 'gp2',
    MultiAZ: isSet(settings['MultiAZ']),
    PubliclyAccessible: isSet(settings['PubliclyAccessible']),
    CACertificateIdentifier: text(settings['CACertificateIdentifier']) ?? 'rds-ca-rsa2048-g1',
    DBSubnetGroup: { DBSubnetGroupName: text(settings['DBSubnetGroupName']) },
    VpcSecurityGroups: groups(list(settings['VPCSecurityGroups'])),
    DBParameterGroups: listed('DBParameterGroup', parameterGroups(text(settings['DBParameterGroupName']))),
  };
}

/** An instance of a cluster. */
export function shownMember(one: Member, { databases }: RdsRecords) {
  const cluster = databases.get(one.cluster);
  return {
    DBInstanceIdentifier: one.id,
    DBInstanceArn: one.arn,
    DbiResourceId: one.resourceId,
    DBClusterIdentifier: one.cluster,
    DBInstanceStatus: 'available',
    DBInstanceClass: text(one.settings['DBInstanceClass']),
    Engine: cluster?.engine,
    EngineVersion: cluster?.engineVersion,
    InstanceCreateTime: new Date(one.createdMs),
    Endpoint: { Address: '127.0.0.1', Port: cluster?.port },
    PubliclyAccessible: isSet(one.settings['PubliclyAccessible']),
    PromotionTier: number(one.settings['PromotionTier']) ?? 1,
    TagList: listed('Tag', one.tags),
  };
}

/** A cluster as DescribeDBClusters shows it; the first of its instances writes. */
export function shownCluster(one: Database, { members }: RdsRecords) {
  const own = members.values().filter(({ cluster }) => cluster === one.id);
  return {
    ...shared(one),
    DBClusterIdentifier: one.id,
    DBClusterArn: one.arn,
    DbClusterResourceId: one.resourceId,
    Status: one.status,
    ClusterCreateTime: new Date(one.createdMs),
    Endpoint: '127.0.0.1',
    ReaderEndpoint: '127.0.0.1',
    Port: one.port,
    DatabaseName: one.name,
    AllocatedStorage: 1,
    MultiAZ: own.length > 1,
    DBSubnetGroup: text(one.settings['DBSubnetGroupName']),
    VpcSecurityGroups: groups(list(one.settings['VpcSecurityGroupIds'])),
    ServerlessV2ScalingConfiguration: one.settings['ServerlessV2ScalingConfiguration'],
    DBClusterMembers: listed(
      'DBClusterMember',
      own.map(({ id }, index) => ({ DBInstanceIdentifier: id, IsClusterWriter: index === 0, PromotionTier: index })),
    ),
  };
}

function shared({ engine, engineVersion, user, settings, secretArn, isProtected, tags }: Database) {
  return {
    Engine: engine,
    EngineVersion: engineVersion,
    MasterUsername: user,
    StorageEncrypted: isSet(settings['StorageEncrypted']),
    BackupRetentionPeriod: number(settings['BackupRetentionPeriod']) ?? 1,
    DeletionProtection: isProtected,
    CopyTagsToSnapshot: isSet(settings['CopyTagsToSnapshot']),
    AutoMinorVersionUpgrade: isSet(settings['AutoMinorVersionUpgrade'] ?? true),
    EngineLifecycleSupport: text(settings['EngineLifecycleSupport']) ?? 'open-source-rds-extended-support',
    MasterUserSecret: secretArn === undefined ? undefined : { SecretArn: secretArn, SecretStatus: 'active' },
    TagList: listed('Tag', tags),
  };
}

/** A snapshot as DescribeDBSnapshots or DescribeDBClusterSnapshots shows it. */
export function shownSnapshot({ id, arn, of, createdMs, tags }: Snapshot) {
  const names =
    of.kind === 'cluster'
      ? {
          DBClusterSnapshotIdentifier: id,
          DBClusterSnapshotArn: arn,
          DBClusterIdentifier: of.id,
          ClusterCreateTime: new Date(of.createdMs),
        }
      : {
          DBSnapshotIdentifier: id,
          DBSnapshotArn: arn,
          DBInstanceIdentifier: of.id,
          InstanceCreateTime: new Date(of.createdMs),
          DbiResourceId: of.resourceId,
          Encrypted: of.isEncrypted,
        };
  return {
    ...names,
    SnapshotCreateTime: new Date(createdMs),
    Engine: of.engine,
    EngineVersion: of.engineVersion,
    MasterUsername: of.user,
    AllocatedStorage: of.storage,
    Status: 'available',
    SnapshotType: 'manual',
    PercentProgress: 100,
    TagList: listed('Tag', tags),
  };
}

/** A subnet group. */
export function shownSubnetGroup({ name, arn, properties, tags }: Group) {
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupArn: arn,
    DBSubnetGroupDescription: text(properties['DBSubnetGroupDescription']),
    SubnetGroupStatus: 'Complete',
    Subnets: listed(
      'Subnet',
      list(properties['SubnetIds']).map((SubnetIdentifier) => ({ SubnetIdentifier, SubnetStatus: 'Active' })),
    ),
    TagList: listed('Tag', tags satisfies readonly Tag[]),
  };
}

/** A parameter group. */
export function shownParameterGroup({ name, arn, properties }: Group) {
  return {
    DBParameterGroupName: name,
    DBParameterGroupArn: arn,
    DBParameterGroupFamily: text(properties['Family']),
    Description: text(properties['Description']),
  };
}

function groups(ids: readonly string[]) {
  return listed(
    'VpcSecurityGroupMembership',
    ids.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })),
  );
}

function parameterGroups(name: string | undefined) {
  return name === undefined ? [] : [{ DBParameterGroupName: name, ParameterApplyStatus: 'in-sync' }];
}
