import { keys } from '../keys.ts';
import type { Tier } from '../settings.ts';
import type { QueueName } from '../worker-settings.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { cite, type Rule, type Verdict } from './rule.ts';

/** Policies that need a load balancer. */
const byRequests: ReadonlySet<unknown> = new Set(['canary', 'blue-green']);

/** The queue of a worker environment, and which keys belong to which tier. */
export const workerRules: readonly Rule[] = [
  ...Object.entries(keys).flatMap(([path, { tier }]) => (tier === undefined ? [] : [inTier(path, tier)])),
  {
    reads: ['deploy.policy', 'tier'],
    judge: (settings) =>
      valueAt(settings, 'tier') === 'worker' && byRequests.has(valueAt(settings, 'deploy.policy'))
        ? {
            message: `A worker environment has no policy ${valueAt(settings, 'deploy.policy')}: a queue cannot be shared out by percent.`,
            fix: 'Choose all-at-once, rolling, rolling-with-additional-batch, immutable or in-place.',
          }
        : undefined,
  },
  ...(['worker.fifo', 'worker.retention', 'worker.max-receives'] as const).map(
    (path): Rule => ({
      reads: [path, 'worker.queue'],
      judge: (settings) =>
        isGiven(settings, path) && isGiven(settings, 'worker.queue')
          ? {
              message: `${cite(settings, path)} is a property of a queue that the environment makes; worker.queue is your own.`,
              fix: `Remove ${path} and set it on your queue, or remove worker.queue.`,
            }
          : undefined,
    }),
  ),
  ...(['worker.queue', 'worker.dead-letter-queue'] as const).map(
    (path): Rule => ({ reads: [path, 'region'], judge: (settings) => otherRegion(settings, path) }),
  ),
  {
    reads: ['worker.dead-letter-queue', 'worker.queue', 'worker.fifo'],
    judge: (settings) => {
      const dead = valueAt(settings, 'worker.dead-letter-queue');
      const queue = valueAt(settings, 'worker.queue');
      const fifo = queue === undefined ? valueAt(settings, 'worker.fifo') : isFifo(queue);
      if (dead === undefined || isFifo(dead) === fifo) return undefined;
      const message = `The dead-letter queue "${dead.name}" is ${fifo ? 'no' : 'a'} FIFO queue, and the queue is ${fifo ? 'one' : 'none'}.`;
      return { message, fix: 'SQS wants both of one kind: choose another dead-letter queue, or change worker.fifo.' };
    },
  },
];

function inTier(path: string, tier: Tier): Rule {
  const words = {
    web: { what: 'the web tier', why: 'a worker environment has no load balancer' },
    worker: { what: 'the worker tier', why: 'this environment has no queue' },
  }[tier];
  return {
    reads: [path, 'tier'],
    judge: (settings) =>
      isGiven(settings, path) && valueAt(settings, 'tier') !== tier
        ? { message: `${path} is for ${words.what}: ${words.why}.`, fix: `Remove ${path}, or write tier: ${tier}.` }
        : undefined,
  };
}

function otherRegion(settings: Resolved, path: 'worker.queue' | 'worker.dead-letter-queue'): Verdict | undefined {
  const home = valueAt(settings, path)?.region;
  const region = valueAt(settings, 'region');
  if (home === undefined || region === undefined || home === region) return undefined;
  return {
    message: `The queue is in ${home}, and the environment in ${cite(settings, 'region')}.`,
    fix: 'Use a queue of the same region.',
  };
}

function isFifo({ name }: QueueName): boolean {
  return name.endsWith('.fifo');
}
