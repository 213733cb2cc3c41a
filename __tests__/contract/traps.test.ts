import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** The traps that a naive deploy on CloudFormation falls into, by their numbers in the reference on CloudFormation as a deployment engine (§9.4). */
const traps: Readonly<Record<number, string>> = {
  1: 'a version behind a pointer, the launch template unchanged',
  2: 'no signals, so that a dead application passes',
  3: 'a signal before the application is healthy',
  4: 'a group before its listener',
  5: 'a grace period shorter than a boot',
  6: 'the default drain of 300 s a batch',
  7: 'a fixed size that shrinks a group in its peak',
  8: 'a rollback by the old policy',
  9: 'a change of policy that is silently not applied',
  10: 'the newest image in the template',
  11: 'no service role, so that credentials expire in a rollback',
  12: 'a stale status right after the execution',
  13: 'a finished rollback taken for success',
  14: 'alarms that cannot judge as rollback triggers',
  15: 'a stack deleted by its name, or with data in it',
  16: 'retained resources of a failed creation',
  17: 'a lifecycle rule that deletes what a rollback needs',
  18: 'an address that moves before the gate',
  19: 'listeners that speak TLS 1.0',
  20: 'fixed names on what can be replaced',
  21: 'tags with the run in them',
  22: 'an empty change set taken for success, or for failure',
  23: 'a linter older than what the template uses',
  24: 'no rollback, for speed',
  25: 'a second group smaller than the live one',
  26: "the load balancer's word awaited inside of a launching hook",
  27: 'a smoke test after the end of the update',
};

/** Names of all tests, as they are written. */
const names = readdirSync('__tests__', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(test|story)\.ts$/.test(file) && file !== join('contract', 'traps.test.ts'))
  .flatMap((file) => readFileSync(join('__tests__', file), 'utf8').split('\n'))
  .filter((line) => /^\s*(?:test|describe)\b|^\s*["'`]/.test(line));

describe('each trap has a test that is named after it', () => {
  test.each(Object.entries(traps))('trap %s: %s', (number, essence) => {
    expect(names.filter((name) => name.includes(`(trap ${number}: ${essence})`))).not.toEqual([]);
  });

  test('and no test names a trap that there is not', () => {
    const named = names.flatMap((name) => [...name.matchAll(/\(trap (\d+): ([^)]*)\)/g)]);
    expect(named.filter(([, number = 0, essence]) => traps[Number(number)] !== essence)).toEqual([]);
  });
});
