import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { cite, type Rule, type Verdict } from './rule.ts';
import { domainRules } from './domain.ts';
import { isSingle } from './instances.ts';
import { privateRules } from './private.ts';

const own = ['network.zones', 'network.private', 'network.exit'];
const existing = ['network.vpc', 'network.public-subnets', 'network.instance-subnets', 'network.data-subnets'];

/** Where the instances stand, and how the world reaches them. */
export const networkRules: readonly Rule[] = [
  ...privateRules,
  ...domainRules,
  {
    reads: [...own, ...existing],
    judge: (settings) => {
      const [mine, theirs] = [own, existing].map((paths) => paths.find((path) => isGiven(settings, path)));
      return mine !== undefined && theirs !== undefined
        ? {
            message: `${mine} is for a network of its own, and ${theirs} for an existing one.`,
            fix: `Write ${mine.replace('network.', '')}, or vpc and its subnets.`,
          }
        : undefined;
    },
  },
  {
    reads: ['network.vpc', 'network.public-subnets'],
    judge: (settings) =>
      isGiven(settings, 'network.vpc') && !isGiven(settings, 'network.public-subnets')
        ? { message: 'An existing VPC needs network.public-subnets.', fix: 'List the ids of its public subnets.' }
        : undefined,
  },
  {
    reads: ['network.public-subnets', 'network.instance-subnets', 'network.data-subnets', 'network.vpc'],
    judge: (settings) => {
      const subnets = ['public', 'instance', 'data'].some((tier) => isGiven(settings, `network.${tier}-subnets`));
      return subnets && !isGiven(settings, 'network.vpc')
        ? { message: 'Subnets need the VPC that they belong to.', fix: 'Write network.vpc.' }
        : undefined;
    },
  },
  { reads: ['network.public-subnets', 'mode'], judge: (settings) => oneZone(settings, 'network.public-subnets') },
  { reads: ['network.instance-subnets', 'mode'], judge: (settings) => oneZone(settings, 'network.instance-subnets') },
  {
    reads: ['tls.certificate', 'mode'],
    judge: (settings) =>
      isSingle(settings) && isGiven(settings, 'tls.certificate')
        ? {
            message: 'ACM certificates work at a load balancer, and a single-instance environment has none.',
            fix: 'Remove tls.certificate, or write mode: high-availability.',
          }
        : undefined,
  },
  {
    reads: ['tls.policy', 'tls.certificate', 'domain.name'],
    judge: (settings) =>
      isGiven(settings, 'tls.policy') &&
      !isGiven(settings, 'tls.certificate') &&
      (isSingle(settings) || !isGiven(settings, 'domain.name'))
        ? {
            message:
              'Without tls.certificate, or a domain.name of a load balancer, there is no TLS that tls.policy could be for.',
            fix: 'Write both or none.',
          }
        : undefined,
  },
  {
    reads: ['tls.certificate', 'region'],
    judge: (settings) => {
      const region = valueAt(settings, 'region');
      const [, , , home] = valueAt(settings, 'tls.certificate')?.split(':') ?? [];
      return region === undefined || home === undefined || home === region
        ? undefined
        : {
            message: `The certificate is in ${home}, and the load balancer in ${cite(settings, 'region')}.`,
            fix: 'Use a certificate of the same region.',
          };
    },
  },
];

/** A load balancer wants subnets in two zones at least, and so does an environment that survives the loss of one. */
function oneZone(settings: Resolved, path: 'network.public-subnets' | 'network.instance-subnets'): Verdict | undefined {
  if (isSingle(settings) || !isGiven(settings, path) || valueAt(settings, path)?.length !== 1) return undefined;
  const message = `${path} has one subnet: high-availability needs two at least, in different zones.`;
  return { message, fix: 'List another subnet, or write mode: single-instance.' };
}
