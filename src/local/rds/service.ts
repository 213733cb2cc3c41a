import { AwsError, type Service, type WireInput } from '../service.ts';
import type { Tag } from '../world/filters.ts';
import { isSet, items, required, text } from '../world/input.ts';
import type { Databases } from './databases.ts';
import type { Wanted } from './made.ts';
import type { Database } from './records.ts';
import {
  listed,
  shownCluster,
  shownInstance,
  shownMember,
  shownParameterGroup,
  shownSnapshot,
  shownSubnetGroup,
} from './shapes.ts';

/** RDS in the Query protocol: what `aws rds` asks about databases, snapshots and the groups around them. */
export function rds(databases: Databases): Service {
  return {
    name: 'RDS',
    protocol: 'query',
    version: '2014-10-31',
    operations: {
      ...instanceOperations(databases),
      ...clusterOperations(databases),
      ...snapshotOperations(databases),
      ...groupOperations(databases),
    },
  };
}

function instanceOperations(databases: Databases): Service['operations'] {
  const { records } = databases;
  const alone = (id: string) => {
    const found = records.databases.get(id.toLowerCase());
    if (found?.kind === 'instance') return found;
    throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
  };
  const all = () => [
    ...records.databases
      .values()
      .filter(({ kind }) => kind === 'instance')
      .map((one) => ({ id: one.id, shown: shownInstance(one) as object })),
    ...records.members.values().map((one) => ({ id: one.id, shown: shownMember(one, records) as object })),
  ];
  return {
    DescribeDBInstances(input) {
      const id = text(input['DBInstanceIdentifier'])?.toLowerCase();
      const found = all().filter((one) => id === undefined || one.id === id);
      if (id !== undefined && found.length === 0)
        throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
      return {
        DBInstances: listed(
          'DBInstance',
          found.map(({ shown }) => shown),
        ),
      };
    },
    CreateDBInstance: async (input) => ({
      DBInstance: shownInstance(await databases.create(wantedOf(input, 'instance'))),
    }),
    RestoreDBInstanceFromDBSnapshot: async (input) => ({
      DBInstance: shownInstance(await databases.create(wantedOf(input, 'instance'))),
    }),
    ModifyDBInstance: async (input) => {
      const { id, tags } = alone(required(input, 'DBInstanceIdentifier'));
      if (isSet(input['RotateMasterUserPassword'])) await rotate(databases, id, input);
      return { DBInstance: shownInstance(await databases.modify(id, { settings: input, tags })) };
    },
    RebootDBInstance: async (input) => {
      const one = alone(required(input, 'DBInstanceIdentifier'));
      await databases.reboot(one.id);
      return { DBInstance: shownInstance(one) };
    },
    DeleteDBInstance: async (input) => {
      const one = alone(required(input, 'DBInstanceIdentifier'));
      await databases.remove(one.id, finalSnapshot(input));
      return { DBInstance: { ...shownInstance(one), DBInstanceStatus: 'deleting' } };
    },
  };
}

/** Not at the next maintenance window. */
async function rotate(databases: Databases, id: string, input: WireInput): Promise<void> {
  if (isSet(input['ApplyImmediately'])) return databases.rotate(id);
  const message = 'You must apply the change immediately when rotating the master user password.';
  throw new AwsError('InvalidParameterCombination', message);
}

function clusterOperations(databases: Databases): Service['operations'] {
  const { records } = databases;
  const shown = (one: Database) => shownCluster(one, records);
  return {
    DescribeDBClusters(input) {
      const id = text(input['DBClusterIdentifier'])?.toLowerCase();
      const found = records.databases
        .values()
        .filter((one) => one.kind === 'cluster' && (id === undefined || one.id === id));
      if (id !== undefined && found.length === 0)
        throw new AwsError('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404);
      return { DBClusters: listed('DBCluster', found.map(shown)) };
    },
    DeleteDBCluster: async (input) => {
      const one = records.databases.get(required(input, 'DBClusterIdentifier').toLowerCase());
      if (one?.kind !== 'cluster') throw new AwsError('DBClusterNotFoundFault', 'DBCluster not found.', 404);
      await databases.remove(one.id, finalSnapshot(input));
      return { DBCluster: { ...shown(one), Status: 'deleting' } };
    },
  };
}

function snapshotOperations(databases: Databases): Service['operations'] {
  const { snapshots } = databases.records;
  const select = (input: WireInput, kind: Database['kind'], names: { readonly id: string; readonly of: string }) => {
    const [id, of] = [text(input[names.id]), text(input[names.of])];
    const found = snapshots
      .values()
      .filter((one) => one.of.kind === kind && (of === undefined || one.of.id === of.toLowerCase()))
      .filter((one) => id === undefined || one.id === id.toLowerCase() || one.arn === id);
    if (id !== undefined && found.length === 0)
      throw new AwsError(
        kind === 'cluster' ? 'DBClusterSnapshotNotFoundFault' : 'DBSnapshotNotFound',
        `DBSnapshot ${id} not found.`,
        404,
      );
    return found.map(shownSnapshot);
  };
  return {
    DescribeDBSnapshots: (input) => ({
      DBSnapshots: listed(
        'DBSnapshot',
        select(input, 'instance', { id: 'DBSnapshotIdentifier', of: 'DBInstanceIdentifier' }),
      ),
    }),
    DescribeDBClusterSnapshots: (input) => ({
      DBClusterSnapshots: listed(
        'DBClusterSnapshot',
        select(input, 'cluster', { id: 'DBClusterSnapshotIdentifier', of: 'DBClusterIdentifier' }),
      ),
    }),
    CreateDBSnapshot: async (input) => {
      const [of, id] = [required(input, 'DBInstanceIdentifier'), required(input, 'DBSnapshotIdentifier')];
      return { DBSnapshot: shownSnapshot(await databases.snapshot(of.toLowerCase(), id.toLowerCase(), tagsIn(input))) };
    },
    DeleteDBSnapshot(input) {
      const id = required(input, 'DBSnapshotIdentifier').toLowerCase();
      const one = snapshots.get(id);
      if (one === undefined) throw new AwsError('DBSnapshotNotFound', `DBSnapshot ${id} not found.`, 404);
      databases.deleteSnapshot(id);
      return { DBSnapshot: { ...shownSnapshot(one), Status: 'deleted' } };
    },
  };
}

function groupOperations({ records }: Databases): Service['operations'] {
  return {
    DescribeDBSubnetGroups: () => ({
      DBSubnetGroups: listed('DBSubnetGroup', records.subnetGroups.values().map(shownSubnetGroup)),
    }),
    DescribeDBParameterGroups: () => ({
      DBParameterGroups: listed('DBParameterGroup', records.parameterGroups.values().map(shownParameterGroup)),
    }),
  };
}

/** Lists come as `Tags.Tag.1.Key` and `VpcSecurityGroupIds.VpcSecurityGroupId.1`. */
function wantedOf(input: WireInput, kind: Database['kind']): Wanted {
  const groups = (input['VpcSecurityGroupIds'] as { VpcSecurityGroupId?: unknown } | undefined)?.VpcSecurityGroupId;
  const settings = { ...input, ...(groups === undefined ? {} : { VPCSecurityGroups: groups }) };
  return { kind, id: required(input, 'DBInstanceIdentifier').toLowerCase(), settings, tags: tagsIn(input) };
}

function tagsIn(input: WireInput): readonly Tag[] {
  return items<Tag>((input['Tags'] as { Tag?: unknown } | undefined)?.Tag);
}

/** RDS wants to hear one of the two. */
function finalSnapshot(input: WireInput): string | undefined {
  const id = text(input['FinalDBSnapshotIdentifier']);
  if (isSet(input['SkipFinalSnapshot'])) return undefined;
  if (id !== undefined) return id.toLowerCase();
  throw new AwsError(
    'InvalidParameterCombination',
    'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
  );
}
