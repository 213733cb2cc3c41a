import type { Context } from './context.ts';
import type { OwnDatabase } from './data-context.ts';
import { logsOf, parametersId, withoutPaidSupport } from './database-engine.ts';
import { getAtt, ref } from './intrinsics.ts';
import { tags } from './tags.ts';
import type { LeavePolicy, Resource, Value } from './template.ts';

const policies: Readonly<Record<OwnDatabase['deletionPolicy'], LeavePolicy>> = {
  snapshot: 'Snapshot',
  retain: 'Retain',
  delete: 'Delete',
};

/** Aurora: the cluster holds the data, its instances only answer. With a standby there are two of them, in different zones, and the second one takes over. */
export function cluster(context: Context, own: OwnDatabase): Readonly<Record<string, Resource>> {
  return {
    DatabaseCluster: {
      Type: 'AWS::RDS::DBCluster',
      Metadata: { Description: 'The database of the environment' },
      DeletionPolicy: policies[own.deletionPolicy],
      UpdateReplacePolicy: policies[own.deletionPolicy],
      Properties: {
        Engine: own.engine,
        EngineVersion: own.version,
        ...origin(own),
        ServerlessV2ScalingConfiguration: {
          MinCapacity: own.capacity?.min ?? 0.5,
          MaxCapacity: own.capacity?.max ?? 4,
        },
        ManageMasterUserPassword: true,
        DBSubnetGroupName: ref('DatabaseSubnets'),
        VpcSecurityGroupIds: [getAtt('DatabaseSecurityGroup', 'GroupId')],
        DBClusterParameterGroupName: ref(parametersId(own)),
        BackupRetentionPeriod: own.backups,
        DeleteAutomatedBackups: own.deletionPolicy === 'delete',
        DeletionProtection: ref('DatabaseProtection'),
        CopyTagsToSnapshot: true,
        AutoMinorVersionUpgrade: true,
        ...withoutPaidSupport(own),
        EnableCloudwatchLogsExports: logsOf(own),
        Tags: tags(context),
      },
    },
    DatabaseWriter: member(context, own, 'The instance of the database cluster that writes'),
    ...(own.multiAz ? { DatabaseReader: reader(context, own) } : {}),
  };
}

function origin(own: OwnDatabase): { readonly [property: string]: Value } {
  if (own.snapshot !== undefined) return { SnapshotIdentifier: own.snapshot };
  return { StorageEncrypted: true, MasterUsername: own.user, ...(own.name ? { DatabaseName: own.name } : {}) };
}

/** An instance has no data of its own, so no snapshot is made of it. */
function member(context: Context, own: OwnDatabase, Description: string): Resource {
  const policy = own.deletionPolicy === 'retain' ? 'Retain' : 'Delete';
  return {
    Type: 'AWS::RDS::DBInstance',
    Metadata: { Description },
    DeletionPolicy: policy,
    UpdateReplacePolicy: policy,
    Properties: {
      Engine: own.engine,
      DBInstanceClass: 'db.serverless',
      DBClusterIdentifier: ref('DatabaseCluster'),
      PubliclyAccessible: false,
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      PromotionTier: 0,
      AutoMinorVersionUpgrade: true,
      AllowMajorVersionUpgrade: own.allowMajorUpgrade,
      Tags: tags(context),
    },
  };
}

function reader(context: Context, own: OwnDatabase): Resource {
  const base = member(context, own, 'The instance of the database cluster that takes over');
  // The first instance of a cluster becomes its writer, so it must be there first.
  return { ...base, DependsOn: ['DatabaseWriter'], Properties: { ...base.Properties, PromotionTier: 1 } };
}
