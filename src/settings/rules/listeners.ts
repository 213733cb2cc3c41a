import { mostValues } from '../balancing.ts';
import type { Listener, ListenerRule } from '../balancing-settings.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { type Check, firstOf, isNetwork, listenersOf, processesOf, rulesOf, unknownProcess } from './members.ts';
import type { Rule, Verdict } from './rule.ts';

/** Ports of the load balancer, and which requests go where. */
export const listenerRules: readonly Rule[] = [
  {
    reads: ['listeners', 'tls.certificate', 'domain.name', 'region', 'load-balancer.type', 'processes', 'rules'],
    judge: (settings) =>
      allShut(settings) ??
      firstOf(
        listenersOf(settings).filter(([, { enabled }]) => enabled !== false),
        'listeners',
        [
          wrongProtocol(settings),
          certified(settings),
          otherRegion(settings),
          ({ process }, what) => unknownProcess(settings, what, process),
          otherDatagrams(settings),
          unknownRule(settings),
        ],
      ),
  },
  {
    reads: ['rules', 'load-balancer.lend', 'load-balancer.shared', 'load-balancer.hosts', 'processes'],
    judge: (settings) =>
      firstOf(rulesOf(settings), 'rules', [
        takesAll(settings),
        tooManyValues(settings),
        ({ process }, what) => unknownProcess(settings, what, process),
        samePriority(settings),
      ]),
  },
];

function hasCertificate(settings: Resolved): boolean {
  return isGiven(settings, 'tls.certificate') || isGiven(settings, 'domain.name');
}

/** Those that are there when nobody says, and those that somebody wrote. */
function allShut(settings: Resolved): Verdict | undefined {
  const first = isNetwork(settings) && hasCertificate(settings) ? [] : ['80'];
  const ports = new Set([...first, ...(hasCertificate(settings) ? ['443'] : [])]);
  for (const [port, { enabled }] of listenersOf(settings)) {
    if (enabled === false) ports.delete(port);
    else ports.add(port);
  }
  return ports.size > 0
    ? undefined
    : { message: 'Every listener is switched off: nobody could reach the environment.', fix: 'Leave one on.' };
}

function wrongProtocol(settings: Resolved): Check<Listener> {
  const accepted = isNetwork(settings) ? ['TCP', 'TLS', 'UDP'] : ['HTTP', 'HTTPS'];
  const kind = isNetwork(settings) ? 'a network' : 'an application';
  return ({ protocol }, what) =>
    protocol === undefined || accepted.includes(protocol)
      ? undefined
      : {
          message: `${what}: ${kind} load balancer does not speak ${protocol}.`,
          fix: `Accepted: ${accepted.join(', ')}.`,
        };
}

/** Whether a listener shows a certificate, as the templates see it too. */
function isSecure({ protocol, certificates = [] }: Listener, port: string): boolean {
  return protocol === undefined ? certificates.length > 0 || port === '443' : ['HTTPS', 'TLS'].includes(protocol);
}

function certified(settings: Resolved): Check<Listener> {
  return (listener, what, port) => {
    const own = listener.certificates !== undefined;
    if (isSecure(listener, port))
      return own || hasCertificate(settings)
        ? undefined
        : {
            message: `${what} needs a certificate.`,
            fix: 'Write certificates, tls.certificate, or domain.name with domain.zone; or another protocol.',
          };
    return own || listener.policy !== undefined
      ? {
          message: `${what} has certificates or a policy, and what it speaks shows none.`,
          fix: `Write protocol: ${isNetwork(settings) ? 'TLS' : 'HTTPS'}, or remove them.`,
        }
      : undefined;
  };
}

function otherRegion(settings: Resolved): Check<Listener> {
  const region = valueAt(settings, 'region');
  return ({ certificates = [] }, what) => {
    const elsewhere = certificates.find((arn) => region !== undefined && arn.split(':')[3] !== region);
    return elsewhere === undefined
      ? undefined
      : {
          message: `${what}: ${elsewhere} is in another region than the load balancer.`,
          fix: 'Use a certificate of the same region.',
        };
  };
}

/** Datagrams go to a process that takes them, and nothing else does. */
function otherDatagrams(settings: Resolved): Check<Listener> {
  return ({ protocol, process = 'default' }, what) => {
    const taken = processesOf(settings).find(([name]) => name === process)?.[1].protocol === 'UDP';
    return !isNetwork(settings) || taken === (protocol === 'UDP')
      ? undefined
      : {
          message: `${what} and its process "${process}" do not fit: one of them is UDP alone.`,
          fix: 'Write protocol: UDP at both, or at none.',
        };
  };
}

function unknownRule(settings: Resolved): Check<Listener> {
  const known = rulesOf(settings).map(([name]) => name);
  return ({ rules = [] }, what) => {
    const stranger = rules.find((name) => !known.includes(name));
    return stranger === undefined
      ? undefined
      : { message: `${what} names the rule "${stranger}", and there is none.`, fix: 'Write it below rules:.' };
  };
}

function takesAll(settings: Resolved): Check<ListenerRule> {
  return ({ hosts, paths }, what) => {
    if (hosts === undefined && paths === undefined)
      return { message: `${what} would take every request.`, fix: 'Write hosts or paths.' };
    return hosts === undefined && valueAt(settings, 'load-balancer.lend') === true
      ? {
          message: `${what} names no host: it would take the requests of the guests of this load balancer.`,
          fix: 'Write hosts, or remove load-balancer.lend.',
        }
      : undefined;
  };
}

function tooManyValues(settings: Resolved): Check<ListenerRule> {
  // A guest's rule has the host names of its environment where it has none of its own.
  const usual = valueAt(settings, 'load-balancer.hosts')?.length ?? 0;
  return ({ hosts, paths = [] }, what) => {
    const values = (hosts?.length ?? usual) + paths.length;
    return values > mostValues
      ? {
          message: `${what} has ${values} hosts and paths; Elastic Load Balancing takes ${mostValues} in a rule.`,
          fix: 'Make two rules of it.',
        }
      : undefined;
  };
}

function samePriority(settings: Resolved): Check<ListenerRule> {
  const guest = isGiven(settings, 'load-balancer.shared');
  return ({ priority = 1 }, what, name) => {
    if (guest && priority > 9)
      return {
        message: `${what}: at a shared load balancer an environment has nine priorities for its rules.`,
        fix: 'Choose one from 1 to 9.',
      };
    const other = rulesOf(settings).find(([another, one]) => another < name && (one.priority ?? 1) === priority);
    return other === undefined
      ? undefined
      : {
          message: `${what} and rules.${other[0]} have the same priority ${priority}.`,
          fix: 'Say which one is tried first: give each a priority of its own.',
        };
  };
}
