import type {
  JsonObject,
  ResourceHandler,
  ResourceHandlers,
  ResourceRequest,
  ResourceState,
} from '../engine/resource.ts';
import { newId, zones } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { endpointShape, natGatewayShape, routeCheck } from './way-out.ts';

/** How one type of the network becomes a record with an id of its own. */
export interface Shape {
  readonly kind: string;
  /** The prefix of its id, `subnet`. */
  readonly prefix: string;
  attributes(id: string, properties: JsonObject, parts: Parts): JsonObject;
  /** Throws what EC2 would refuse; `own`: the id of the record that it is about. */
  check?(properties: JsonObject, parts: Parts, own: string): void;
  /** What a property is when the template leaves it out. */
  defaults?(parts: Parts): JsonObject;
}

const shapes: Readonly<Record<string, Shape>> = {
  'AWS::EC2::VPC': {
    kind: 'vpc',
    prefix: 'vpc',
    attributes: (VpcId, { CidrBlock = '' }) => ({
      VpcId,
      CidrBlock,
      DefaultSecurityGroup: newId('sg'),
      DefaultNetworkAcl: newId('acl'),
      CidrBlockAssociations: [],
      Ipv6CidrBlocks: [],
    }),
  },
  'AWS::EC2::Subnet': {
    kind: 'subnet',
    prefix: 'subnet',
    defaults: ({ cloud }) => ({ AvailabilityZone: zones(cloud)[0] ?? '' }),
    attributes: (SubnetId, { VpcId = '', CidrBlock = '', AvailabilityZone = '' }) => ({
      SubnetId,
      VpcId,
      CidrBlock,
      AvailabilityZone,
    }),
  },
  'AWS::EC2::InternetGateway': {
    kind: 'internet-gateway',
    prefix: 'igw',
    attributes: (InternetGatewayId) => ({ InternetGatewayId }),
  },
  'AWS::EC2::VPCGatewayAttachment': {
    kind: 'gateway-attachment',
    prefix: 'vpcgw',
    attributes: () => ({ AttachmentType: 'IGW' }),
  },
  'AWS::EC2::RouteTable': { kind: 'route-table', prefix: 'rtb', attributes: (RouteTableId) => ({ RouteTableId }) },
  'AWS::EC2::Route': {
    kind: 'route',
    prefix: 'r',
    check: routeCheck,
    attributes: (_, { DestinationCidrBlock = '' }) => ({ CidrBlock: DestinationCidrBlock }),
  },
  'AWS::EC2::SubnetRouteTableAssociation': {
    kind: 'route-table-association',
    prefix: 'rtbassoc',
    attributes: (Id) => ({ Id }),
  },
  'AWS::EC2::VPCEndpoint': endpointShape,
  'AWS::EC2::NatGateway': natGatewayShape,
  'AWS::EC2::SecurityGroup': {
    kind: 'security-group',
    prefix: 'sg',
    attributes: (id, { VpcId = '' }) => ({ Id: id, GroupId: id, VpcId }),
  },
  'AWS::EC2::SecurityGroupIngress': { kind: 'security-group-rule', prefix: 'sgr', attributes: (Id) => ({ Id }) },
  'AWS::EC2::SecurityGroupEgress': { kind: 'security-group-rule', prefix: 'sgr', attributes: (Id) => ({ Id }) },
};

/** The network: records with the ids, references and attributes of EC2. Nothing is filtered or routed on one machine. */
export function networkHandlers(parts: Parts): ResourceHandlers {
  return Object.fromEntries(Object.entries(shapes).map(([type, shape]) => [type, handler(parts, shape)]));
}

function handler(parts: Parts, shape: Shape): ResourceHandler {
  const put = (id: string, request: ResourceRequest, known: JsonObject = {}): ResourceState => {
    const properties = { ...shape.defaults?.(parts), ...request.properties };
    const vpcId = shape.kind === 'vpc' ? id : String(properties['VpcId'] ?? vpcOf(parts, properties));
    const complete = { VpcId: vpcId, ...properties };
    shape.check?.(complete, parts, id);
    // What EC2 chose when the resource was made stays as it was.
    const attributes = { ...shape.attributes(id, complete, parts), ...known };
    parts.network.put({ id, kind: shape.kind, vpcId, properties: complete, tags: tagsOf(request), attributes });
    return { physicalId: id, attributes };
  };
  return {
    create: async (request) => put(newId(shape.prefix), request),
    update: async (request, { physicalId, attributes }) => put(physicalId, request, attributes),
    delete: async (_, { physicalId }) => parts.network.remove(physicalId),
  };
}

/** What stands in a group or in a subnet is in the VPC of that; a security group without a VPC is in the default one. */
function vpcOf({ network }: Parts, properties: JsonObject): string {
  const within = properties['GroupId'] ?? properties['SubnetId'];
  const known = within === undefined ? undefined : network.find(String(within));
  return known?.vpcId ?? network.all('vpc').find((one) => one.properties['isDefault'] === true)?.id ?? '';
}

/** The resource's own tags and those of its stack, which win nothing over the former. */
export function tagsOf(request: Pick<ResourceRequest, 'properties' | 'tags'>) {
  const own = (request.properties['Tags'] ?? []) as { Key: string; Value: string }[];
  const names = new Set(own.map(({ Key }) => Key));
  return [
    ...own.map(({ Key, Value }) => ({ Key, Value: String(Value) })),
    ...request.tags.filter(({ Key }) => !names.has(Key)),
  ];
}
