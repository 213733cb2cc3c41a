import { isGiven } from '../resolve.ts';
import type { Rule } from './rule.ts';

/** Names in the zone that all environments share. */
export const domainRules: readonly Rule[] = [
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
