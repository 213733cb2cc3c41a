import type {
  JsonObject,
  ResourceHandler,
  ResourceHandlers,
  ResourceRequest,
  ResourceState,
} from '../engine/resource.ts';
import { tagsOf } from '../resources/network.ts';
import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import { text } from '../world/input.ts';
import { arnOf, generatedName } from '../world/names.ts';
import type { Databases } from './databases.ts';
import type { Database, Group, Member } from './records.ts';

/** What CloudFormation makes of RDS. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_RDS.html */
export function rdsHandlers(cloud: Cloud, databases: Databases): ResourceHandlers {
  const { subnetGroups, parameterGroups, clusterParameterGroups } = databases.records;
  return {
    'AWS::RDS::DBInstance': instanceHandler(cloud, databases),
    'AWS::RDS::DBCluster': databaseHandler(databases, 'cluster'),
    'AWS::RDS::DBSubnetGroup': groupHandler(cloud, subnetGroups, {
      name: 'DBSubnetGroupName',
      arn: 'subgrp',
      users: (id) => usersOf(databases, 'DBSubnetGroupName', id),
    }),
    'AWS::RDS::DBParameterGroup': groupHandler(cloud, parameterGroups, {
      name: 'DBParameterGroupName',
      arn: 'pg',
      users: (id) => usersOf(databases, 'DBParameterGroupName', id),
    }),
    'AWS::RDS::DBClusterParameterGroup': groupHandler(cloud, clusterParameterGroups, {
      name: 'DBClusterParameterGroupName',
      arn: 'cluster-pg',
      users: (id) => usersOf(databases, 'DBClusterParameterGroupName', id),
    }),
  };
}

/** RDS writes all identifiers in small letters, of 63 at most. */
function idOf(request: ResourceRequest, property: string): string {
  return (text(request.properties[property]) ?? generatedName(request, 63)).toLowerCase();
}

function instanceHandler(cloud: Cloud, databases: Databases): ResourceHandler {
  const [alone, member] = [databaseHandler(databases, 'instance'), memberHandler(cloud, databases)];
  const of = ({ properties }: { readonly properties: JsonObject }) =>
    properties['DBClusterIdentifier'] === undefined ? alone : member;
  return {
    snapshots: true,
    create: (request) => of(request).create(request),
    update: (request, existing) => of(request).update(request, existing),
    delete: (request, existing) => of(existing).delete(request, existing),
  };
}

function databaseHandler(databases: Databases, kind: Database['kind']): ResourceHandler {
  const name = kind === 'cluster' ? 'DBClusterIdentifier' : 'DBInstanceIdentifier';
  return {
    snapshots: true,
    async create(request) {
      const id = idOf(request, name);
      request.made?.({ physicalId: id, attributes: {} });
      return stateOf(await databases.create({ kind, id, settings: request.properties, tags: tagsOf(request) }));
    },
    async update(request, { physicalId }) {
      return stateOf(await databases.modify(physicalId, { settings: request.properties, tags: tagsOf(request) }));
    },
    async delete(request, { physicalId }) {
      if (!databases.records.databases.has(physicalId)) return;
      const final = generatedName({ stackName: `${request.stackName}-snapshot`, logicalId: request.logicalId }, 255);
      await databases.remove(physicalId, request.snapshot === true ? final.toLowerCase() : undefined);
    },
  };
}

function stateOf(database: Database): ResourceState {
  const { kind, id, arn, resourceId, port, secretArn } = database;
  const own: JsonObject =
    kind === 'cluster'
      ? { DBClusterArn: arn, DBClusterResourceId: resourceId, 'ReadEndpoint.Address': '127.0.0.1' }
      : { DBInstanceArn: arn, DbiResourceId: resourceId };
  return {
    physicalId: id,
    attributes: {
      ...own,
      'Endpoint.Address': '127.0.0.1',
      'Endpoint.Port': String(port),
      ...(secretArn === undefined ? {} : { 'MasterUserSecret.SecretArn': secretArn }),
    },
  };
}

/** An instance of a cluster: it answers where the cluster answers. */
function memberHandler(cloud: Cloud, { records }: Databases): ResourceHandler {
  const put = (member: Member): ResourceState => {
    records.members.set(member.id, member);
    const cluster = records.databases.get(member.cluster);
    const { arn, resourceId } = member;
    return {
      physicalId: member.id,
      attributes: {
        DBInstanceArn: arn,
        DbiResourceId: resourceId,
        'Endpoint.Address': '127.0.0.1',
        'Endpoint.Port': String(cluster?.port ?? ''),
      },
    };
  };
  return {
    async create(request) {
      const id = idOf(request, 'DBInstanceIdentifier');
      const cluster = text(request.properties['DBClusterIdentifier']) ?? '';
      if (!records.databases.has(cluster)) throw new Error(`DBCluster ${cluster} not found.`);
      const resourceId = `db-${id.toUpperCase()}`;
      return put({
        id,
        arn: arnOf(cloud, 'rds', `db:${id}`),
        resourceId,
        cluster,
        createdMs: cloud.clock.now(),
        settings: request.properties,
        tags: tagsOf(request),
      });
    },
    async update(request, { physicalId }) {
      const member = records.members.get(physicalId);
      if (member === undefined) throw new Error(`DBInstance ${physicalId} not found.`);
      return put({ ...member, settings: request.properties, tags: tagsOf(request) });
    },
    delete: async (_, { physicalId }) => records.members.delete(physicalId),
  };
}

interface GroupKind {
  readonly name: string;
  readonly arn: string;
  readonly users: (id: string) => readonly string[];
}

function groupHandler(cloud: Cloud, groups: Collection<Group>, kind: GroupKind): ResourceHandler {
  const put = (name: string, request: ResourceRequest): ResourceState => {
    const arn = arnOf(cloud, 'rds', `${kind.arn}:${name}`);
    groups.set(name, { name, arn, properties: request.properties, tags: tagsOf(request) });
    return { physicalId: name, attributes: { [kind.name]: name, [`${kind.name.replace(/Name$/, '')}Arn`]: arn } };
  };
  return {
    create: async (request) => put(idOf(request, kind.name), request),
    update: async (request, { physicalId }) => put(physicalId, request),
    async delete(_, { physicalId }) {
      const [user] = kind.users(physicalId);
      if (user !== undefined)
        throw new Error(
          `Cannot delete the group ${physicalId} because at least one database: ${user} is still using it.`,
        );
      groups.delete(physicalId);
    },
  };
}

function usersOf({ records }: Databases, property: string, name: string): readonly string[] {
  return records.databases
    .values()
    .filter(({ settings }) => settings[property] === name)
    .map(({ id }) => id);
}
