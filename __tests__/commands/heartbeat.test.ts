import { expect, test } from '@jest/globals';
import { heartbeat } from '../../src/commands/heartbeat.ts';
import type { StackEvent } from '../../src/deploy/ports.ts';

test('a long silence is broken by what is still pending, a short one is not', async () => {
  let now = 0;
  const said: string[] = [];
  const sleep = async (ms: number) => {
    now += ms;
  };
  const clock = { now: () => now, sleep };
  const pulse = heartbeat(clock, (line) => said.push(line));
  const event = { id: '1', stackId: 's', at: 0, logicalId: 'LoadBalancer', type: 'T', status: 'CREATE_IN_PROGRESS' };
  await pulse.clock.sleep(90_000);
  expect(said).toEqual([]);
  pulse.hear({ kind: 'started', stack: 'shop', intent: 'create' });
  pulse.hear({ kind: 'progress', stack: 'shop', event: event satisfies StackEvent });
  for (let minute = 0; minute < 4; minute += 1) await pulse.clock.sleep(30_000);
  expect(said).toEqual(['still pending: LoadBalancer (for 3 min)', 'still pending: LoadBalancer (for 4 min)']);
});
