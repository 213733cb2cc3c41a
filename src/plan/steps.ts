import { spelled } from '../settings/kinds.ts';
import type { Settings } from '../settings/settings.ts';
import type { Capacity } from './parameters.ts';

/** What the update will do with the instances, step by step, in plain words. */
export function stepsOf(settings: Settings, capacity: Capacity, live: number | undefined): readonly string[] {
  const { mode, deploy, instances } = settings;
  if (live === undefined) {
    const count = mode === 'single-instance' ? 1 : instances.min;
    return [
      `${instanceWords(count)} launched; each must be healthy within ${spelled(deploy.timeout)}, or everything is removed again`,
    ];
  }
  if (live > 0) return [...replacing(settings, capacity, live), ...gate(settings), ...bake(settings)];
  // The alarms have seen nothing.
  const size = mode === 'single-instance' ? 1 : instances.min;
  return [
    `no instance runs now, so ${instanceWords(size)} launched first, of what is live`,
    ...replacing(settings, capacity, size),
    ...gate(settings),
    ...(instances.hours === undefined ? [] : ['then it is stopped again, as its hours say']),
  ];
}

function bake({ mode, worker, deploy }: Settings): readonly string[] {
  if (deploy.bake === 0) return [];
  if (mode === 'single-instance' && worker === undefined)
    return [
      `for ${deploy.bake} minutes it watches its own answers; too many server errors, and the old version serves again`,
    ];
  return [`for ${deploy.bake} minutes an alarm still undoes the update`];
}

function replacing({ mode, deploy, loadBalancer }: Settings, { batchSize }: Capacity, live: number): readonly string[] {
  if (deploy.policy === 'in-place') {
    return [
      `on ${batchSize} of ${live} instances at a time the new release starts beside the old one, then takes its place`,
    ];
  }
  if (mode === 'single-instance')
    return [
      `a new instance is launched, proves itself and ${loadBalancer.guest === undefined ? 'takes the address' : 'gets requests'}; then the old one goes`,
    ];
  const batches = Math.ceil(live / batchSize);
  const rounds = `${batches} ${batches === 1 ? 'batch' : 'batches'} of ${batchSize}`;
  switch (deploy.policy) {
    case 'all-at-once':
      return [`all ${live} instances are replaced at once: nothing answers until the new ones do`];
    case 'rolling':
      return [
        `${live} instances are replaced in ${rounds}: a batch leaves first, so ${live - batchSize} stay in service`,
      ];
    case 'rolling-with-additional-batch':
      return [
        `${instanceWords(batchSize)} launched first, in addition`,
        `${live} instances are replaced in ${rounds}: all ${live} stay in service`,
      ];
    case 'immutable':
      return [
        `a second group of ${live} is launched beside the first, takes over once all are healthy, and the first is removed`,
      ];
    case 'blue-green':
      return [
        `a second group of ${live} is launched in the idle slot and proves itself`,
        'one change of the load balancer sends every request to it; the former group stays for the way back',
      ];
    case 'canary': {
      const canary = deploy.canary ?? { percent: [10], pause: 300 };
      if (canary.traffic !== undefined)
        return [`a second group of ${live} is launched in the idle slot`, ...shared(canary.traffic, canary.pause)];
      return stepwise(canary.percent, { live, pause: spelled(canary.pause) });
    }
  }
}

/** How many instances have the new version after each step; two that come to the same are one. */
function stepwise(
  percents: readonly number[],
  { live, pause }: { readonly live: number; readonly pause: string },
): readonly string[] {
  const counts = [...new Set(percents.map((percent) => Math.max(1, Math.floor((live * percent) / 100))))];
  const [first = 1, ...further] = counts;
  const more = further.map(
    (count) => `after ${pause} without an alarm so many more that ${count} of ${live} have the new version`,
  );
  return [`${instanceWords(first)} replaced first`, ...more, `after ${pause} without an alarm the rest follows`];
}

function shared(traffic: number, pause: number): readonly string[] {
  return [
    `it gets ${traffic} % of the requests for ${spelled(pause)}; an alarm sends all of them back`,
    'then it gets every request, and the former group goes',
  ];
}

function gate({ health, deploy }: Settings): readonly string[] {
  const proof = `must answer ${health.path} with ${health.codes}, ${health.successes} times in a row, within ${spelled(health.deadline)}`;
  return [
    `each new instance ${proof}; else all goes back to what runs now, at the latest after ${spelled(deploy.timeout)} a batch`,
  ];
}

function instanceWords(count: number): string {
  return count === 1 ? '1 instance is' : `${count} instances are`;
}
