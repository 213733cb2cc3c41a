import {
  type Action,
  type Attributes,
  balancersOf,
  type Listener,
  type LoadBalancer,
  type Rule,
  type TargetGroup,
} from '../balancer/records.ts';
import type { Parts } from './parts.ts';

/** The hosted zone of load balancers' names in us-east-1; nothing resolves names on a local cloud. */
export const hostedZone = 'Z35SXDOTRQ7X7K';

/** Where a load balancer is reached: on AWS a name, here the address of its front door. */
export function dnsName({ port }: Pick<LoadBalancer, 'port'>): string {
  return `127.0.0.1:${port}`;
}

/** A load balancer as DescribeLoadBalancers shows it. */
export function shownBalancer(one: LoadBalancer) {
  return {
    LoadBalancerArn: one.arn,
    DNSName: dnsName(one),
    CanonicalHostedZoneId: hostedZone,
    CreatedTime: new Date(one.createdAt),
    LoadBalancerName: one.name,
    Scheme: one.scheme,
    VpcId: one.vpcId,
    State: { Code: 'active' },
    Type: one.type,
    AvailabilityZones: one.zones.map(({ zone, subnetId }) => ({
      ZoneName: zone,
      SubnetId: subnetId,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: one.securityGroups,
    IpAddressType: 'ipv4',
  };
}

/** A target group as DescribeTargetGroups shows it. */
export function shownGroup({ records }: Parts, one: TargetGroup) {
  const { healthCheck } = one;
  return {
    TargetGroupArn: one.arn,
    TargetGroupName: one.name,
    Protocol: one.protocol,
    Port: one.port,
    VpcId: one.vpcId,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: healthCheck.enabled,
    HealthCheckIntervalSeconds: healthCheck.interval,
    HealthCheckTimeoutSeconds: healthCheck.timeout,
    HealthyThresholdCount: healthCheck.healthy,
    UnhealthyThresholdCount: healthCheck.unhealthy,
    HealthCheckPath: healthCheck.path,
    Matcher: { HttpCode: healthCheck.matcher },
    LoadBalancerArns: balancersOf(records, one.arn).map(({ arn }) => arn),
    TargetType: one.targetType,
    ProtocolVersion: one.protocolVersion,
    IpAddressType: 'ipv4',
  };
}

/** A listener as DescribeListeners shows it. */
export function shownListener(one: Listener) {
  return {
    ListenerArn: one.arn,
    LoadBalancerArn: one.loadBalancerArn,
    Port: one.port,
    Protocol: one.protocol,
    Certificates: one.certificates,
    SslPolicy: one.sslPolicy,
    DefaultActions: one.defaultActions.map(shownAction),
  };
}

/** A rule as DescribeRules shows it; the listener's own actions are its rule of priority `default`. */
export function shownRule(one: Rule) {
  const isDefault = !Number.isFinite(one.priority);
  return {
    RuleArn: one.arn,
    Priority: isDefault ? 'default' : String(one.priority),
    Conditions: one.conditions,
    Actions: one.actions.map(shownAction),
    IsDefault: isDefault,
  };
}

/** A forward to one group is shown both ways, as AWS does. */
function shownAction(action: Action) {
  if (action.Type !== 'forward' || action.TargetGroupArn === undefined || action.ForwardConfig) return action;
  return {
    ...action,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
}

/** Attributes as the API lists them. */
export function attributePairs(attributes: Attributes) {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}
