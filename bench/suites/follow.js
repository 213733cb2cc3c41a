import { paceOf } from '../../lib/deploy/pace.js';
import { numbers } from '../corpora.js';

export const title = 'Follow';

/** Seconds that one call takes. */
const answer = 0.1;
const shortest = 1_000;

/**
 * Each policy: seconds until the next look, from how many looks found nothing new, how long it has gone on, and whether the events say that instances start, or that the
 * last one that was announced is good. Taken from the source of each.
 */
const policies = {
  ours:
    () =>
    ({ quiet, begun, announced }) =>
      paceOf(shortest, quiet, announced ? 'ending' : begun ? 'signals' : 'working') / 1_000,
  'CDK, events every 2 s': () => () => 2,
  'CDK, DescribeStacks every 5 s': () => () => 5,
  'EB CLI, 5 s': () => () => 5,
  'cfn-github-deploy, waiter 10 s': () => () => 10,
  'copilot, 1–4 s by chance': (random) => () => 1 + 3 * random(),
  'beanstalk-deploy, 10 s, later 20 and 30':
    () =>
    ({ now }) =>
      now < 300 ? 10 : now < 600 ? 20 : 30,
  'AWS SDK v3 waiter, 30–120 s': (random) => {
    let attempt = 0;
    return () => {
      attempt += 1;
      const most = Math.min(120, 30 * 2 ** (attempt - 1));
      return attempt >= 4 ? 120 : 30 + random() * (most - 30);
    };
  },
};

export async function run({ tiny }) {
  const plays = tiny ? 20 : 3_000;
  const parts = [
    `Simulated: ${plays} deployments a cell, ${answer} s for an answer. Events come in bursts, as when instance after instance signals; the end comes up to 20 s after the last of them. A look is one call.`,
  ];
  for (const length of [120, 300, 900]) {
    const rows = Object.entries(policies).map(([name, policy]) => {
      const random = numbers(length);
      const results = Array.from({ length: plays }, () =>
        play(policy(random), length * (0.8 + 0.4 * random()), random),
      );
      const late = results.map((one) => one.late).toSorted((one, other) => one - other);
      const mean = late.reduce((sum, one) => sum + one, 0) / plays;
      const calls = results.reduce((sum, one) => sum + one.perMinute, 0) / plays;
      return [
        name,
        mean.toFixed(1),
        late[Math.floor(plays * 0.95)].toFixed(1),
        late.at(-1).toFixed(1),
        calls.toFixed(1),
      ];
    });
    parts.push({
      title: `About ${length} s`,
      head: ['policy', 'noticed after s, mean', '95 %', 'most', 'calls a minute'],
      rows,
    });
  }
  return parts;
}

/** One deployment that ends at `end`. */
function play(next, end, random) {
  const events = happenings(end, random);
  let [now, seen, quiet, calls] = [0, 0, 0, 0];
  for (;;) {
    const asked = now;
    now += answer;
    calls += 1;
    const there = events.filter((one) => one <= asked).length;
    quiet = there > seen ? 0 : quiet;
    seen = there;
    if (asked >= end) return { late: now - end, perMinute: (calls * 60) / now };
    now += next({ quiet, now, begun: seen >= opening.length, announced: seen >= events.length - 1 });
    quiet += 1;
  }
}

/** The stack, its launch template and its group. */
const opening = [0.5, 1.5, 3];

/** Moments at which something new is told: the start, bursts some 25 to 60 s apart, the last of them up to 20 s before the end, and the end. */
function happenings(end, random) {
  const bursts = [];
  for (let at = end - 3 - 17 * random(); at > 15; at -= 25 + 35 * random()) bursts.unshift(at, at + 1, at + 3);
  return [...opening, ...bursts.filter((one) => one < end), end];
}
