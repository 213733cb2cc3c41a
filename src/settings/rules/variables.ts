import { membersAt } from '../resolve.ts';
import type { Rule } from './rule.ts';

/** Variables that mean something to us, too. */
export const variableRules: readonly Rule[] = [
  {
    // A reference is read on the instance, which says the same.
    reads: ['variables.PORT'],
    judge: (settings) => {
      const port = membersAt(settings, 'variables')['PORT'];
      return port === undefined || port.kind !== 'plain' || isPort(port.value)
        ? undefined
        : {
            message: 'PORT is not a port that the application could listen on, behind the proxy at port 80.',
            fix: 'Accepted: a whole number from 1024 to 65000; or remove it, and the platform has one.',
          };
    },
  },
];

function isPort(text: string): boolean {
  return /^\d{4,5}$/.test(text) && Number(text) >= 1_024 && Number(text) <= 65_000;
}
