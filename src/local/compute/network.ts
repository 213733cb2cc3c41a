import { createHash } from 'node:crypto';
import { AwsError, type Cloud } from '../service.ts';
import type { Tag } from '../world/filters.ts';
import { zones } from '../world/names.ts';

/** A part of the network: nothing of it filters or routes on one machine, but its names and relations are what EC2 would show. */
export interface NetworkRecord {
  readonly id: string;
  /** `vpc`, `subnet`, `security-group`, `internet-gateway`, `route-table`, `vpc-endpoint` … */
  readonly kind: string;
  readonly vpcId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
  /** What EC2 chose when it was made, by the names of CloudFormation's attributes. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The records of the network. */
export interface Network {
  put(record: NetworkRecord): void;
  remove(id: string): void;
  find(id: string): NetworkRecord | undefined;
  all(kind: string): NetworkRecord[];
  /** Zone and VPC of a subnet; throws `InvalidSubnetID.NotFound`. */
  subnet(id: string): { readonly id: string; readonly zone: string; readonly vpcId: string };
}

/** Opens the network recorded in the cloud's store; a new cloud has the default VPC that every AWS account has. */
export function network(cloud: Cloud): Network {
  const records = cloud.store.collection<NetworkRecord>('network');
  for (const record of defaultVpc(cloud)) if (!records.has(record.id)) records.set(record.id, record);
  return {
    put: (record) => records.set(record.id, record),
    remove: (id) => records.delete(id),
    find: (id) => records.get(id),
    all: (kind) => records.values().filter((record) => record.kind === kind),
    subnet(id) {
      const found = records.get(id);
      if (found?.kind !== 'subnet')
        throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
      return { id, zone: String(found.properties['AvailabilityZone']), vpcId: found.vpcId };
    },
  };
}

/** The default VPC: the same ids in every run, so that a setting may name them. */
function defaultVpc(cloud: Cloud): NetworkRecord[] {
  const id = (kind: string) =>
    `${kind.split(' ')[0]}-0${createHash('sha256').update(`${cloud.account} ${cloud.region} ${kind}`).digest('hex').slice(0, 16)}`;
  const vpcId = id('vpc');
  const vpc = { id: vpcId, kind: 'vpc', vpcId, properties: { CidrBlock: '172.31.0.0/16', isDefault: true }, tags: [] };
  const group = { GroupName: 'default', GroupDescription: 'default VPC security group' };
  const subnets = zones(cloud).map((zone, index) => ({
    id: id(`subnet ${zone}`),
    kind: 'subnet',
    vpcId,
    properties: {
      AvailabilityZone: zone,
      CidrBlock: `172.31.${index * 16}.0/20`,
      MapPublicIpOnLaunch: true,
      defaultForAz: true,
    },
    tags: [],
  }));
  return [vpc, ...subnets, { id: id('sg default'), kind: 'security-group', vpcId, properties: group, tags: [] }];
}
