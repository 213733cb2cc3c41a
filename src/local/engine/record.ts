import { randomBytes } from 'node:crypto';
import type { ResourceSchema, ResourceTypes } from '../schema/resource-types.ts';
import type { Cloud } from '../service.ts';
import type { JsonObject, ResourceHandler, ResourceRequest, ResourceState } from './resource.ts';

/** The sentence in the events of a resource that nothing stands behind. */
export function recordReason(type: string): string {
  return `Kept as a record: the local cloud does not act out ${type}.`;
}

/** Keeps resources of any type as records: identifiers as AWS would give them, attributes by schema, nothing behind. */
export function recordHandler(cloud: Cloud, types: ResourceTypes): ResourceHandler {
  return {
    create: async (request) => recordState(cloud, types, request, undefined),
    update: async (request, existing) => recordState(cloud, types, request, existing.physicalId),
    delete: async () => {},
  };
}

function recordState(
  cloud: Cloud,
  types: ResourceTypes,
  request: ResourceRequest,
  existing: string | undefined,
): ResourceState {
  const schema = types(request.type);
  const physicalId = existing ?? generatedId(cloud, schema, request);
  const attributes: JsonObject = {};
  for (const name of schema?.attributes ?? []) {
    attributes[name] = request.properties[name] ?? attribute(cloud, schema, request, { name, physicalId });
  }
  return { physicalId, attributes };
}

function generatedId(cloud: Cloud, schema: ResourceSchema | undefined, request: ResourceRequest): string {
  const named = (schema?.ref ?? schema?.identifier ?? []).at(-1);
  const given = named === undefined ? undefined : request.properties[named];
  if (typeof given === 'string') return given;
  const random = randomBytes(9).toString('hex').toUpperCase();
  const name = `${request.stackName}-${request.logicalId}-${random.slice(0, 12)}`;
  if (named === undefined) return name;
  if (/Arn$/i.test(named)) return arn(cloud, schema, request, name);
  if (request.type.startsWith('AWS::EC2::') && named.endsWith('Id'))
    return `${ec2Prefix(request.type)}-0${random.slice(1).toLowerCase().slice(0, 16)}`;
  return named.endsWith('Id') ? random.toLowerCase() : name;
}

const prefixes: Readonly<Record<string, string>> = {
  EIP: 'eipalloc',
  InternetGateway: 'igw',
  LaunchTemplate: 'lt',
  NatGateway: 'nat',
  NetworkAcl: 'acl',
  NetworkInterface: 'eni',
  RouteTable: 'rtb',
  SecurityGroup: 'sg',
  SecurityGroupRule: 'sgr',
  Subnet: 'subnet',
  VPC: 'vpc',
  VPCEndpoint: 'vpce',
  Volume: 'vol',
  Instance: 'i',
};

function ec2Prefix(type: string): string {
  const kind = type.split('::').at(-1) ?? '';
  return prefixes[kind] ?? kind.toLowerCase();
}

function attribute(
  cloud: Cloud,
  schema: ResourceSchema | undefined,
  request: ResourceRequest,
  wanted: { readonly name: string; readonly physicalId: string },
): string {
  const { name, physicalId } = wanted;
  if (schema?.identifier.includes(name)) return physicalId;
  if (/Arn$/i.test(name)) return physicalId.startsWith('arn:') ? physicalId : arn(cloud, schema, request, physicalId);
  if (/(Address|DNSName|DomainName|Host|Hostname)$/.test(name)) {
    return `${physicalId.toLowerCase()}.${serviceOf(request.type)}.${cloud.region}.amazonaws.com`;
  }
  return name.endsWith('Port') ? '0' : physicalId;
}

function arn(cloud: Cloud, schema: ResourceSchema | undefined, request: ResourceRequest, name: string): string {
  const kind = (request.type.split('::').at(-1) ?? '').toLowerCase();
  const shape = schema?.arn ?? `arn:\${Partition}:${serviceOf(request.type)}:\${Region}:\${Account}:${kind}/\${Name}`;
  const known: Record<string, string> = { Partition: cloud.partition, Region: cloud.region, Account: cloud.account };
  return shape.replace(/\$\{(\w+)\}/g, (_whole, variable: string) => known[variable] ?? name);
}

function serviceOf(type: string): string {
  return (type.split('::')[1] ?? '').toLowerCase();
}
