import type { JsonObject } from '../engine/resource.ts';
import { AwsError } from '../service.ts';
import { isSet, list, text } from '../world/input.ts';
import { newId } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import type { Shape } from './network.ts';

/** A NAT gateway, https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html */
export const natGatewayShape: Shape = {
  kind: 'nat-gateway',
  prefix: 'nat',
  attributes: (NatGatewayId) => ({ NatGatewayId, EniId: newId('eni') }),
  check({ AllocationId, SubnetId, ConnectivityType, VpcId }, { addresses, network }, own) {
    network.subnet(String(SubnetId));
    if (ConnectivityType === 'private') return;
    const allocation = text(AllocationId);
    if (allocation === undefined)
      throw new AwsError('MissingParameter', 'The request must contain the parameter AllocationId');
    addresses.describe({ allocationId: allocation });
    const others = network.all('nat-gateway').filter(({ id }) => id !== own);
    if (others.some(({ properties }) => properties['AllocationId'] === allocation))
      throw new Error(`Elastic IP address [${allocation}] is already associated (Resource.AlreadyAssociated)`);
    if (!network.all('gateway-attachment').some(({ vpcId }) => vpcId === VpcId))
      throw new Error(`Network ${VpcId} has no Internet gateway attached (Gateway.NotAttached)`);
  },
};

/** A route through a NAT gateway wants one. */
export function routeCheck({ NatGatewayId }: JsonObject, { network }: Parts): void {
  if (NatGatewayId === undefined || network.find(String(NatGatewayId))?.kind === 'nat-gateway') return;
  throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${NatGatewayId}' does not exist`);
}

/** An endpoint of the kind `Gateway` or `Interface`, https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html */
export const endpointShape: Shape = {
  kind: 'vpc-endpoint',
  prefix: 'vpce',
  attributes: (Id, { VpcEndpointType, SubnetIds, ServiceName }, { cloud }) => ({
    Id,
    CreationTimestamp: new Date(cloud.clock.now()).toISOString(),
    DnsEntries: VpcEndpointType === 'Interface' ? [`Z000000000LOCAL:${Id}.${reversed(ServiceName)}`] : [],
    NetworkInterfaceIds: VpcEndpointType === 'Interface' ? list(SubnetIds).map(() => newId('eni')) : [],
  }),
  check(properties, parts, own) {
    if (properties['VpcEndpointType'] !== 'Interface') return;
    checkSubnets(list(properties['SubnetIds']), parts);
    if (isSet(properties['PrivateDnsEnabled'])) checkPrivateDns(properties, parts, own);
  },
};

function reversed(serviceName: unknown): string {
  return `${String(serviceName).split('.').reverse().slice(0, 2).join('.')}.vpce.amazonaws.com`;
}

function checkSubnets(ids: readonly string[], { network }: Parts): void {
  const zones = ids.map((id) => network.subnet(id).zone);
  const twice = zones.findIndex((zone, index) => zones.indexOf(zone) !== index);
  if (twice < 0) return;
  throw new AwsError(
    'DuplicateSubnetsInSameZone',
    `Found another VPC endpoint subnet in the availability zone of ${ids[twice]}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
  );
}

/** Two endpoints of one service cannot both answer to its usual name. */
function checkPrivateDns({ VpcId, ServiceName }: JsonObject, { network }: Parts, own: string): void {
  const vpc = network.find(String(VpcId))?.properties ?? {};
  if (vpc['EnableDnsSupport'] === false || !isSet(vpc['EnableDnsHostnames']))
    throw new Error(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    );
  const taken = network
    .all('vpc-endpoint')
    .some(
      ({ id, vpcId, properties }) =>
        id !== own &&
        vpcId === VpcId &&
        properties['ServiceName'] === ServiceName &&
        isSet(properties['PrivateDnsEnabled']),
    );
  if (taken)
    throw new Error(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${ServiceName} in the VPC ${VpcId}`,
    );
}
