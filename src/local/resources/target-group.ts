import type { JsonObject, ResourceHandler, ResourceRequest, ResourceState } from '../engine/resource.ts';
import { type Attributes, balancersOf, fullName, type HealthCheck, type TargetGroup } from '../balancer/records.ts';
import { items, number, text } from '../world/input.ts';
import { arnOf, generatedName, tail } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { attributesOf } from './load-balancer.ts';
import { tagsOf } from './network.ts';

/** What a target group is set to when nobody sets it. */
const defaults: Attributes = {
  'deregistration_delay.timeout_seconds': '300',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'slow_start.duration_seconds': '0',
  'stickiness.enabled': 'false',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
};

/** The same of one that connections go to. */
const ofStreams: Attributes = {
  'deregistration_delay.timeout_seconds': '300',
  'deregistration_delay.connection_termination.enabled': 'false',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'preserve_client_ip.enabled': 'true',
  'proxy_protocol_v2.enabled': 'false',
  'stickiness.enabled': 'false',
  'stickiness.type': 'source_ip',
};

/** `AWS::ElasticLoadBalancingV2::TargetGroup`. */
export function targetGroupHandler(parts: Parts): ResourceHandler {
  const { records, targets } = parts;
  return {
    async create(request) {
      const name = text(request.properties['Name']) ?? generatedName(request, 32);
      const arn = arnOf(parts.cloud, 'elasticloadbalancing', `targetgroup/${name}/${tail()}`);
      records.groups.set(arn, settings(request, { arn, name }));
      return follow(parts, arn, request);
    },
    async update(request, { physicalId }) {
      const known = records.groups.get(physicalId);
      if (!known) throw new Error('One or more target groups not found');
      records.groups.set(physicalId, settings(request, known));
      return follow(parts, physicalId, request);
    },
    async delete(_, { physicalId }) {
      const [user] = balancersOf(records, physicalId);
      if (user) throw new Error(`Target group '${physicalId}' is currently in use by a listener or a rule`);
      for (const { id, port } of records.groups.has(physicalId) ? targets.of(physicalId) : [])
        targets.deregister(physicalId, { id, port });
      records.groups.delete(physicalId);
    },
  };
}

/** Registers the targets that the template itself names. */
function follow({ records, targets }: Parts, arn: string, { properties }: ResourceRequest): ResourceState {
  for (const { Id, Port } of items<{ Id: string; Port?: unknown }>(properties['Targets']))
    targets.register(arn, { id: Id, port: number(Port) });
  const { name } = records.groups.get(arn) ?? { name: '' };
  const attributes = {
    TargetGroupArn: arn,
    TargetGroupName: name,
    TargetGroupFullName: fullName(arn),
    LoadBalancerArns: balancersOf(records, arn).map((one) => one.arn),
  };
  return { physicalId: arn, attributes };
}

function settings(request: ResourceRequest, { arn, name }: Pick<TargetGroup, 'arn' | 'name'>): TargetGroup {
  const { properties } = request;
  const vpcId = text(properties['VpcId']);
  const protocol = text(properties['Protocol']) ?? 'HTTP';
  const isStream = ['TCP', 'TLS', 'UDP', 'TCP_UDP'].includes(protocol);
  return {
    arn,
    name,
    protocol,
    ...(isStream ? {} : { protocolVersion: text(properties['ProtocolVersion']) ?? 'HTTP1' }),
    port: number(properties['Port']) ?? 80,
    ...(vpcId !== undefined && { vpcId }),
    targetType: text(properties['TargetType']) ?? 'instance',
    attributes: { ...(isStream ? ofStreams : defaults), ...attributesOf(properties['TargetGroupAttributes']) },
    tags: tagsOf(request),
    healthCheck: healthCheckOf(properties, isStream ? 'TCP' : protocol),
  };
}

/** `usual`: what it speaks when nobody says; of carried connections a TCP check, which asks nothing. */
function healthCheckOf(properties: JsonObject, usual: string): HealthCheck {
  const protocol = text(properties['HealthCheckProtocol']) ?? usual;
  const codes = text((properties['Matcher'] as { HttpCode?: unknown } | undefined)?.HttpCode);
  if (usual !== 'TCP' && !['HTTP', 'HTTPS'].includes(protocol))
    throw new Error(
      `Health check protocol '${protocol}' is not supported for target groups with the protocol ${usual}`,
    );
  if (protocol === 'TCP' && (codes !== undefined || properties['HealthCheckPath'] !== undefined))
    throw new Error('Health check matcher and path cannot be specified for the health check protocol TCP');
  return {
    enabled: String(properties['HealthCheckEnabled'] ?? true) === 'true',
    protocol,
    port: text(properties['HealthCheckPort']) ?? 'traffic-port',
    path: text(properties['HealthCheckPath']) ?? '/',
    interval: number(properties['HealthCheckIntervalSeconds']) ?? 30,
    timeout: number(properties['HealthCheckTimeoutSeconds']) ?? 5,
    healthy: number(properties['HealthyThresholdCount']) ?? 5,
    unhealthy: number(properties['UnhealthyThresholdCount']) ?? 2,
    matcher: codes ?? (usual === 'TCP' ? '200-399' : '200'),
  };
}
