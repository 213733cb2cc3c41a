import { membersAt, valueAt } from '../resolve.ts';
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
  {
    reads: ['variables', 'environment'],
    judge: (settings) => {
      const environment = valueAt(settings, 'environment');
      const variables = Object.entries(membersAt(settings, 'variables'));
      const [variable] = variables.find(([, one]) => one.kind === 'environment' && one.name === environment) ?? [];
      return variable === undefined
        ? undefined
        : {
            message: `${variable} refers to the very environment that is deployed.`,
            fix: 'Name another environment of the application, or remove it.',
          };
    },
  },
];

function isPort(text: string): boolean {
  return /^\d{4,5}$/.test(text) && Number(text) >= 1_024 && Number(text) <= 65_000;
}
