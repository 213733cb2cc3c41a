import type { Change } from './ports.ts';

/** A change that would lose data, an address, or the network that others stand in. */
export interface Loss {
  readonly logicalId: string;
  readonly type: string;
  readonly how: 'removed' | 'replaced' | 'perhaps replaced';
}

/** Resources that hold what cannot be made again; what they merely stand in, such as a subnet group, does not count. */
const precious: readonly string[] = [
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::RDS::GlobalCluster',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::EFS::FileSystem',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::EC2::EIP',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
];

/**
 * The changes of a change set that would lose data and that nobody allowed by logical id. Where CloudFormation does not say
 * whether it replaces, it counts as a replacement.
 */
export function lossesOf(changes: readonly Change[], allowed: readonly string[]): readonly Loss[] {
  return changes
    .filter((change) => isPrecious(change.type) && !allowed.includes(change.logicalId) && !isHarmless(change))
    .flatMap(({ logicalId, type, action, replacement }) => {
      const how = lossBy(action, replacement);
      return how === undefined ? [] : [{ logicalId, type, how }];
    });
}

/** Whether a template declares anything that a guard would look after. */
export function holdsPrecious(template: string): boolean {
  const { Resources = {} }: { readonly Resources?: Readonly<Record<string, { readonly Type?: string }>> } =
    JSON.parse(template);
  return Object.values(Resources).some(({ Type = '' }) => isPrecious(Type));
}

function lossBy(action: string, replacement: Change['replacement']): Loss['how'] | undefined {
  if (action === 'Add' || action === 'Import') return undefined;
  if (action === 'Remove') return 'removed';
  if (replacement === 'False') return undefined;
  return replacement === 'True' ? 'replaced' : 'perhaps replaced';
}

function isPrecious(type: string): boolean {
  return precious.includes(type);
}

/**
 * Properties of a database that replace it in cases that we never ask for (mirroring of SQL Server, magnetic storage, replicas) and that CloudFormation
 * therefore calls conditional. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 */
const harmless: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': [
    'AutoMinorVersionUpgrade',
    'BackupRetentionPeriod',
    'DBParameterGroupName',
    'MultiAZ',
    'PreferredMaintenanceWindow',
    'StorageType',
  ],
};

function isHarmless({ type, replacement, replacing = [] }: Change): boolean {
  const known = harmless[type] ?? [];
  return replacement === 'Conditional' && replacing.length > 0 && replacing.every((name) => known.includes(name));
}
