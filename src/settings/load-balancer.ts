import { each, key, only } from './key.ts';
import { choice } from './kinds.ts';
import { schemes } from './network-settings.ts';

/** The load balancer of a web environment in high availability. */
export const loadBalancerKeys = {
  'load-balancer.scheme': only(
    'web',
    key(
      choice(schemes),
      'Who can reach the load balancer: everybody, or the private networks around it alone.',
      each(undefined, 'internet-facing'),
    ),
  ),
} as const;
