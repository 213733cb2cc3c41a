import { type Resolved, valueAt } from './resolve.ts';
import type { DomainSettings, LoadBalancerSettings, NetworkSettings } from './network-settings.ts';
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
  };
}

/** The name is the environment's; the zone is the application's, so only what the file says to every environment counts. */
export function domainFrom(resolved: Resolved, shared: Resolved): DomainSettings {
  return {
    ...optional('name', valueAt(resolved, 'domain.name')),
    ...optional('zone', valueAt(shared, 'domain.zone')),
  };
}
