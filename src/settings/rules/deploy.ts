import { defaultCanary, pausesOf } from '../canary.ts';
import { spelled } from '../kinds.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { defaultKeep, slotted } from '../slots.ts';
import { cite, type Rule, type Verdict } from './rule.ts';
import { onceTimeout, startUp } from '../timing.ts';
import { isSingle, standsAlone } from './instances.ts';

/** Fewest seconds that a command which runs once is worth trying for. */
const leastOnce = 60;

/** What a single instance can be asked for in place of launch-first. */
const forOne: ReadonlySet<unknown> = new Set(['immutable', 'in-place']);

/** How a version replaces another, and how long that may take. */
export const deployRules: readonly Rule[] = [
  {
    reads: ['deploy.policy', 'mode'],
    judge: (settings) =>
      isSingle(settings) && isGiven(settings, 'deploy.policy') && !forOne.has(valueAt(settings, 'deploy.policy'))
        ? {
            message:
              'A single-instance environment has no policy but immutable and in-place: the new instance proves itself, then takes the address.',
            fix: 'Remove deploy.policy, write immutable or in-place, or move it to the sections of environments with high-availability.',
          }
        : undefined,
  },
  { reads: ['deploy.batch', 'deploy.policy', 'mode'], judge: withoutBatches },
  { reads: ['deploy.batch', 'deploy.policy', 'instances.max', 'mode'], judge: tooLargeBatch },
  {
    reads: ['deploy.canary', 'deploy.policy', 'mode'],
    judge: (settings) =>
      isGiven(settings, 'deploy.canary') && valueAt(settings, 'deploy.policy') !== 'canary'
        ? {
            message: 'Only the policy canary has a canary.',
            fix: 'Write policy: canary, or remove deploy.canary.',
          }
        : undefined,
  },
  {
    reads: ['deploy.keep', 'deploy.policy', 'deploy.canary', 'mode'],
    judge: (settings) =>
      isGiven(settings, 'deploy.keep') && !slotted(settings)
        ? {
            message: 'Only blue-green, and canary with traffic, have a former version that could be kept up.',
            fix: 'Write policy: blue-green, or remove deploy.keep.',
          }
        : undefined,
  },
  {
    reads: ['deploy.bake', 'deploy.canary', 'deploy.policy'],
    judge: (settings) =>
      valueAt(settings, 'deploy.policy') === 'canary' && slotted(settings) && valueAt(settings, 'deploy.bake') !== 0
        ? {
            message: `${cite(settings, 'deploy.bake')}: with a share of the traffic the pause of the canary is the time in which alarms judge the version.`,
            fix: 'Remove deploy.bake, and make the pause of deploy.canary longer.',
          }
        : undefined,
  },
  {
    reads: ['deploy.bake', 'mode', 'tier', 'load-balancer.shared'],
    judge: (settings) =>
      isSingle(settings) && !standsAlone(settings) && valueAt(settings, 'deploy.bake') !== 0
        ? {
            message: `${cite(settings, 'deploy.bake')}: neither alarms nor the instance itself watch a single instance behind a shared load balancer.`,
            fix: 'Remove deploy.bake, write mode: high-availability, or remove load-balancer.shared.',
          }
        : undefined,
  },
  {
    reads: ['health.deadline', 'deploy.timeout', 'deploy.bake', 'mode', 'tier', 'load-balancer.shared'],
    judge: (settings) => {
      const needed = (valueAt(settings, 'health.deadline') ?? 0) + startUp + onInstance(settings);
      if (needed < (valueAt(settings, 'deploy.timeout') ?? 0)) return undefined;
      const message = `${beside(settings)} must end before ${cite(settings, 'deploy.timeout')}.`;
      const shorter = onInstance(settings) > 0 ? 'Lower the deadline or the bake' : 'Lower the deadline';
      return { message, fix: `${shorter} or raise the timeout, which is at most 1h.` };
    },
  },
  {
    reads: ['deploy.once', 'health.deadline', 'deploy.timeout', 'deploy.bake', 'mode', 'tier', 'load-balancer.shared'],
    judge: (settings) => {
      if (!isGiven(settings, 'deploy.once')) return undefined;
      const [timeout, deadline] = [valueAt(settings, 'deploy.timeout') ?? 0, valueAt(settings, 'health.deadline') ?? 0];
      if (onceTimeout({ timeout, deadline, bake: onInstance(settings) }) >= leastOnce) return undefined;
      const message = `${cite(settings, 'deploy.timeout')} leaves the command of deploy.once less than ${spelled(leastOnce)} beside ${beside(settings)}.`;
      return { message, fix: 'Raise the timeout, which is at most 1h, or lower the deadline.' };
    },
  },
  {
    reads: [
      'deploy.limit',
      'deploy.bake',
      'deploy.timeout',
      'deploy.canary',
      'deploy.keep',
      'deploy.policy',
      'mode',
      'tier',
    ],
    judge: (settings) => {
      const keep = slotted(settings) ? (valueAt(settings, 'deploy.keep') ?? defaultKeep) * 60 : 0;
      const isCanary = valueAt(settings, 'deploy.policy') === 'canary';
      const pause = isCanary ? pausesOf(valueAt(settings, 'deploy.canary') ?? defaultCanary) : 0;
      const needed =
        (valueAt(settings, 'deploy.timeout') ?? 0) + bakeSeconds(settings) - onInstance(settings) + pause + keep;
      if (needed <= (valueAt(settings, 'deploy.limit') ?? 0)) return undefined;
      const more = `${isCanary ? `, ${cite(settings, 'deploy.canary')}` : ''}${keep > 0 ? `, ${cite(settings, 'deploy.keep')}` : ''}`;
      const parts = `${cite(settings, 'deploy.timeout')}${more} and ${cite(settings, 'deploy.bake')}`;
      return { message: `${parts} do not fit into ${cite(settings, 'deploy.limit')}.`, fix: 'Raise deploy.limit.' };
    },
  },
];

function bakeSeconds(settings: Resolved): number {
  return (valueAt(settings, 'deploy.bake') ?? 0) * 60;
}

/** Seconds of the bake that an instance spends before it says that it is good: where no alarm watches, the instance does. */
function onInstance(settings: Resolved): number {
  return standsAlone(settings) && valueAt(settings, 'tier') !== 'worker' ? bakeSeconds(settings) : 0;
}

/** What has to fit into the time of a batch, in words. */
function beside(settings: Resolved): string {
  const startsUp = `${spelled(startUp)} to start up`;
  const deadline = cite(settings, 'health.deadline');
  if (onInstance(settings) === 0) return `${deadline} and ${startsUp}`;
  return `${deadline}, ${startsUp} and ${cite(settings, 'deploy.bake')}`;
}

function withoutBatches(settings: Resolved): Verdict | undefined {
  if (!isGiven(settings, 'deploy.batch')) return undefined;
  const fix = 'Remove deploy.batch, or move it to the sections of environments that have batches.';
  if (isSingle(settings)) return { message: 'A single-instance environment has no batches.', fix };
  return batchless(settings) ? { message: `${cite(settings, 'deploy.policy')} has no batches.`, fix } : undefined;
}

/** Whether a policy has no batches of the user's own. */
function batchless(settings: Resolved): boolean {
  const policy = valueAt(settings, 'deploy.policy');
  return policy === 'all-at-once' || policy === 'immutable' || policy === 'canary' || policy === 'blue-green';
}

/** `rolling` takes a batch out of service first, so something must be left; an additional batch may be all of them. */
function tooLargeBatch(settings: Resolved): Verdict | undefined {
  const policy = valueAt(settings, 'deploy.policy');
  const batch = valueAt(settings, 'deploy.batch');
  const max = valueAt(settings, 'instances.max') ?? 1;
  if (isSingle(settings) || batch === undefined || policy === undefined || batchless(settings)) return undefined;
  const size = batch.kind === 'count' ? batch.count : Math.max(1, Math.floor((max * batch.percent) / 100));
  const left = policy === 'rolling' ? 1 : 0;
  if (size + left <= max) return undefined;
  const rest = left === 1 ? ' and one that stays in service' : '';
  const message = `${cite(settings, 'deploy.batch')}${rest} is more than ${cite(settings, 'instances.max')} allows.`;
  const other = left === 1 ? ', or write policy: rolling-with-additional-batch' : '';
  return { message, fix: `Make the batch smaller or instances.max larger${other}.` };
}
