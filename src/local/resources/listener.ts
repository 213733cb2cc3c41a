import type { ResourceHandler, ResourceRequest } from '../engine/resource.ts';
import { type Action, type Condition, groupsOf, type Listener, lookUp, type Rule } from '../balancer/records.ts';
import { items, number, required, text } from '../world/input.ts';
import { tail } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { tagsOf } from './network.ts';

/** CloudFormation and the API still default to a policy that takes TLS 1.0. */
const defaultPolicy = 'ELBSecurityPolicy-2016-08';

/** `AWS::ElasticLoadBalancingV2::Listener`. */
export function listenerHandler(parts: Parts): ResourceHandler {
  const { records } = parts;
  const put = (arn: string, request: ResourceRequest) => {
    const listener = listenerOf(parts, arn, request);
    records.listeners.set(arn, listener);
    return { physicalId: arn, attributes: { ListenerArn: arn } };
  };
  return {
    async create(request) {
      const balancer = required(request.properties, 'LoadBalancerArn');
      lookUp(records, 'balancers', balancer);
      const port = number(request.properties['Port']);
      const taken = records.listeners.values().some((one) => one.loadBalancerArn === balancer && one.port === port);
      if (taken) throw new Error('A listener already exists on this port for this load balancer');
      return put(`${balancer.replace(':loadbalancer/', ':listener/')}/${tail()}`, request);
    },
    update: async (request, { physicalId }) => put(physicalId, request),
    async delete(_, { physicalId }) {
      for (const rule of records.rules.values()) if (rule.listenerArn === physicalId) records.rules.delete(rule.arn);
      records.listeners.delete(physicalId);
    },
  };
}

function listenerOf(parts: Parts, arn: string, request: ResourceRequest): Listener {
  const { properties } = request;
  const port = number(properties['Port']) ?? 80;
  const protocol = text(properties['Protocol']) ?? (port === 443 ? 'HTTPS' : 'HTTP');
  const certificates = items<{ CertificateArn?: string }>(properties['Certificates']);
  if (protocol === 'HTTPS' && certificates.length === 0)
    throw new Error('A certificate must be specified for HTTPS listeners');
  return {
    arn,
    port,
    protocol,
    certificates,
    loadBalancerArn: required(properties, 'LoadBalancerArn'),
    defaultActions: checked(parts, items<Action>(properties['DefaultActions'])),
    tags: tagsOf(request),
    ...(protocol === 'HTTPS' && { sslPolicy: text(properties['SslPolicy']) ?? defaultPolicy }),
  };
}

/** `AWS::ElasticLoadBalancingV2::ListenerRule`. */
export function listenerRuleHandler(parts: Parts): ResourceHandler {
  const { records } = parts;
  const put = (arn: string, listenerArn: string, request: ResourceRequest) => {
    const { properties } = request;
    const rule: Rule = {
      arn,
      listenerArn,
      priority: number(properties['Priority']) ?? 1,
      conditions: items<Condition>(properties['Conditions']),
      actions: checked(parts, items<Action>(properties['Actions'])),
      tags: tagsOf(request),
    };
    const taken = records.rules
      .values()
      .some((one) => one.listenerArn === listenerArn && one.priority === rule.priority && one.arn !== arn);
    if (taken) throw new Error(`Priority '${rule.priority}' is currently in use`);
    records.rules.set(arn, rule);
    return { physicalId: arn, attributes: { RuleArn: arn, IsDefault: false } };
  };
  return {
    async create(request) {
      const listenerArn = required(request.properties, 'ListenerArn');
      lookUp(records, 'listeners', listenerArn);
      return put(`${listenerArn.replace(':listener/', ':listener-rule/')}/${tail()}`, listenerArn, request);
    },
    update: async (request, { physicalId }) =>
      put(physicalId, lookUp(records, 'rules', physicalId).listenerArn, request),
    delete: async (_, { physicalId }) => records.rules.delete(physicalId),
  };
}

/** Groups that one action may share requests out between, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostGroups = 5;

/** Every group that an action forwards to must exist, and its weight be one that ELB takes. */
function checked({ records }: Parts, actions: readonly Action[]): readonly Action[] {
  for (const action of actions) {
    const groups = groupsOf(action);
    if (groups.length > mostGroups)
      throw new Error(`At most ${mostGroups} target groups may be specified in an action`);
    for (const [arn, weight] of groups) {
      lookUp(records, 'groups', arn);
      if (!Number.isInteger(weight) || weight < 0 || weight > 999)
        throw new Error(`The weight '${weight}' of target group '${arn}' must be between 0 and 999`);
    }
  }
  return actions;
}
