import { expect, test } from '@jest/globals';
import { parseSchedule, type Schedule } from '../../../src/platforms/schedule.ts';
import { catchUpMs, ticksBetween } from '../../../src/agent/worker/ticks.ts';

const task = (name: string, schedule: string) => ({ name, url: '/', schedule: parseSchedule(schedule) as Schedule });
const at = (time: string) => Date.parse(`2026-03-01T${time}Z`);
const times = (ticks: ReturnType<typeof ticksBetween>) =>
  ticks.map((tick) => `${tick.task.name} ${new Date(tick.at).toISOString().slice(11, 16)}`);

test('ticksBetween() gives each minute once, whatever the pieces in which time is looked at', () => {
  const tasks = [task('each', '* * * * *'), task('third', '*/3 * * * *')];
  const whole = times(ticksBetween(tasks, at('10:00:30'), at('10:04:10')));
  expect(whole).toEqual(['each 10:01', 'each 10:02', 'each 10:03', 'third 10:03', 'each 10:04']);
  const cuts = [at('10:00:30'), at('10:01:00'), at('10:01:00'), at('10:02:59.999'), at('10:03:00'), at('10:04:10')];
  const pieces = cuts.slice(1).flatMap((to, index) => times(ticksBetween(tasks, cuts[index] ?? 0, to)));
  expect(pieces).toEqual(whole);
});

test('what is caught up is within the five minutes in which SQS knows a tick again', () => {
  expect(catchUpMs).toBeLessThan(5 * 60_000);
  const caught = times(ticksBetween([task('each', '* * * * *')], at('10:10:00') - catchUpMs, at('10:10:00')));
  expect(caught).toEqual(['each 10:06', 'each 10:07', 'each 10:08', 'each 10:09', 'each 10:10']);
});
