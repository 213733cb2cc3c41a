import type { Service, WireInput } from '../service.ts';
import { verdicts } from '../balancer/health.ts';
import { type Action, balancersOf, type Condition, type Listener, lookUp, type Rule } from '../balancer/records.ts';
import { attributePairs, shownBalancer, shownGroup, shownListener, shownRule } from './elbv2-shapes.ts';
import { items, list, number, required, text } from './input.ts';
import type { Parts } from './parts.ts';

/** Elastic Load Balancing, version 2. Load balancers, groups and listeners are made by CloudFormation; here they are shown and changed. */
export function elbv2(parts: Parts): Service {
  return {
    name: 'elasticloadbalancing',
    protocol: 'query',
    version: '2015-12-01',
    operations: { ...describeOperations(parts), ...targetOperations(parts), ...modifyOperations(parts) },
  };
}

function describeOperations(parts: Parts): Service['operations'] {
  const { records } = parts;
  return {
    DescribeLoadBalancers: (input) => ({ LoadBalancers: balancers(parts, input).map(shownBalancer) }),
    DescribeTargetGroups: (input) => ({ TargetGroups: groups(parts, input).map((one) => shownGroup(parts, one)) }),
    DescribeListeners: (input) => ({ Listeners: listeners(parts, input).map(shownListener) }),
    DescribeRules: (input) => ({ Rules: rules(parts, input).map(shownRule) }),
    DescribeLoadBalancerAttributes: (input) => ({
      Attributes: attributePairs(lookUp(records, 'balancers', required(input, 'LoadBalancerArn')).attributes),
    }),
    DescribeTargetGroupAttributes: (input) => ({
      Attributes: attributePairs(lookUp(records, 'groups', required(input, 'TargetGroupArn')).attributes),
    }),
    DescribeTags: (input) => ({
      TagDescriptions: list(input['ResourceArns']).map((arn) => ({ ResourceArn: arn, Tags: tagsOf(parts, arn) })),
    }),
  };
}

function balancers({ records }: Parts, input: WireInput) {
  const arns = list(input['LoadBalancerArns']);
  const names = list(input['Names']);
  if (arns.length > 0) return arns.map((arn) => lookUp(records, 'balancers', arn));
  const all = records.balancers.values();
  return names.length === 0
    ? all
    : names.map((name) => lookUp(records, 'balancers', all.find((one) => one.name === name)?.arn ?? name));
}

function groups({ records }: Parts, input: WireInput) {
  const arns = list(input['TargetGroupArns']);
  const names = list(input['Names']);
  const of = text(input['LoadBalancerArn']);
  if (arns.length > 0) return arns.map((arn) => lookUp(records, 'groups', arn));
  const all = records.groups.values();
  if (names.length > 0)
    return names.map((name) => lookUp(records, 'groups', all.find((one) => one.name === name)?.arn ?? name));
  return of === undefined ? all : all.filter((one) => balancersOf(records, one.arn).some(({ arn }) => arn === of));
}

function listeners({ records }: Parts, input: WireInput): Listener[] {
  const arns = list(input['ListenerArns']);
  if (arns.length > 0) return arns.map((arn) => lookUp(records, 'listeners', arn));
  const { arn } = lookUp(records, 'balancers', required(input, 'LoadBalancerArn'));
  return records.listeners.values().filter((one) => one.loadBalancerArn === arn);
}

function rules({ records }: Parts, input: WireInput): Rule[] {
  const arns = list(input['RuleArns']);
  if (arns.length > 0) return arns.map((arn) => lookUp(records, 'rules', arn));
  const listener = lookUp(records, 'listeners', required(input, 'ListenerArn'));
  const own = records.rules
    .values()
    .filter((one) => one.listenerArn === listener.arn)
    .sort((a, b) => a.priority - b.priority);
  const last = {
    arn: `${listener.arn.replace(':listener/', ':listener-rule/')}/default`,
    listenerArn: listener.arn,
    priority: Number.POSITIVE_INFINITY,
  };
  return [...own, { ...last, conditions: [], actions: listener.defaultActions, tags: [] }];
}

function tagsOf({ records }: Parts, arn: string) {
  const found = [records.balancers, records.groups, records.listeners, records.rules].map((collection) =>
    collection.get(arn),
  );
  return found.flatMap((one) => one?.tags ?? []);
}

interface WireTarget {
  readonly Id: string;
  readonly Port?: unknown;
}

function targetOperations(parts: Parts): Service['operations'] {
  const { records, targets } = parts;
  const each = (input: WireInput, act: (arn: string, target: { id: string; port: number | undefined }) => void) => {
    const arn = required(input, 'TargetGroupArn');
    lookUp(records, 'groups', arn);
    for (const one of items<WireTarget>(input['Targets'])) act(arn, { id: one.Id, port: number(one.Port) });
    return {};
  };
  return {
    RegisterTargets: (input) => each(input, targets.register),
    DeregisterTargets: (input) => each(input, targets.deregister),
    DescribeTargetHealth: (input) => ({ TargetHealthDescriptions: healthOf(parts, input) }),
  };
}

function healthOf({ records, targets }: Parts, input: WireInput) {
  const group = lookUp(records, 'groups', required(input, 'TargetGroupArn'));
  const registered = targets
    .of(group.arn)
    .map((target) => ({ id: target.id, port: target.port, verdict: targets.verdict(target) }));
  const asked = items<WireTarget>(input['Targets']);
  const wanted = asked.map((one) => ({ id: one.Id, port: number(one.Port) ?? group.port }));
  const shown =
    asked.length === 0
      ? registered
      : wanted.map(
          (one) =>
            registered.find(({ id, port }) => id === one.id && port === one.port) ?? {
              ...one,
              verdict: verdicts.notRegistered,
            },
        );
  const checkPort = (port: number) =>
    group.healthCheck.port === 'traffic-port' ? String(port) : group.healthCheck.port;
  return shown.map(({ id, port, verdict }) => ({
    Target: { Id: id, Port: port },
    HealthCheckPort: checkPort(port),
    TargetHealth: {
      State: verdict.state,
      ...('reason' in verdict && { Reason: verdict.reason }),
      ...('description' in verdict && { Description: verdict.description }),
    },
  }));
}

function modifyOperations(parts: Parts): Service['operations'] {
  const { records } = parts;
  return {
    ModifyLoadBalancerAttributes(input) {
      const found = lookUp(records, 'balancers', required(input, 'LoadBalancerArn'));
      const attributes = { ...found.attributes, ...attributesOf(input) };
      records.balancers.set(found.arn, { ...found, attributes });
      return { Attributes: attributePairs(attributes) };
    },
    ModifyTargetGroupAttributes(input) {
      const found = lookUp(records, 'groups', required(input, 'TargetGroupArn'));
      const attributes = { ...found.attributes, ...attributesOf(input) };
      records.groups.set(found.arn, { ...found, attributes });
      return { Attributes: attributePairs(attributes) };
    },
    ModifyTargetGroup(input) {
      const found = lookUp(records, 'groups', required(input, 'TargetGroupArn'));
      const set = healthSettings(input);
      const changed = { ...found, healthCheck: { ...found.healthCheck, ...set } };
      records.groups.set(found.arn, changed);
      return { TargetGroups: [shownGroup(parts, changed)] };
    },
    ModifyListener(input) {
      const found = lookUp(records, 'listeners', required(input, 'ListenerArn'));
      const actions = items<Action>(input['DefaultActions']);
      const changed = { ...found, defaultActions: actions.length > 0 ? actions : found.defaultActions };
      records.listeners.set(found.arn, changed);
      return { Listeners: [shownListener(changed)] };
    },
    ModifyRule(input) {
      const found = lookUp(records, 'rules', required(input, 'RuleArn'));
      const [actions, conditions] = [items<Action>(input['Actions']), items<Condition>(input['Conditions'])];
      const changed = {
        ...found,
        ...(actions.length > 0 && { actions }),
        ...(conditions.length > 0 && { conditions }),
      };
      records.rules.set(found.arn, changed);
      return { Rules: [shownRule(changed)] };
    },
  };
}

function attributesOf(input: WireInput): Record<string, string> {
  const given = items<{ Key: string; Value: unknown }>(input['Attributes']);
  return Object.fromEntries(given.map(({ Key, Value }) => [Key, String(Value)]));
}

function healthSettings(input: WireInput) {
  const given = {
    path: text(input['HealthCheckPath']),
    interval: number(input['HealthCheckIntervalSeconds']),
    timeout: number(input['HealthCheckTimeoutSeconds']),
    healthy: number(input['HealthyThresholdCount']),
    unhealthy: number(input['UnhealthyThresholdCount']),
    matcher: text((input['Matcher'] as { HttpCode?: unknown } | undefined)?.HttpCode),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
