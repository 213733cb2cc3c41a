import type { Change } from './ports.ts';

/** A change that would lose data, an address, or the network that others stand in. */
export interface Loss {
  readonly logicalId: string;
  readonly type: string;
  readonly how: 'removed' | 'replaced' | 'perhaps replaced';
}

/** Resources that hold what cannot be made again. A type that ends in `::` stands for all of its service. */
const precious: readonly string[] = [
  'AWS::RDS::',
  'AWS::ElastiCache::',
  'AWS::EFS::',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::EC2::EIP',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
];

/**
 * The changes of a change set that would lose data and that nobody allowed by logical id. Where CloudFormation does not say
 * whether it replaces, it counts as a replacement.
 */
export function lossesOf(changes: readonly Change[], allowed: readonly string[]): readonly Loss[] {
  return changes
    .filter(({ type, logicalId }) => isPrecious(type) && !allowed.includes(logicalId))
    .flatMap(({ logicalId, type, action, replacement }) => {
      const how = lossBy(action, replacement);
      return how === undefined ? [] : [{ logicalId, type, how }];
    });
}

function lossBy(action: string, replacement: Change['replacement']): Loss['how'] | undefined {
  if (action === 'Add' || action === 'Import') return undefined;
  if (action === 'Remove') return 'removed';
  if (replacement === 'False') return undefined;
  return replacement === 'True' ? 'replaced' : 'perhaps replaced';
}

function isPrecious(type: string): boolean {
  return precious.some((entry) => (entry.endsWith('::') ? type.startsWith(entry) : type === entry));
}
