import { isGiven } from '../resolve.ts';
import { isSingle } from './instances.ts';
import type { Rule } from './rule.ts';

/** Names in the zone that all environments share. */
export const domainRules: readonly Rule[] = [
  {
    reads: ['tls.acme', 'mode', 'domain.name'],
    judge: (settings) => {
      if (!isGiven(settings, 'tls.acme')) return undefined;
      if (!isSingle(settings))
        return {
          message: 'A load balancer gets its certificate of ACM: tls.acme is for the instance of mode single-instance.',
          fix: 'Remove tls.acme; with domain.name the certificate is made.',
        };
      return isGiven(settings, 'domain.name')
        ? undefined
        : { message: 'A certificate is for a name.', fix: 'Write domain.name, and domain.zone at the top level.' };
    },
  },
  {
    reads: ['tls.redirect', 'tls.acme'],
    judge: (settings) =>
      isGiven(settings, 'tls.redirect') && !isGiven(settings, 'tls.acme')
        ? {
            message: 'tls.redirect is for the certificate of tls.acme; a load balancer with one always redirects.',
            fix: 'Write tls.acme as well, or remove tls.redirect.',
          }
        : undefined,
  },
  {
    reads: ['domain.zone'],
    judge: ({ entries }) => {
      const source = entries.get('domain.zone')?.source;
      return source === undefined || (source.kind === 'file' && source.section === undefined)
        ? undefined
        : {
            message: 'All environments share the role that may write records into the zone.',
            fix: 'Write domain: { zone: … } at the top level of the settings file; domain.name is for each environment to say.',
          };
    },
  },
  {
    reads: ['domain.name', 'domain.zone'],
    judge: (settings) =>
      isGiven(settings, 'domain.name') && !isGiven(settings, 'domain.zone')
        ? {
            message: 'A domain name needs the hosted zone of Route 53 that its records go into.',
            fix: 'Write domain: { zone: … } at the top level of the settings file.',
          }
        : undefined,
  },
];
