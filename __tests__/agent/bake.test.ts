import { describe, expect, test } from '@jest/globals';
import { bake, isBad } from '../../src/agent/bake.ts';
import { errorLimits } from '../../src/settings/environment-config.ts';

const bad = { all: 100, errors: 50 };
const good = { all: 100, errors: 10 };
const quiet = { all: 29, errors: 29 };

/** Bakes through these minutes; gives those that it looked at, and what it said or threw. */
async function baked(minutes: readonly { all: number; errors: number }[]) {
  const said: string[] = [];
  const waited: number[] = [];
  let seen = 0;
  const clock = {
    now: () => 0,
    wall: () => 0,
    limit: (ms: number) => ms,
    wait: async (ms: number) => void waited.push(ms),
  };
  const log = {
    since: () => {
      seen += 1;
      return minutes[seen - 1] ?? { all: 0, errors: 0 };
    },
  };
  const { signal } = new AbortController();
  const limits = { minutes: minutes.length, ...errorLimits };
  await bake({ clock, limits, log, say: (line) => said.push(line), signal }).catch((error: Error) => {
    said.push(error.message);
  });
  expect(waited).toEqual(Array.from({ length: seen }, () => 60_000));
  return { seen, said: said.join() };
}

describe('a bake on the instance', () => {
  test.each([
    ['good throughout', [good, good, good], 'Baked for 3 minutes: 300 answers, 30 of them server errors.'],
    ['nobody asks', [{ all: 0, errors: 0 }], 'Baked for 1 minute: 0 answers, 0 of them server errors.'],
    ['errors of a quiet night', [quiet, quiet, quiet], 'Baked for 3 minutes: 87 answers'],
    ['one bad minute that passes', [good, bad, good, good, bad, good, good], 'Baked for 7 minutes'],
  ])('%s', async (_, minutes, words) => {
    const { seen, said } = await baked(minutes);
    expect(said).toContain(words);
    expect(seen).toBe(minutes.length);
  });

  test.each([
    ['two bad minutes, and the rest is not waited for', [bad, bad, good, good], 2],
    ['two of three', [bad, good, bad, good, good], 3],
    ['a last minute that is bad', [good, good, bad], 3],
  ])('%s condemn the version', async (_, minutes, after) => {
    const { seen, said } = await baked(minutes);
    expect(seen).toBe(after);
    expect(said).toMatch(
      /ended in a server error \(5xx\), more than 10 %, within the bake of \d minutes \(deploy.bake\)/,
    );
  });

  test('a share is bad only above its limit', () => {
    expect([isBad(good, errorLimits), isBad({ all: 100, errors: 11 }, errorLimits)]).toEqual([false, true]);
  });
});
