import { architectureOf } from '../instance-type.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { cite, type Rule, type Verdict } from './rule.ts';

/** The machines, and how their health is judged. */
export const instanceRules: readonly Rule[] = [
  {
    reads: ['instances.min', 'instances.max'],
    judge: (settings) => {
      const { min, max } = sizes(settings);
      return min > max && !isSingle(settings)
        ? {
            message: `instances.min must not be more than instances.max: ${cited(settings)}.`,
            fix: 'Lower the one or raise the other.',
          }
        : undefined;
    },
  },
  {
    reads: ['instances.ssh-from', 'instances.key-pair'],
    judge: (settings) =>
      isGiven(settings, 'instances.ssh-from') !== isGiven(settings, 'instances.key-pair')
        ? {
            message: 'SSH needs a key pair and somebody who reaches port 22.',
            fix: 'Write both instances.key-pair and instances.ssh-from, or none.',
          }
        : undefined,
  },
  { reads: ['instances.min', 'mode'], judge: (settings) => onlyOne(settings, 'instances.min') },
  { reads: ['instances.max', 'mode'], judge: (settings) => onlyOne(settings, 'instances.max') },
  {
    reads: ['instances.architecture', 'instances.type'],
    judge: (settings) => {
      const type = valueAt(settings, 'instances.type') ?? '';
      const actual = architectureOf(type);
      return valueAt(settings, 'instances.architecture') === actual
        ? undefined
        : {
            message: `${cite(settings, 'instances.architecture')} does not fit ${cite(settings, 'instances.type')}.`,
            fix: `Write ${actual}, leave instances.architecture out, or choose another type.`,
          };
    },
  },
  {
    // A target group's timeout must be smaller than its interval.
    reads: ['health.timeout', 'health.interval'],
    judge: (settings) =>
      (valueAt(settings, 'health.timeout') ?? 0) >= (valueAt(settings, 'health.interval') ?? 0)
        ? {
            message: `${cite(settings, 'health.timeout')} must be less than ${cite(settings, 'health.interval')}.`,
            fix: 'Lower the timeout or raise the interval.',
          }
        : undefined,
  },
  {
    reads: ['health.successes', 'health.interval', 'health.deadline'],
    judge: (settings) => {
      const needed = (valueAt(settings, 'health.successes') ?? 0) * (valueAt(settings, 'health.interval') ?? 0);
      if (needed <= (valueAt(settings, 'health.deadline') ?? 0)) return undefined;
      const checks = `${cite(settings, 'health.successes')} every ${cite(settings, 'health.interval')}`;
      const message = `${checks} takes ${needed}s, more than ${cite(settings, 'health.deadline')}.`;
      return { message, fix: 'Raise the deadline, or ask for fewer or faster checks.' };
    },
  },
];

/** True in the mode that runs exactly one instance, without a load balancer. */
export function isSingle(settings: Resolved): boolean {
  return valueAt(settings, 'mode') === 'single-instance';
}

/** True where no load balancer stands in front, neither an own nor a shared one. */
export function standsAlone(settings: Resolved): boolean {
  return isSingle(settings) && valueAt(settings, 'load-balancer.shared') === undefined;
}

function sizes(settings: Resolved): { readonly min: number; readonly max: number } {
  return { min: valueAt(settings, 'instances.min') ?? 0, max: valueAt(settings, 'instances.max') ?? 0 };
}

function cited(settings: Resolved): string {
  return `${cite(settings, 'instances.min')}, ${cite(settings, 'instances.max')}`;
}

function onlyOne(settings: Resolved, path: 'instances.min' | 'instances.max'): Verdict | undefined {
  const size = valueAt(settings, path) ?? 1;
  if (!isSingle(settings) || size === 1) return undefined;
  const message = `${size} instances are not possible: a single-instance environment runs exactly one.`;
  return { message, fix: `Remove ${path}, or write mode: high-availability.` };
}
