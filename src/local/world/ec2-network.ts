import type { NetworkRecord } from '../compute/network.ts';
import { AwsError, type Service, type WireInput } from '../service.ts';
import { endpointType, natGateway, tags, vpcEndpoint } from './ec2-way-out.ts';
import { filtered } from './filters.ts';
import { isSet, items, list, text } from './input.ts';
import { zones } from './names.ts';
import type { Parts } from './parts.ts';

/** VPCs, subnets, security groups, zones and images as EC2's API has them. */
export function networkOperations(parts: Parts): Service['operations'] {
  const { cloud, images } = parts;
  return {
    DescribeVpcs: (input) => ({ vpcSet: chosen(parts, input, 'vpc').map((one) => vpc(parts, one)) }),
    DescribeSubnets: (input) => ({ subnetSet: chosen(parts, input, 'subnet').map((one) => subnet(parts, one)) }),
    DescribeSecurityGroups: (input) => ({
      securityGroupInfo: chosen(parts, input, 'security-group').map((one) => group(parts, one)),
    }),
    DescribeInternetGateways: (input) => ({
      internetGatewaySet: chosen(parts, input, 'internet-gateway').map((one) => ({
        internetGatewayId: one.id,
        tagSet: tags(one),
      })),
    }),
    DescribeRouteTables: (input) => ({
      routeTableSet: chosen(parts, input, 'route-table').map((one) => ({
        routeTableId: one.id,
        vpcId: one.vpcId,
        tagSet: tags(one),
      })),
    }),
    DescribeNatGateways: (input) => ({
      natGatewaySet: chosen(parts, input, 'nat-gateway').map((one) => natGateway(parts, one)),
    }),
    DescribeVpcEndpoints: (input) => ({
      vpcEndpointSet: chosen(parts, input, 'vpc-endpoint').map((one) => vpcEndpoint(parts, one)),
    }),
    DescribeAvailabilityZones: () => ({
      availabilityZoneInfo: zones(cloud).map((zoneName, index) => zone(cloud.region, zoneName, index)),
    }),
    DescribeRegions: () => ({
      regionInfo: [{ regionName: cloud.region, regionEndpoint: cloud.endpoint, optInStatus: 'opt-in-not-required' }],
    }),
    DescribeImages: (input) => ({ imagesSet: list(input['ImageId']).map((id) => image(images.describe(id))) }),
    DeregisterImage(input) {
      images.deregister(text(input['ImageId']) ?? '');
      return { return: true };
    },
  };
}

const kinds: Readonly<Record<string, { readonly ids: string; readonly missing: string; readonly word: string }>> = {
  vpc: { ids: 'VpcId', missing: 'InvalidVpcID.NotFound', word: 'vpc ID' },
  subnet: { ids: 'SubnetId', missing: 'InvalidSubnetID.NotFound', word: 'subnet ID' },
  'security-group': { ids: 'GroupId', missing: 'InvalidGroup.NotFound', word: 'security group' },
  'internet-gateway': {
    ids: 'InternetGatewayId',
    missing: 'InvalidInternetGatewayID.NotFound',
    word: 'internetGateway ID',
  },
  'nat-gateway': { ids: 'NatGatewayId', missing: 'NatGatewayNotFound', word: 'NAT gateway ID' },
  'vpc-endpoint': { ids: 'VpcEndpointId', missing: 'InvalidVpcEndpointId.NotFound', word: 'Vpc Endpoint Id' },
  'route-table': { ids: 'RouteTableId', missing: 'InvalidRouteTableID.NotFound', word: 'routeTable ID' },
};

function chosen({ network }: Parts, input: WireInput, kind: string): NetworkRecord[] {
  const { ids: parameter = '', missing = '', word = '' } = kinds[kind] ?? {};
  const all = network.all(kind);
  const ids = list(input[parameter]);
  const absent = ids.find((id) => !all.some((one) => one.id === id));
  if (absent !== undefined) throw new AwsError(missing, `The ${word} '${absent}' does not exist`);
  const records = ids.length > 0 ? all.filter((one) => ids.includes(one.id)) : all;
  const own = (name: string) => (one: NetworkRecord) => [String(one.properties[name])];
  return filtered(records, input['Filter'], {
    'vpc-id': (one) => [one.vpcId],
    'subnet-id': (one) => [one.kind === 'nat-gateway' ? String(one.properties['SubnetId']) : one.id],
    'nat-gateway-id': (one) => [one.id],
    'vpc-endpoint-id': (one) => [one.id],
    'vpc-endpoint-state': () => ['available'],
    'vpc-endpoint-type': (one) => [endpointType(one)],
    'service-name': own('ServiceName'),
    'group-id': (one) => [one.id],
    'group-name': (one) => [String(one.properties['GroupName'] ?? one.id)],
    'availability-zone': own('AvailabilityZone'),
    availabilityZone: own('AvailabilityZone'),
    'cidr-block': own('CidrBlock'),
    cidr: own('CidrBlock'),
    state: () => ['available'],
    isDefault: (one) => [String(isSet(one.properties['isDefault']))],
    'is-default': (one) => [String(isSet(one.properties['isDefault']))],
    'default-for-az': (one) => [String(isSet(one.properties['defaultForAz']))],
    defaultForAz: (one) => [String(isSet(one.properties['defaultForAz']))],
    'map-public-ip-on-launch': (one) => [String(isSet(one.properties['MapPublicIpOnLaunch']))],
  });
}

function vpc({ cloud }: Parts, { id, properties, ...one }: NetworkRecord) {
  return {
    vpcId: id,
    ownerId: cloud.account,
    state: 'available',
    cidrBlock: properties['CidrBlock'],
    isDefault: isSet(properties['isDefault']),
    tagSet: tags(one),
  };
}

function subnet({ cloud }: Parts, { id, properties, ...one }: NetworkRecord) {
  return {
    subnetId: id,
    subnetArn: `arn:${cloud.partition}:ec2:${cloud.region}:${cloud.account}:subnet/${id}`,
    vpcId: one.vpcId,
    state: 'available',
    cidrBlock: properties['CidrBlock'],
    availabilityZone: properties['AvailabilityZone'],
    availableIpAddressCount: 4091,
    mapPublicIpOnLaunch: isSet(properties['MapPublicIpOnLaunch']),
    defaultForAz: isSet(properties['defaultForAz']),
    tagSet: tags(one),
  };
}

function group({ cloud }: Parts, { id, properties, ...one }: NetworkRecord) {
  return {
    groupId: id,
    groupName: properties['GroupName'] ?? id,
    groupDescription: properties['GroupDescription'],
    ownerId: cloud.account,
    vpcId: one.vpcId,
    ipPermissions: items(properties['SecurityGroupIngress']).map(permission),
    ipPermissionsEgress: items(properties['SecurityGroupEgress']).map(permission),
    tagSet: tags(one),
  };
}

function permission(rule: Readonly<Record<string, unknown>>) {
  const other = rule['SourceSecurityGroupId'] ?? rule['DestinationSecurityGroupId'];
  return {
    ipProtocol: rule['IpProtocol'],
    fromPort: rule['FromPort'],
    toPort: rule['ToPort'],
    groups: other === undefined ? [] : [{ groupId: other }],
    ipRanges: rule['CidrIp'] === undefined ? [] : [{ cidrIp: rule['CidrIp'], description: rule['Description'] }],
  };
}

function zone(regionName: string, zoneName: string, index: number) {
  return {
    zoneName,
    zoneId: `${regionName.replace(/[^a-z0-9]/g, '')}-az${index + 1}`,
    zoneState: 'available',
    regionName,
    optInStatus: 'opt-in-not-required',
    zoneType: 'availability-zone',
  };
}

function image({ id }: { readonly id: string }) {
  return {
    imageId: id,
    imageState: 'available',
    isPublic: true,
    architecture: 'x86_64',
    imageType: 'machine',
    imageOwnerAlias: 'amazon',
    name: id,
    rootDeviceName: '/dev/xvda',
    rootDeviceType: 'ebs',
    virtualizationType: 'hvm',
  };
}
