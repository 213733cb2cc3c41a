import type { Listener, ListenerRule, Process } from '../balancing-settings.ts';
import { membersAt, type Resolved, valueAt } from '../resolve.ts';
import type { Verdict } from './rule.ts';

/** Members that the user named, with their names. */
export type Named<T> = readonly (readonly [string, T])[];

/** Something that must be true of each of them; `what` is how an error calls it, `processes.admin`. */
export type Check<T> = (one: T, what: string, name: string) => Verdict | undefined;

/** The first thing that is wrong with the first member with which something is. */
export function firstOf<T>(members: Named<T>, word: string, checks: readonly Check<T>[]): Verdict | undefined {
  for (const [name, one] of members) {
    for (const check of checks) {
      const verdict = check(one, `${word}.${name}`, name);
      if (verdict !== undefined) return verdict;
    }
  }
  return undefined;
}

/** Whether connections are shared out rather than requests. */
export function isNetwork(settings: Resolved): boolean {
  return valueAt(settings, 'load-balancer.type') === 'network';
}

export function processesOf(settings: Resolved): Named<Process> {
  return Object.entries(membersAt(settings, 'processes'));
}

export function listenersOf(settings: Resolved): Named<Listener> {
  return Object.entries(membersAt(settings, 'listeners'));
}

export function rulesOf(settings: Resolved): Named<ListenerRule> {
  return Object.entries(membersAt(settings, 'rules'));
}

/** A process that requests are sent to, and that is none. */
export function unknownProcess(settings: Resolved, what: string, process = 'default'): Verdict | undefined {
  const known = ['default', ...processesOf(settings).map(([name]) => name)];
  return known.includes(process)
    ? undefined
    : {
        message: `${what} sends requests to "${process}", and there is no such process.`,
        fix: `Accepted: ${known.join(', ')}.`,
      };
}
