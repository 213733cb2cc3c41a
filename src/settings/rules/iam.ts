import { servicesOf } from '../iam.ts';
import { valueAt } from '../resolve.ts';
import type { Rule } from './rule.ts';

/** What the user's own rights need so that they take effect. */
export const iamRules: readonly Rule[] = [
  {
    reads: ['iam.services'],
    judge: ({ entries }) => {
      const source = entries.get('iam.services')?.source;
      return source === undefined || (source.kind === 'file' && source.section === undefined)
        ? undefined
        : {
            message: 'All environments share the roles that these services are for.',
            fix: 'Write iam: at the top level of the settings file.',
          };
    },
  },
  {
    reads: ['iam.statements', 'iam.services'],
    judge: (settings) => {
      const known = valueAt(settings, 'iam.services') ?? [];
      const asked = (valueAt(settings, 'iam.statements') ?? []).flatMap(servicesOf);
      const missing = [...new Set(asked)].filter((name) => !known.includes(name));
      return missing.length === 0
        ? undefined
        : {
            message: `The boundary of the instances lets nothing of ${missing.join(', ')} through, whatever a statement allows.`,
            fix: `Write iam: { services: [${[...known, ...missing].join(', ')}] } at the top level of the settings file.`,
          };
    },
  },
];
