import type { Guest } from './balancing-settings.ts';
import { membersAt, type Resolved, valueAt } from './resolve.ts';
import type { DomainSettings, LoadBalancerSettings, NetworkSettings } from './network-settings.ts';
import type { Settings } from './settings.ts';
import { optional, sure } from './sure.ts';

/** The network; its way out is the application's, so only what the file says to every environment counts. */
export function networkFrom(resolved: Resolved, shared: Resolved): NetworkSettings {
  const vpc = valueAt(resolved, 'network.vpc');
  if (vpc === undefined) {
    return {
      kind: 'own',
      zones: sure(resolved, 'network.zones'),
      private: sure(resolved, 'network.private'),
      ...optional('exit', valueAt(shared, 'network.exit')),
    };
  }
  return {
    kind: 'existing',
    vpc,
    publicSubnets: sure(resolved, 'network.public-subnets'),
    instanceSubnets: sure(resolved, 'network.instance-subnets'),
    dataSubnets: sure(resolved, 'network.data-subnets'),
  };
}

/** What the load balancer is; where there is none, nobody looks. */
export function loadBalancerFrom(resolved: Resolved): LoadBalancerSettings {
  return {
    scheme: valueAt(resolved, 'load-balancer.scheme') ?? 'internet-facing',
    idleTimeout: valueAt(resolved, 'load-balancer.idle-timeout') ?? 60,
    ...optional('stickiness', valueAt(resolved, 'load-balancer.stickiness')),
    ...optional('accessLogs', valueAt(resolved, 'load-balancer.access-logs')),
    ...optional('type', valueAt(resolved, 'load-balancer.type')),
    ...optional('lend', valueAt(resolved, 'load-balancer.lend')),
    ...optional('guest', guestFrom(resolved)),
  };
}

function guestFrom(resolved: Resolved): Guest | undefined {
  const balancer = valueAt(resolved, 'load-balancer.shared');
  if (balancer === undefined) return undefined;
  return {
    balancer,
    hosts: named(resolved, sure(resolved, 'load-balancer.hosts')),
    ...optional('paths', valueAt(resolved, 'load-balancer.paths')),
    ...optional('priority', valueAt(resolved, 'load-balancer.priority')),
  };
}

/** Host names with the name of the environment in its place. */
function named(resolved: Resolved, hosts: readonly string[]): readonly string[] {
  return hosts.map((host) => host.replaceAll('{environment}', sure(resolved, 'environment').toLowerCase()));
}

/** What stands behind a load balancer and at its ports; nothing where nobody says. */
export function balancingFrom(resolved: Resolved): Pick<Settings, 'processes' | 'listeners' | 'rules'> {
  const rules = Object.entries(membersAt(resolved, 'rules')).map(
    ([name, rule]) => [name, { ...rule, ...optional('hosts', rule.hosts && named(resolved, rule.hosts)) }] as const,
  );
  return {
    ...optional('processes', some(membersAt(resolved, 'processes'))),
    ...optional('listeners', some(membersAt(resolved, 'listeners'))),
    ...optional('rules', some(Object.fromEntries(rules))),
  };
}

/** By name, so that the order in which they were written does not change the template. */
function some<T>(members: Readonly<Record<string, T>>): Readonly<Record<string, T>> | undefined {
  const entries = Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The name is the environment's; the zone is the application's, so only what the file says to every environment counts. */
export function domainFrom(resolved: Resolved, shared: Resolved): DomainSettings {
  return {
    ...optional('name', valueAt(resolved, 'domain.name')),
    ...optional('zone', valueAt(shared, 'domain.zone')),
  };
}

/** What a single instance is to ask an authority for. */
export function acmeFrom(resolved: Resolved): Settings['tls']['acme'] {
  const directory = valueAt(resolved, 'tls.acme');
  return directory === undefined ? undefined : { directory, redirect: valueAt(resolved, 'tls.redirect') ?? false };
}
