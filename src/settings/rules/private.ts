import { balancerKeys } from '../balancing.ts';
import { loadBalancerKeys } from '../load-balancer.ts';
import { isGiven, valueAt } from '../resolve.ts';
import { slotted } from '../slots.ts';
import { cite, type Rule } from './rule.ts';
import { isSingle, standsAlone } from './instances.ts';

/** Private instances and private load balancers. */
export const privateRules: readonly Rule[] = [
  {
    reads: ['network.exit'],
    judge: ({ entries }) => {
      const source = entries.get('network.exit')?.source;
      return source === undefined || (source.kind === 'file' && source.section === undefined)
        ? undefined
        : {
            message: 'All environments share the network that this is a part of.',
            fix: 'Write network: { exit: … } at the top level of the settings file; network.private is for each environment to say.',
          };
    },
  },
  {
    reads: ['network.private', 'network.exit'],
    judge: (settings) =>
      valueAt(settings, 'network.private') === true && valueAt(settings, 'network.exit') === undefined
        ? {
            message: 'Private instances need a way out, or they reach neither their version nor CloudFormation.',
            fix: 'Write network: { exit: nat } at the top level of the settings file; nat-per-zone survives the loss of a zone, and endpoints lead to AWS alone.',
          }
        : undefined,
  },
  {
    reads: ['network.private', 'mode', 'tier', 'load-balancer.shared'],
    judge: (settings) =>
      valueAt(settings, 'network.private') === true && valueAt(settings, 'tier') === 'web' && standsAlone(settings)
        ? {
            message: `The one instance of a web environment is its public address: ${cite(settings, 'mode')} cannot be private.`,
            fix: 'Remove network.private, or write mode: high-availability, whose load balancer is public.',
          }
        : undefined,
  },
  {
    reads: ['network.private', 'network.exit', 'database.engine'],
    judge: (settings) =>
      valueAt(settings, 'network.private') === true &&
      valueAt(settings, 'network.exit') === 'endpoints' &&
      valueAt(settings, 'database.engine') !== undefined
        ? {
            message: 'The certificates by which RDS proves itself lie in the internet, where endpoints do not lead.',
            fix: 'Write network.exit: nat, or nat-per-zone.',
          }
        : undefined,
  },
  {
    reads: ['load-balancer.stickiness', 'deploy.policy', 'deploy.canary'],
    judge: (settings) =>
      slotted(settings) && valueAt(settings, 'load-balancer.stickiness') !== undefined
        ? {
            message: `Under ${cite(settings, 'deploy.policy')} requests follow the switch between two versions; a client that keeps its instance would stay behind.`,
            fix: 'Remove load-balancer.stickiness, or write another deploy.policy.',
          }
        : undefined,
  },
  ...Object.keys({ ...loadBalancerKeys, ...balancerKeys }).map(
    (path): Rule => ({
      reads: [path, 'mode'],
      judge: (settings) =>
        isSingle(settings) && isGiven(settings, path)
          ? {
              message: 'A single-instance environment has no load balancer.',
              fix: `Remove ${path}, or write mode: high-availability.`,
            }
          : undefined,
    }),
  ),
];
