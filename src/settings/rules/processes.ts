import type { Process } from '../balancing-settings.ts';
import { type Resolved, valueAt } from '../resolve.ts';
import { maxProcesses } from '../schema.ts';
import { standsAlone } from './instances.ts';
import { type Check, firstOf, isNetwork, listenersOf, processesOf, rulesOf } from './members.ts';
import type { Rule } from './rule.ts';

/** What stands behind a load balancer beside the default process. */
export const processRules: readonly Rule[] = [
  {
    reads: ['processes', 'load-balancer.type', 'health.interval', 'health.timeout'],
    judge: (settings) =>
      firstOf(processesOf(settings), 'processes', [
        isDefault,
        tooMany(settings),
        takenPort(settings),
        wrongProtocol(settings),
        withoutRequests(settings),
        tooPatient(settings),
      ]),
  },
  {
    // A target group that nothing sends to is never checked, and instances would wait for its word for ever.
    reads: ['processes', 'rules', 'listeners', 'mode', 'tier', 'load-balancer.shared'],
    judge: (settings) => {
      // Where there is no load balancer, that is what is wrong.
      if (standsAlone(settings) || valueAt(settings, 'tier') === 'worker') return undefined;
      const used = new Set([
        ...rulesOf(settings).map(([, { process }]) => process),
        ...listenersOf(settings).flatMap(([, { process, enabled }]) => (enabled === false ? [] : [process])),
      ]);
      const idle: Check<Process> = (_, what, name) =>
        used.has(name)
          ? undefined
          : { message: `Nothing sends requests to ${what}.`, fix: 'Write a rule, or a listener, with this process.' };
      return firstOf(processesOf(settings), 'processes', [idle]);
    },
  },
];

const isDefault: Check<Process> = (_, _what, name) =>
  name === 'default'
    ? {
        message: 'The default process is the one at port 80 that is always there.',
        fix: 'Write health.path and the like, deploy.drain and load-balancer.stickiness for it.',
      }
    : undefined;

function tooMany(settings: Resolved): Check<Process> {
  const count = processesOf(settings).length;
  return () =>
    count > maxProcesses
      ? { message: `There are ${count} processes.`, fix: `At most ${maxProcesses} are possible.` }
      : undefined;
}

function takenPort(settings: Resolved): Check<Process> {
  return ({ port }, what, name) => {
    const other = processesOf(settings).find(([another, one]) => another < name && one.port === port)?.[0];
    const owner = port === 80 ? 'the default process' : other && `processes.${other}`;
    return owner === undefined
      ? undefined
      : { message: `${what}: port ${port} is that of ${owner}.`, fix: 'Choose another port.' };
  };
}

function wrongProtocol(settings: Resolved): Check<Process> {
  const accepted = isNetwork(settings) ? ['TCP', 'UDP'] : ['HTTP', 'HTTPS'];
  const kind = isNetwork(settings) ? 'a network' : 'an application';
  return ({ protocol }, what) =>
    protocol === undefined || accepted.includes(protocol)
      ? undefined
      : {
          message: `${what}: ${kind} load balancer does not send ${protocol}.`,
          fix: `Accepted: ${accepted.join(', ')}.`,
        };
}

function withoutRequests(settings: Resolved): Check<Process> {
  return ({ stickiness, codes, path, protocol }, what) => {
    if (!isNetwork(settings)) return undefined;
    if (stickiness !== undefined)
      return {
        message: `${what}: a network load balancer sets no cookie, so there is no stickiness.`,
        fix: 'Remove stickiness.',
      };
    return codes !== undefined && path === undefined && protocol !== 'UDP'
      ? {
          message: `${what}: a check without a path opens a connection, and gets no codes.`,
          fix: 'Write path, or remove codes.',
        }
      : undefined;
  };
}

function tooPatient(settings: Resolved): Check<Process> {
  return (
    { interval = valueAt(settings, 'health.interval') ?? 0, timeout = valueAt(settings, 'health.timeout') ?? 0 },
    what,
  ) =>
    timeout >= interval
      ? {
          message: `${what}: its timeout of ${timeout} s must be less than its interval of ${interval} s.`,
          fix: 'Lower the timeout or raise the interval.',
        }
      : undefined;
}
