import type { NetworkRecord } from '../compute/network.ts';
import { isSet, list } from './input.ts';
import type { Parts } from './parts.ts';

/** A NAT gateway as EC2's API has it. One that was deleted is gone at once; AWS shows it as `deleted` for about an hour. */
export function natGateway({ addresses }: Parts, { id, vpcId, properties, attributes, ...one }: NetworkRecord) {
  const allocationId = properties['AllocationId'];
  const publicIp = allocationId === undefined ? undefined : addresses.describe({ allocationId: String(allocationId) });
  return {
    natGatewayId: id,
    state: 'available',
    vpcId,
    subnetId: properties['SubnetId'],
    connectivityType: properties['ConnectivityType'] ?? 'public',
    natGatewayAddressSet: [
      {
        allocationId,
        publicIp: publicIp?.publicIp,
        networkInterfaceId: attributes?.['EniId'],
        isPrimary: true,
        status: 'succeeded',
      },
    ],
    tagSet: tags(one),
  };
}

/** An endpoint as EC2's API has it: a gateway stands in route tables, an interface in subnets, behind security groups. */
export function vpcEndpoint({ cloud }: Parts, record: NetworkRecord) {
  const { id, vpcId, properties, attributes } = record;
  return {
    vpcEndpointId: id,
    vpcEndpointType: endpointType(record),
    vpcId,
    serviceName: properties['ServiceName'],
    state: 'available',
    ownerId: cloud.account,
    requesterManaged: false,
    privateDnsEnabled: isSet(properties['PrivateDnsEnabled']),
    routeTableIdSet: list(properties['RouteTableIds']),
    subnetIdSet: list(properties['SubnetIds']),
    groupSet: list(properties['SecurityGroupIds']).map((groupId) => ({ groupId })),
    networkInterfaceIdSet: list(attributes?.['NetworkInterfaceIds']),
    // CloudFormation's attribute has the zone's id before the name.
    dnsEntrySet: list(attributes?.['DnsEntries']).map((entry) => {
      const [hostedZoneId, dnsName] = entry.split(':');
      return { dnsName, hostedZoneId };
    }),
    creationTimestamp: attributes?.['CreationTimestamp'],
    tagSet: tags(record),
  };
}

/** `Gateway` when nobody says. */
export function endpointType({ properties }: NetworkRecord): string {
  return String(properties['VpcEndpointType'] ?? 'Gateway');
}

/** Tags as EC2's API has them. */
export function tags(one: Pick<NetworkRecord, 'tags'>) {
  return one.tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}
