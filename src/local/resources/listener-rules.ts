import { type Action, type Condition, groupsOf, type LoadBalancer } from '../balancer/records.ts';
import { lookUp } from '../balancer/records.ts';
import { list } from '../world/input.ts';
import type { Parts } from '../world/parts.ts';

/** Quotas and refusals of Elastic Load Balancing, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostGroups = 5;
const mostValues = 5;
const highestPriority = 50_000;

/** What listeners of a kind speak, and to which target groups they can send. */
const spoken = {
  application: { listener: ['HTTP', 'HTTPS'], group: ['HTTP', 'HTTPS'] },
  network: { listener: ['TCP', 'TLS', 'UDP', 'TCP_UDP'], group: ['TCP', 'TLS', 'UDP', 'TCP_UDP'] },
} as const satisfies Record<LoadBalancer['type'], unknown>;

/** Refuses a protocol that the load balancer does not speak. */
export function checkProtocol({ type }: LoadBalancer, protocol: string): void {
  if (!spoken[type].listener.some((one) => one === protocol))
    throw new Error(
      `Listener protocol '${protocol}' is not supported with a load balancer of type '${type}'; supported: ${spoken[type].listener.join(', ')}`,
    );
  if (protocol === 'TCP_UDP')
    throw new Error('The local cloud carries TCP, TLS and UDP, each at a listener of its own');
}

/** Every group that an action forwards to must exist, speak what the load balancer does and be no other one's, and its weight be one that ELB takes. */
export function checkActions(
  { records }: Parts,
  balancer: LoadBalancer,
  actions: readonly Action[],
): readonly Action[] {
  for (const action of actions) {
    if (balancer.type === 'network' && action.Type !== 'forward')
      throw new Error(`Action type '${action.Type}' is not supported on listeners of type 'network'`);
    const groups = groupsOf(action);
    if (groups.length > mostGroups)
      throw new Error(`At most ${mostGroups} target groups may be specified in an action`);
    for (const [arn, weight] of groups) checkGroup(records, balancer, arn, weight);
  }
  return actions;
}

function checkGroup(records: Parts['records'], balancer: LoadBalancer, arn: string, weight: number): void {
  const { protocol, name } = lookUp(records, 'groups', arn);
  if (!spoken[balancer.type].group.some((one) => one === protocol))
    throw new Error(
      `The target group '${name}' with protocol ${protocol} cannot be used with a load balancer of type '${balancer.type}'`,
    );
  if (!Number.isInteger(weight) || weight < 0 || weight > 999)
    throw new Error(`The weight '${weight}' of target group '${arn}' must be between 0 and 999`);
  if (users(records, arn).some((user) => user !== balancer.arn))
    throw new Error(`The following target groups cannot be associated with more than one load balancer: ${arn}`);
}

/** Load balancers that send to a group already. */
function users(records: Parts['records'], groupArn: string): readonly string[] {
  const sends = (actions: readonly Action[]) => actions.some((one) => groupsOf(one).some(([arn]) => arn === groupArn));
  const byListener = records.listeners.values().filter((one) => sends(one.defaultActions));
  const byRule = records.rules
    .values()
    .flatMap((rule) => (sends(rule.actions) ? [records.listeners.get(rule.listenerArn)] : []));
  return [...byListener, ...byRule].flatMap((one) => (one === undefined ? [] : [one.loadBalancerArn]));
}

/** Refuses a priority that another rule of the listener has, or that there is not. */
export function checkPriority(
  { records }: Parts,
  { arn, listenerArn, priority }: { readonly arn: string; readonly listenerArn: string; readonly priority: number },
): void {
  if (!Number.isInteger(priority) || priority < 1 || priority > highestPriority)
    throw new Error(`Priority '${priority}' must be between 1 and ${highestPriority}`);
  const taken = records.rules
    .values()
    .some((one) => one.listenerArn === listenerArn && one.priority === priority && one.arn !== arn);
  if (taken) throw new Error(`Priority '${priority}' is currently in use`);
}

/** A rule has conditions, each kind of host and path but once, and not many values. */
export function checkConditions(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length === 0) throw new Error('A condition must be specified');
  for (const field of ['host-header', 'path-pattern', 'http-request-method', 'source-ip']) {
    if (conditions.filter(({ Field }) => Field === field).length > 1)
      throw new Error(`Condition field '${field}' can only be specified once in a rule`);
  }
  const values = conditions.flatMap((condition) => valuesOf(condition));
  if (values.length > mostValues) throw new Error(`Rules can have at most '${mostValues}' condition values`);
  return conditions;
}

function valuesOf(condition: Condition): readonly string[] {
  const configs = Object.entries(condition).filter(([name]) => name.endsWith('Config'));
  const inner = configs.flatMap(([, config]) => list((config as { Values?: unknown } | undefined)?.Values));
  return inner.length > 0 ? inner : list(condition['Values']);
}
