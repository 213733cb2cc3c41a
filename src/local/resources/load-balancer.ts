import type { JsonObject, ResourceHandler, ResourceRequest, ResourceState } from '../engine/resource.ts';
import { type Attributes, fullName, type LoadBalancer } from '../balancer/records.ts';
import { dnsName, hostedZone } from '../world/elbv2-shapes.ts';
import { items, list, text } from '../world/input.ts';
import { arnOf, generatedName, tail } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { freePort } from '../world/ports.ts';
import { tagsOf } from './network.ts';

/** What a load balancer is set to when nobody sets it. */
const defaults: Readonly<Record<LoadBalancer['type'], Attributes>> = {
  network: {
    'access_logs.s3.enabled': 'false',
    'deletion_protection.enabled': 'false',
    'dns_record.client_routing_policy': 'any_availability_zone',
    'load_balancing.cross_zone.enabled': 'false',
    'zonal_shift.config.enabled': 'false',
  },
  application: {
    'access_logs.s3.enabled': 'false',
    'client_keep_alive.seconds': '3600',
    'deletion_protection.enabled': 'false',
    'idle_timeout.timeout_seconds': '60',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http2.enabled': 'true',
  },
};

/** `AWS::ElasticLoadBalancingV2::LoadBalancer`: one real front door, whatever the number of listeners and zones. */
export function loadBalancerHandler(parts: Parts): ResourceHandler {
  const { records, balancers } = parts;
  return {
    async create(request) {
      const type = text(request.properties['Type']) ?? 'application';
      if (type !== 'application' && type !== 'network')
        throw new Error(`The local cloud has no load balancer of type '${type}'`);
      const name = text(request.properties['Name']) ?? generatedName(request, 32);
      const port = await freePort(new Set(records.balancers.values().map((one) => one.port)));
      const kind = type === 'network' ? 'net' : 'app';
      const arn = arnOf(parts.cloud, 'elasticloadbalancing', `loadbalancer/${kind}/${name}/${tail()}`);
      const record = settings(parts, request, { arn, name, type, port, createdAt: parts.cloud.clock.now() });
      records.balancers.set(arn, record);
      request.made?.(state(record));
      await balancers.open(arn);
      return state(record);
    },
    async update(request, { physicalId }) {
      const known = records.balancers.get(physicalId);
      if (!known) throw new Error(`Load balancer '${physicalId}' not found`);
      const record = settings(parts, request, known);
      records.balancers.set(physicalId, record);
      return state(record);
    },
    async delete(_, { physicalId }) {
      const known = records.balancers.get(physicalId);
      if (!known) return;
      if (known.attributes['deletion_protection.enabled'] === 'true') {
        throw new Error(`Load balancer '${physicalId}' cannot be deleted because deletion protection is enabled`);
      }
      for (const { arn, loadBalancerArn } of records.listeners.values()) {
        if (loadBalancerArn !== physicalId) continue;
        records.listeners.delete(arn);
        await balancers.close(arn);
      }
      records.balancers.delete(physicalId);
      await balancers.close(physicalId);
    },
  };
}

type Identity = Pick<LoadBalancer, 'arn' | 'name' | 'type' | 'port' | 'createdAt'>;

function settings(
  { network }: Parts,
  request: ResourceRequest,
  { arn, name, type, port, createdAt }: Identity,
): LoadBalancer {
  const { properties } = request;
  const mapped = items<{ SubnetId: string }>(properties['SubnetMappings']).map((one) => one.SubnetId);
  const subnets = [...list(properties['Subnets']), ...mapped].map((id) => network.subnet(id));
  if (type === 'application' && new Set(subnets.map(({ zone }) => zone)).size < 2)
    throw new Error('At least two subnets in two different Availability Zones must be specified');
  const attributes = attributesOf(properties['LoadBalancerAttributes']);
  const stranger = Object.keys(attributes).find((key) => !isKnown(type, key));
  if (stranger !== undefined)
    throw new Error(`Load balancer attribute key '${stranger}' is not supported on load balancers with type '${type}'`);
  return {
    arn,
    name,
    type,
    port,
    createdAt,
    scheme: text(properties['Scheme']) ?? 'internet-facing',
    vpcId: subnets[0]?.vpcId ?? '',
    subnets: subnets.map(({ id }) => id),
    zones: subnets.map(({ id, zone }) => ({ zone, subnetId: id })),
    securityGroups: list(properties['SecurityGroups']),
    attributes: { ...defaults[type], ...attributes },
    tags: tagsOf(request),
  };
}

/** What only one kind has, https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
function isKnown(type: LoadBalancer['type'], key: string): boolean {
  const ofBoth = /^(access_logs\.|deletion_protection\.|load_balancing\.cross_zone|ipv6\.|zonal_shift\.)/;
  if (ofBoth.test(key)) return true;
  return type === 'network' ? /^(dns_record|secondary_ips)\./.test(key) : !/^(dns_record|secondary_ips)\./.test(key);
}

function state(record: LoadBalancer): ResourceState {
  const attributes: JsonObject = {
    LoadBalancerArn: record.arn,
    DNSName: dnsName(record),
    CanonicalHostedZoneID: hostedZone,
    LoadBalancerFullName: fullName(record.arn),
    LoadBalancerName: record.name,
    SecurityGroups: [...record.securityGroups],
  };
  return { physicalId: record.arn, attributes };
}

/** Attributes as templates list them, by name. */
export function attributesOf(value: unknown): Attributes {
  return Object.fromEntries(
    items<{ Key: string; Value: unknown }>(value).map(({ Key, Value }) => [Key, String(Value)]),
  );
}
