import { AwsError, type Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from '../world/filters.ts';

/** Attributes of a load balancer or target group by their dotted names, `deregistration_delay.timeout_seconds`. */
export type Attributes = Readonly<Record<string, string>>;

/** A load balancer. */
export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: 'application' | 'network';
  /** The real loopback port of its front door; `DNSName` is `127.0.0.1:<port>`. */
  readonly port: number;
  readonly scheme: string;
  readonly vpcId: string;
  readonly subnets: readonly string[];
  readonly zones: readonly { readonly zone: string; readonly subnetId: string }[];
  readonly securityGroups: readonly string[];
  readonly attributes: Attributes;
  readonly tags: readonly Tag[];
  readonly createdAt: number;
}

/** How targets are checked, in the words and units (seconds) of ELB. */
export interface HealthCheck {
  readonly enabled: boolean;
  readonly protocol: string;
  /** A port, or `traffic-port`. */
  readonly port: string;
  readonly path: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthy: number;
  readonly unhealthy: number;
  /** `200`, `200,202`, `200-299`. */
  readonly matcher: string;
}

/** A target group. */
export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string;
  /** Absent where connections are carried rather than requests. */
  readonly protocolVersion?: string;
  readonly port: number;
  readonly vpcId?: string;
  readonly targetType: string;
  readonly healthCheck: HealthCheck;
  readonly attributes: Attributes;
  readonly tags: readonly Tag[];
}

/** What a listener or rule does with a request; the API and templates use the same names. */
export interface Action {
  readonly Type: string;
  readonly Order?: number | string;
  readonly TargetGroupArn?: string;
  readonly ForwardConfig?: {
    readonly TargetGroups?: readonly { readonly TargetGroupArn: string; readonly Weight?: number | string }[];
  };
  readonly FixedResponseConfig?: {
    readonly StatusCode: string;
    readonly ContentType?: string;
    readonly MessageBody?: string;
  };
  readonly RedirectConfig?: Readonly<
    Partial<Record<'Protocol' | 'Port' | 'Host' | 'Path' | 'Query' | 'StatusCode', string>>
  >;
}

/** A listener. */
export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: string;
  /** The real loopback port of its own; at the load balancer’s the first listener answers, of those that speak the same. */
  readonly doorPort: number;
  readonly certificates: readonly { readonly CertificateArn?: string }[];
  readonly sslPolicy?: string;
  readonly defaultActions: readonly Action[];
  readonly tags: readonly Tag[];
}

/** When a rule applies: its field and values, or the configuration of newer fields. */
export type Condition = Readonly<Record<string, unknown>> & { readonly Field: string };

/** A rule of a listener; lower priorities are tried first. */
export interface Rule {
  readonly arn: string;
  readonly listenerArn: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly actions: readonly Action[];
  readonly tags: readonly Tag[];
}

/** Everything that ELB remembers. */
export interface BalancerRecords {
  readonly balancers: Collection<LoadBalancer>;
  readonly groups: Collection<TargetGroup>;
  readonly listeners: Collection<Listener>;
  readonly rules: Collection<Rule>;
}

/** Opens what the cloud's store remembers of load balancing. */
export function balancerRecords(cloud: Cloud): BalancerRecords {
  return {
    balancers: cloud.store.collection('load-balancers'),
    groups: cloud.store.collection('target-groups'),
    listeners: cloud.store.collection('listeners'),
    rules: cloud.store.collection('listener-rules'),
  };
}

/** What each kind is called when it is not found, https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html */
const missing = {
  balancers: ['LoadBalancerNotFound', 'One or more load balancers not found'],
  groups: ['TargetGroupNotFound', 'One or more target groups not found'],
  listeners: ['ListenerNotFound', 'One or more listeners not found'],
  rules: ['RuleNotFound', 'One or more rules not found'],
} as const;

/** The record of that ARN; throws ELB's own error when there is none. */
export function lookUp<K extends keyof BalancerRecords>(records: BalancerRecords, kind: K, arn: string) {
  const found = records[kind].get(arn) as ReturnType<BalancerRecords[K]['values']>[number] | undefined;
  if (found !== undefined) return found;
  const [code, message] = missing[kind];
  throw new AwsError(code, message);
}

/** The load balancers that send requests to a target group, through a listener or a rule of one. */
export function balancersOf(records: BalancerRecords, groupArn: string): LoadBalancer[] {
  const sends = (actions: readonly Action[]) =>
    actions.some((action) => groupsOf(action).some(([arn]) => arn === groupArn));
  const ruled = records.rules
    .values()
    .filter((rule) => sends(rule.actions))
    .map((rule) => rule.listenerArn);
  const listeners = records.listeners.values().filter((one) => sends(one.defaultActions) || ruled.includes(one.arn));
  const arns = new Set(listeners.map((listener) => listener.loadBalancerArn));
  return records.balancers.values().filter((balancer) => arns.has(balancer.arn));
}

/** The target groups that an action forwards to, with their weights. */
export function groupsOf(action: Action): readonly (readonly [arn: string, weight: number])[] {
  const weighted = action.ForwardConfig?.TargetGroups ?? [];
  if (weighted.length > 0) return weighted.map((one) => [one.TargetGroupArn, Number(one.Weight ?? 1)]);
  return action.TargetGroupArn === undefined ? [] : [[action.TargetGroupArn, 1]];
}

/** The part of an ARN that metrics use as dimension: `app/name/0123456789abcdef`, `targetgroup/name/0123456789abcdef`. */
export function fullName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1).replace(/^loadbalancer\//, '');
}

/** Where every listener is really reached: on AWS a port of the load balancer's name. */
export function reached({ listeners }: BalancerRecords) {
  return listeners.values().map(({ arn, loadBalancerArn, port, protocol, doorPort }) => {
    return { listenerArn: arn, loadBalancerArn, port, protocol, address: `127.0.0.1:${doorPort}` };
  });
}

/** Ports that stand in no address come first, as they are what an address without a port means; then the others, the lowest first. */
function rank({ port }: Listener): number {
  return port === 80 || port === 443 ? port - 1_000 : port;
}

/** The listeners of a load balancer in the order in which they answer at its own door. */
export function listenersOf({ listeners }: BalancerRecords, balancerArn: string): Listener[] {
  return listeners
    .values()
    .filter((listener) => listener.loadBalancerArn === balancerArn)
    .sort((a, b) => rank(a) - rank(b));
}
