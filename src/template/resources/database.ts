import type { Context } from '../context.ts';
import type { OwnDatabase } from '../data-context.ts';
import { cluster } from '../database-cluster.ts';
import { engineOf, logsOf, parameterGroup, parametersId, withoutPaidSupport } from '../database-engine.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { tags } from '../tags.ts';
import { type Fragment, type LeavePolicy, nothing, type Resource, type Value } from '../template.ts';
import { closedGroup } from '../closed-group.ts';

/**
 * The database of an environment. What RDS does when nobody says is dangerous in several places (unencrypted storage, backups that go with the
 * instance, a password in the template, paid support for old versions), so all of it is said.
 */
export function database(context: Context): Fragment {
  const own = context.database;
  if (own?.kind !== 'own') return nothing;
  const aurora = engineOf(own).aurora;
  const source = aurora ? 'DatabaseCluster' : 'Database';
  return {
    Parameters: { DatabaseProtection: protection },
    Resources: { ...surroundings(context, own), ...(aurora ? cluster(context, own) : instance(context, own)) },
    Outputs: {
      DatabaseHost: { Value: getAtt(source, 'Endpoint.Address') },
      DatabasePort: { Value: getAtt(source, 'Endpoint.Port') },
      DatabaseSecret: { Value: getAtt(source, 'MasterUserSecret.SecretArn') },
      DatabaseSecurityGroup: { Value: getAtt('DatabaseSecurityGroup', 'GroupId') },
      DatabaseId: { Value: ref(source) },
    },
  };
}

/** A parameter rather than a part of the template: `destroy` takes the protection off, and changes nothing else by that. */
const protection = {
  Type: 'String',
  AllowedValues: ['true', 'false'],
  Description: 'Whether RDS refuses to delete the database.',
} as const;

/** What becomes of the database itself when it leaves the stack. */
const policies: Readonly<Record<OwnDatabase['deletionPolicy'], LeavePolicy>> = {
  snapshot: 'Snapshot',
  retain: 'Retain',
  delete: 'Delete',
};

/** A database that stays needs what it stands in. */
function surroundings(context: Context, own: OwnDatabase): Readonly<Record<string, Resource>> {
  const policy = own.deletionPolicy === 'retain' ? 'Retain' : 'Delete';
  const leave = { DeletionPolicy: policy, UpdateReplacePolicy: policy } as const;
  return {
    DatabaseSubnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Metadata: { Description: 'The subnets that the database stands in' },
      ...leave,
      Properties: {
        DBSubnetGroupDescription: 'The database of a Beanpole environment',
        SubnetIds: ref('DataSubnets'),
        Tags: tags(context),
      },
    },
    DatabaseSecurityGroup: closedGroup(context, { of: 'database', ...leave }),
    // Another type, another name: CloudFormation does not turn one type into another.
    [parametersId(own)]: { ...parameterGroup(context, own), ...leave },
  };
}

function instance(context: Context, own: OwnDatabase): Readonly<Record<string, Resource>> {
  return {
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Metadata: { Description: 'The database of the environment' },
      DeletionPolicy: policies[own.deletionPolicy],
      UpdateReplacePolicy: policies[own.deletionPolicy],
      Properties: {
        Engine: own.engine,
        EngineVersion: own.version,
        DBInstanceClass: own.class ?? '',
        ...origin(own),
        ...storage(own),
        MultiAZ: own.multiAz,
        ManageMasterUserPassword: true,
        DBSubnetGroupName: ref('DatabaseSubnets'),
        VPCSecurityGroups: [getAtt('DatabaseSecurityGroup', 'GroupId')],
        DBParameterGroupName: ref(parametersId(own)),
        PubliclyAccessible: false,
        CACertificateIdentifier: 'rds-ca-rsa2048-g1',
        BackupRetentionPeriod: own.backups,
        // Without it the automatic backups would go with the instance.
        DeleteAutomatedBackups: own.deletionPolicy === 'delete',
        DeletionProtection: ref('DatabaseProtection'),
        CopyTagsToSnapshot: true,
        AutoMinorVersionUpgrade: true,
        AllowMajorVersionUpgrade: own.allowMajorUpgrade,
        ...withoutPaidSupport(own),
        ...licence(own),
        EnableCloudwatchLogsExports: logsOf(own),
        Tags: tags(context),
      },
    },
  };
}

/** Made empty, or from a snapshot, which brings its encryption, its master user and its databases along. */
function origin(own: OwnDatabase): { readonly [property: string]: Value } {
  if (own.snapshot !== undefined) return { DBSnapshotIdentifier: own.snapshot };
  return {
    StorageEncrypted: true,
    MasterUsername: own.user,
    ...(own.name === undefined ? {} : { DBName: own.name }),
  };
}

function storage({ storage: wanted }: OwnDatabase): { readonly [property: string]: Value } {
  const { size, most } = wanted ?? { size: 20, most: 100 };
  return { StorageType: 'gp3', AllocatedStorage: String(size), MaxAllocatedStorage: most };
}

/** Standard Edition Two and SQL Server come with their licence; Enterprise Edition of Oracle needs one that is the user's own. */
function licence({ engine }: OwnDatabase): { readonly [property: string]: Value } {
  if (engine === 'oracle-ee') return { LicenseModel: 'bring-your-own-license' };
  return engine.startsWith('oracle') || engine.startsWith('sqlserver') ? { LicenseModel: 'license-included' } : {};
}
