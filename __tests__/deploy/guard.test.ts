import { describe, expect, test } from '@jest/globals';
import { lossesOf } from '../../src/deploy/guard.ts';
import type { Change } from '../../src/deploy/ports.ts';

const aChange = (given: Partial<Change> = {}): Change => ({
  action: 'Modify',
  logicalId: 'Database',
  type: 'AWS::RDS::DBInstance',
  replacement: 'False',
  ...given,
});

describe('lossesOf()', () => {
  const preciousTypes = [
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::ElastiCache::ServerlessCache',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::EFS::FileSystem',
    'AWS::EC2::EIP',
    'AWS::EC2::VPC',
    'AWS::EC2::Subnet',
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
  ];
  test.each(preciousTypes)('sees the removal of an %s', (type) => {
    const change = aChange({ type, action: 'Remove' });
    expect(lossesOf([change], [])).toEqual([{ logicalId: 'Database', type, how: 'removed' }]);
  });

  test.each([
    [{ replacement: 'True' }, 'replaced'],
    [{ replacement: 'Conditional' }, 'perhaps replaced'],
    [{ action: 'Dynamic', replacement: 'Conditional' }, 'perhaps replaced'],
  ] as const)('sees %j as %s', (given, how) => {
    expect(lossesOf([aChange(given)], [])).toMatchObject([{ how }]);
  });

  test('takes a modification of data that does not say whether it replaces for a replacement', () => {
    const { replacement: _, ...unsaid } = aChange();
    expect(lossesOf([unsaid], [])).toMatchObject([{ how: 'perhaps replaced' }]);
  });

  test.each([
    ['a change in place', aChange()],
    ['an addition', aChange({ action: 'Add' })],
    ['an import', aChange({ action: 'Import' })],
    ['a replaced launch template', aChange({ type: 'AWS::EC2::LaunchTemplate', replacement: 'True' })],
    ['a removed bucket policy', aChange({ type: 'AWS::S3::BucketPolicy', action: 'Remove' })],
    ['a removed address association', aChange({ type: 'AWS::EC2::EIPAssociation', action: 'Remove' })],
  ])('lets %s pass', (_, change) => {
    expect(lossesOf([change], [])).toEqual([]);
  });

  test('lets a change of a database that CloudFormation calls conditional pass where it is in place in fact', () => {
    const change = aChange({ replacement: 'Conditional', replacing: ['MultiAZ', 'DBParameterGroupName'] });
    expect(lossesOf([change], [])).toEqual([]);
    expect(lossesOf([{ ...change, replacing: ['MultiAZ', 'Engine'] }], [])).toMatchObject([
      { how: 'perhaps replaced' },
    ]);
    expect(lossesOf([{ ...change, type: 'AWS::RDS::DBCluster' }], [])).toMatchObject([{ how: 'perhaps replaced' }]);
  });

  test.each(['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBSubnetGroup'])('lets an %s go, which holds nothing', (type) => {
    expect(lossesOf([aChange({ type, action: 'Remove' })], [])).toEqual([]);
  });

  test('lets pass what is allowed by its logical id, and nothing else', () => {
    const changes = [aChange({ action: 'Remove' }), aChange({ logicalId: 'Cache', action: 'Remove' })];
    expect(lossesOf(changes, ['Database']).map(({ logicalId }) => logicalId)).toEqual(['Cache']);
  });
});
