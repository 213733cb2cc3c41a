import { isGiven, membersAt, type Resolved, valueAt } from '../resolve.ts';
import { slotted } from '../slots.ts';
import { standsAlone } from './instances.ts';
import { listenerRules } from './listeners.ts';
import { isNetwork } from './members.ts';
import { processRules } from './processes.ts';
import { cite, type Rule, type Verdict } from './rule.ts';

const groups = ['processes', 'listeners', 'rules'] as const;
type Word = (typeof groups)[number];

/** What only a load balancer that reads requests can do. */
const byRequests = [
  'load-balancer.idle-timeout',
  'load-balancer.stickiness',
  'load-balancer.access-logs',
  'load-balancer.lend',
  'scaling.requests',
] as const;

/** Processes, listeners and rules: where they can be, what they are, and what a network load balancer has not. */
export const balancingRules: readonly Rule[] = [
  ...groups.flatMap((word): readonly Rule[] => [
    {
      reads: [word, 'mode', 'tier', 'load-balancer.type', 'load-balancer.shared'],
      judge: (settings) => (isEmpty(settings, word) ? undefined : nowhere(settings, word)),
    },
    { reads: [word, 'deploy.policy', 'deploy.canary'], judge: (settings) => betweenSlots(settings, word) },
  ]),
  ...processRules,
  ...listenerRules,
  ...byRequests.map(
    (path): Rule => ({
      reads: [path, 'load-balancer.type'],
      judge: (settings) =>
        isNetwork(settings) && isGiven(settings, path) && valueAt(settings, path) !== false
          ? {
              message: `A network load balancer knows no requests: it has no ${path}.`,
              fix: `Remove ${path}, or load-balancer.type.`,
            }
          : undefined,
    }),
  ),
  {
    reads: ['load-balancer.type', 'deploy.policy', 'deploy.canary'],
    judge: (settings) =>
      isNetwork(settings) && slotted(settings)
        ? {
            message: `${cite(settings, 'deploy.policy')} switches by a rule of the listener, and a network load balancer has no rules.`,
            fix: 'Choose rolling-with-additional-batch, immutable or a canary of instances, or remove load-balancer.type.',
          }
        : undefined,
  },
  {
    reads: ['scaling.trigger', 'load-balancer.type'],
    judge: (settings) => {
      const metric = valueAt(settings, 'scaling.trigger')?.metric ?? '';
      return isNetwork(settings) && ['RequestCount', 'TargetResponseTime'].includes(metric)
        ? {
            message: `A network load balancer knows no requests: it has no metric ${metric}.`,
            fix: 'Choose NetworkOut or CPUUtilization, or remove load-balancer.type.',
          }
        : undefined;
    },
  },
];

function isEmpty(settings: Resolved, word: Word): boolean {
  return Object.keys(membersAt(settings, word)).length === 0;
}

function nowhere(settings: Resolved, word: Word): Verdict | undefined {
  const fix = `Remove ${word}, or move it to the sections of environments that have a load balancer.`;
  const worker = valueAt(settings, 'tier') === 'worker';
  if (worker || standsAlone(settings)) {
    const what = worker ? 'A worker environment' : 'A single-instance environment';
    return { message: `${what} has no load balancer, and so no ${word}.`, fix };
  }
  if (word === 'listeners' && isGiven(settings, 'load-balancer.shared'))
    return { message: 'The listeners of a shared load balancer are not this environment’s to set.', fix };
  return word === 'rules' && isNetwork(settings)
    ? {
        message: 'A network load balancer has no rules: it does not read what it carries.',
        fix: 'Give each process a listener of its own.',
      }
    : undefined;
}

/** The switch between two slots is one rule; several, and several listeners, would switch one after the other. */
function betweenSlots(settings: Resolved, word: Word): Verdict | undefined {
  const names = Object.keys(membersAt(settings, word));
  const tooMany = word === 'listeners' ? names.some((port) => !['80', '443'].includes(port)) : names.length > 0;
  if (!slotted(settings) || !tooMany) return undefined;
  return {
    message: `Under ${cite(settings, 'deploy.policy')} one rule switches between two versions; with ${word} beside it a client would meet both at once.`,
    fix: `Remove ${word}, or choose rolling-with-additional-batch or immutable.`,
  };
}
