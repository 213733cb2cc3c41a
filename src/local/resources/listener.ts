import type { ResourceHandler, ResourceRequest } from '../engine/resource.ts';
import { type Action, type Condition, type Listener, lookUp, type Rule } from '../balancer/records.ts';
import { items, number, required, text } from '../world/input.ts';
import { tail } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { freePort } from '../world/ports.ts';
import { checkActions, checkConditions, checkPriority, checkProtocol } from './listener-rules.ts';
import { tagsOf } from './network.ts';

/** CloudFormation and the API still default to a policy that takes TLS 1.0. */
const defaultPolicy = 'ELBSecurityPolicy-2016-08';

/** `AWS::ElasticLoadBalancingV2::Listener`. */
export function listenerHandler(parts: Parts): ResourceHandler {
  const { records, balancers } = parts;
  const put = (arn: string, doorPort: number, request: ResourceRequest) => {
    records.listeners.set(arn, listenerOf(parts, { arn, doorPort }, request));
    return { physicalId: arn, attributes: { ListenerArn: arn } };
  };
  return {
    async create(request) {
      const balancer = required(request.properties, 'LoadBalancerArn');
      lookUp(records, 'balancers', balancer);
      const port = number(request.properties['Port']);
      const taken = records.listeners.values().some((one) => one.loadBalancerArn === balancer && one.port === port);
      if (taken) throw new Error('A listener already exists on this port for this load balancer');
      const arn = `${balancer.replace(':loadbalancer/', ':listener/')}/${tail()}`;
      const doors = [
        ...records.balancers.values().map((one) => one.port),
        ...records.listeners.values().map((one) => one.doorPort),
      ];
      const state = put(arn, await freePort(new Set(doors)), request);
      await balancers.open(arn);
      return state;
    },
    update: async (request, { physicalId }) =>
      put(physicalId, lookUp(records, 'listeners', physicalId).doorPort, request),
    async delete(_, { physicalId }) {
      for (const rule of records.rules.values()) if (rule.listenerArn === physicalId) records.rules.delete(rule.arn);
      records.listeners.delete(physicalId);
      await balancers.close(physicalId);
    },
  };
}

function listenerOf(parts: Parts, identity: Pick<Listener, 'arn' | 'doorPort'>, request: ResourceRequest): Listener {
  const { properties } = request;
  const balancer = lookUp(parts.records, 'balancers', required(properties, 'LoadBalancerArn'));
  const port = number(properties['Port']) ?? 80;
  const protocol = text(properties['Protocol']) ?? (port === 443 ? 'HTTPS' : 'HTTP');
  checkProtocol(balancer, protocol);
  const certificates = items<{ CertificateArn?: string }>(properties['Certificates']);
  const secure = protocol === 'HTTPS' || protocol === 'TLS';
  if (secure && certificates.length === 0) throw new Error(`A certificate must be specified for ${protocol} listeners`);
  if (!secure && certificates.length > 0) throw new Error(`Certificates cannot be specified for ${protocol} listeners`);
  if (certificates.length > 1)
    throw new Error('Exactly one certificate must be specified; further ones are listener certificates');
  return {
    ...identity,
    port,
    protocol,
    certificates,
    loadBalancerArn: balancer.arn,
    defaultActions: checkActions(parts, balancer, items<Action>(properties['DefaultActions'])),
    tags: tagsOf(request),
    ...(secure && { sslPolicy: text(properties['SslPolicy']) ?? defaultPolicy }),
  };
}

/** `AWS::ElasticLoadBalancingV2::ListenerRule`. */
export function listenerRuleHandler(parts: Parts): ResourceHandler {
  const { records } = parts;
  const put = (arn: string, listenerArn: string, request: ResourceRequest) => {
    const { properties } = request;
    const listener = lookUp(records, 'listeners', listenerArn);
    const balancer = lookUp(records, 'balancers', listener.loadBalancerArn);
    if (balancer.type === 'network') throw new Error("Rules are not supported on listeners of type 'network'");
    const rule: Rule = {
      arn,
      listenerArn,
      priority: number(properties['Priority']) ?? 1,
      conditions: checkConditions(items<Condition>(properties['Conditions'])),
      actions: checkActions(parts, balancer, items<Action>(properties['Actions'])),
      tags: tagsOf(request),
    };
    checkPriority(parts, rule);
    records.rules.set(arn, rule);
    return { physicalId: arn, attributes: { RuleArn: arn, IsDefault: false } };
  };
  return {
    async create(request) {
      const listenerArn = required(request.properties, 'ListenerArn');
      return put(`${listenerArn.replace(':listener/', ':listener-rule/')}/${tail()}`, listenerArn, request);
    },
    update: async (request, { physicalId }) =>
      put(physicalId, lookUp(records, 'rules', physicalId).listenerArn, request),
    delete: async (_, { physicalId }) => records.rules.delete(physicalId),
  };
}

/** `AWS::ElasticLoadBalancingV2::ListenerCertificate`: every certificate of this cloud is the same one, so it is only looked at. */
export function listenerCertificateHandler({ records }: Parts): ResourceHandler {
  const check = ({ properties }: ResourceRequest) => {
    const { protocol, arn } = lookUp(records, 'listeners', required(properties, 'ListenerArn'));
    if (protocol !== 'HTTPS' && protocol !== 'TLS')
      throw new Error(`Certificates cannot be specified for ${protocol} listeners`);
    return arn;
  };
  return {
    async create(request) {
      return { physicalId: `${check(request)}/${tail()}`, attributes: {} };
    },
    async update(request, { physicalId }) {
      check(request);
      return { physicalId, attributes: {} };
    },
    delete: async () => {},
  };
}
