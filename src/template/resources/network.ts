import type { Context } from '../context.ts';
import { commaJoined, getAtt, ref, sub } from '../intrinsics.ts';
import { applicationTags, namedTags } from '../tags.ts';
import { routeTableId, subnetId, tablesOf, type TierName } from '../subnets.ts';
import type { Fragment, Output, Resource, Value } from '../template.ts';
import { wayOut } from '../way-out.ts';

/**
 * The application's own network: one VPC for all of its environments; public, private and data subnets in two or three zones. Nothing in it costs
 * anything by itself: without `network.exit` there is no NAT gateway, and the endpoint for S3 is of the free kind.
 */
export function network(context: Context): Fragment {
  if (context.network.kind === 'existing') return existing(context.network);
  const zones = Array.from({ length: context.network.zones }, (_, zone) => zone);
  const tags = namedTags(applicationTags(context));
  return {
    Resources: {
      ...vpc(tags),
      ...publicRoute,
      ...s3Endpoint(zones, tags),
      ...Object.assign(
        {},
        ...tiers.map((tier) => ({ ...routeTables(tier, zones, tags), ...subnets(tier, zones, tags) })),
      ),
      ...wayOut(context.network.exit, zones, tags),
    },
    Outputs: {
      VpcId: { Value: ref('Vpc') },
      ...subnetOutputs(zones.map((zone) => ref(subnetId('Public', zone)))),
      PrivateSubnets: { Value: commaJoined(zones.map((zone) => ref(subnetId('Private', zone)))) },
      DataSubnets: { Value: commaJoined(zones.map((zone) => ref(subnetId('Data', zone)))) },
      Zones: { Value: commaJoined(zones.map((zone) => getAtt(subnetId('Public', zone), 'AvailabilityZone'))) },
    },
  };
}

/** A network that is already there is only told on; its zones are not known from its ids. An output cannot be empty. */
function existing(network: Extract<Context['network'], { kind: 'existing' }>): Fragment {
  return {
    Resources: {},
    Outputs: {
      VpcId: { Value: network.vpc },
      ...(network.publicSubnets.length > 0 ? { PublicSubnets: { Value: network.publicSubnets.join(',') } } : {}),
      InstanceSubnets: { Value: network.instanceSubnets.join(',') },
      DataSubnets: { Value: network.dataSubnets.join(',') },
    },
  };
}

/** Unless an environment says `private`, its instances stand in public subnets, behind a closed security group: a way out that costs nothing. */
function subnetOutputs(publicSubnets: readonly Value[]): Readonly<Record<string, Output>> {
  return {
    PublicSubnets: { Value: commaJoined(publicSubnets) },
    InstanceSubnets: { Value: commaJoined(publicSubnets) },
  };
}

type Tier = { readonly name: TierName; readonly offset: number; readonly purpose: string };

/**
 * `offset`: where the tier's addresses begin, in the third number of 10.0.x.0; each subnet has 4,096. Written out rather than computed, so that a third zone
 * later on moves none of the subnets that are there.
 */
const tiers: readonly Tier[] = [
  { name: 'Public', offset: 0, purpose: 'Subnet with a way to and from the internet' },
  { name: 'Private', offset: 64, purpose: 'Subnet that the internet cannot reach' },
  { name: 'Data', offset: 128, purpose: 'Subnet for databases and caches' },
];

function vpc(Tags: Value): Readonly<Record<string, Resource>> {
  return {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Metadata: { Description: 'The network of the application' },
      Properties: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true, Tags },
    },
    InternetGateway: {
      Type: 'AWS::EC2::InternetGateway',
      Metadata: { Description: 'The way from the network to the internet' },
      Properties: { Tags },
    },
    InternetGatewayAttachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Metadata: { Description: 'Joins the internet gateway to the network' },
      Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('InternetGateway') },
    },
  };
}

const publicRoute: Readonly<Record<string, Resource>> = {
  PublicRoute: {
    Type: 'AWS::EC2::Route',
    Metadata: { Description: 'Sends traffic of the public subnets to the internet' },
    // EC2 refuses a route to a gateway that is not joined to the VPC yet.
    DependsOn: ['InternetGatewayAttachment'],
    Properties: {
      RouteTableId: ref('PublicRouteTable'),
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: ref('InternetGateway'),
    },
  },
};

function s3Endpoint(zones: readonly number[], Tags: Value): Readonly<Record<string, Resource>> {
  return {
    S3Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Metadata: { Description: 'A direct way to S3, free of charge' },
      Properties: {
        VpcId: ref('Vpc'),
        VpcEndpointType: 'Gateway',
        ServiceName: sub('com.amazonaws.${AWS::Region}.s3'),
        RouteTableIds: tiers.flatMap(({ name }) => tablesOf(name, zones).map(ref)),
        Tags,
      },
    },
  };
}

function routeTables({ name }: Tier, zones: readonly number[], Tags: Value): Readonly<Record<string, Resource>> {
  const table: Resource = {
    Type: 'AWS::EC2::RouteTable',
    Metadata: { Description: `Routes of the ${name.toLowerCase()} subnets` },
    Properties: { VpcId: ref('Vpc'), Tags },
  };
  return Object.fromEntries(tablesOf(name, zones).map((id) => [id, table]));
}

function subnets(tier: Tier, zones: readonly number[], Tags: Value): Readonly<Record<string, Resource>> {
  return Object.fromEntries(
    zones.flatMap((zone): readonly [string, Resource][] => {
      const id = subnetId(tier.name, zone);
      return [
        [id, subnet(tier, zone, Tags)],
        [
          `${id}Routes`,
          {
            Type: 'AWS::EC2::SubnetRouteTableAssociation',
            Metadata: { Description: `Gives a ${tier.name.toLowerCase()} subnet its routes` },
            Properties: { SubnetId: ref(id), RouteTableId: ref(routeTableId(tier.name, zone)) },
          },
        ],
      ];
    }),
  );
}

function subnet(tier: Tier, zone: number, Tags: Value): Resource {
  return {
    Type: 'AWS::EC2::Subnet',
    Metadata: { Description: `${tier.purpose}, zone ${zone + 1}` },
    Properties: {
      VpcId: ref('Vpc'),
      AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
      CidrBlock: `10.0.${tier.offset + zone * 16}.0/20`,
      Tags,
    },
  };
}
