import { balancerKeys, guestKeys, mostValues } from '../balancing.ts';
import { loadBalancerKeys } from '../load-balancer.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { slotted } from '../slots.ts';
import { cite, type Rule, type Verdict } from './rule.ts';

const shared = 'load-balancer.shared';

/** Keys of a load balancer of its own; stickiness is the target group's. */
const ownBalancerKeys = [
  ...Object.keys({ ...loadBalancerKeys, ...balancerKeys }).filter((path) => path !== 'load-balancer.stickiness'),
  ...['tls.certificate', 'tls.policy', 'domain.name'],
];

/** An environment at a load balancer that is not its own, and one that lends its own. */
export const guestRules: readonly Rule[] = [
  ...Object.keys(guestKeys)
    .filter((path) => path !== shared)
    .map(
      (path): Rule => ({
        reads: [path, shared],
        judge: (settings) =>
          isGiven(settings, path) && !isGiven(settings, shared)
            ? {
                message: `${path} is for an environment at a shared load balancer.`,
                fix: 'Write load-balancer.shared, or rules.',
              }
            : undefined,
      }),
    ),
  ...ownBalancerKeys.map(
    (path): Rule => ({
      reads: [path, shared],
      judge: (settings) =>
        isGiven(settings, path) && isGiven(settings, shared)
          ? {
              message: `${path} is a property of a load balancer, and this one is shared: it is set where it is made.`,
              fix: `Remove ${path}${path === 'domain.name' ? ', point a wildcard record at the shared load balancer and write load-balancer.hosts' : ''}, or remove load-balancer.shared.`,
            }
          : undefined,
    }),
  ),
  {
    reads: [shared, 'load-balancer.hosts'],
    judge: (settings) =>
      isGiven(settings, shared) && !isGiven(settings, 'load-balancer.hosts')
        ? {
            message: 'A shared load balancer tells its environments apart by the name that a client asks for.',
            fix: 'Write load-balancer.hosts, as in [{environment}.preview.example.com].',
          }
        : undefined,
  },
  { reads: ['load-balancer.hosts', 'load-balancer.paths', shared], judge: wrongHosts },
  {
    reads: [shared, 'environment'],
    judge: (settings) => {
      const balancer = valueAt(settings, shared);
      return balancer?.kind === 'environment' && balancer.name === valueAt(settings, 'environment')
        ? {
            message: `${cite(settings, shared)} is this environment itself.`,
            fix: 'Name another environment, or move the setting to the sections of its guests.',
          }
        : undefined;
    },
  },
  {
    reads: [shared, 'region'],
    judge: (settings) => {
      const balancer = valueAt(settings, shared);
      const region = valueAt(settings, 'region');
      return balancer?.kind === 'listener' && region !== undefined && balancer.arn.split(':')[3] !== region
        ? {
            message: `The listener is in another region than ${cite(settings, 'region')}.`,
            fix: 'Use a load balancer of the same region.',
          }
        : undefined;
    },
  },
  {
    reads: [shared, 'deploy.policy', 'deploy.canary', 'mode'],
    judge: (settings) =>
      isGiven(settings, shared) && valueAt(settings, 'mode') === 'high-availability' && slotted(settings)
        ? {
            message: `${cite(settings, 'deploy.policy')} switches by a rule that takes every request of its listener, and this one is shared.`,
            fix: 'Choose rolling, rolling-with-additional-batch, immutable, in-place or a canary of instances.',
          }
        : undefined,
  },
];

function wrongHosts(settings: Resolved): Verdict | undefined {
  const hosts = valueAt(settings, 'load-balancer.hosts') ?? [];
  const paths = valueAt(settings, 'load-balancer.paths') ?? [];
  if (!isGiven(settings, shared) || hosts.length === 0) return undefined;
  if (/[*?]/.test(hosts[0] ?? ''))
    return {
      message: 'The first of load-balancer.hosts is the address of the environment, so it is a whole name.',
      fix: 'Write one without * and ? first.',
    };
  return hosts.length + paths.length > mostValues
    ? {
        message: `Elastic Load Balancing takes ${mostValues} hosts and paths in a rule.`,
        fix: 'Use * in fewer of them.',
      }
    : undefined;
}
