import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { scaledClock } from '../../../src/agent/clock.ts';
import { type Supervisor, supervisor } from '../../../src/agent/hosts/supervisor.ts';
import { openJournal } from '../../../src/agent/journal.ts';
import type { Process } from '../../../src/platforms/platform.ts';
import { directory } from '../rig.ts';

let root: string;
let running: Supervisor;
beforeEach(() => {
  root = directory();
  const journal = openJournal(join(root, 'log'), () => {});
  running = supervisor(scaledClock(20), journal);
});
afterEach(async () => {
  await running.stop(0);
  rmSync(root, { recursive: true });
});

function start(process: Omit<Process, 'name'>): void {
  const environment = { PATH: env['PATH'] ?? '', PORT: '8080' };
  running.start({ processes: [{ name: 'web', ...process }], directory: root, environment, port: 8080, drainMs: 0 });
}

const noted = () =>
  existsSync(join(root, 'notes')) ? readFileSync(join(root, 'notes'), 'utf8').trim().split('\n') : [];

test('a process that ends by itself halts what outlives it before its end is told', async () => {
  start({ command: 'exit 3', halt: 'echo "halt $PORT" >> notes', clear: 'echo clear >> notes' });
  expect(await running.firstEnd).toMatchObject({ name: 'web', code: 3 });
  expect(noted()).toEqual(['halt 8080']);
  await running.stop(0);
  expect(noted()).toEqual(['halt 8080', 'clear']);
});

test('a process that is killed, as it does not end in time, halts what outlives it when nothing is to be cleared', async () => {
  start({ command: "trap '' TERM; touch up; while :; do sleep 0.1; done", halt: 'echo halt >> notes' });
  while (!existsSync(join(root, 'up'))) await new Promise((resolve) => setTimeout(resolve, 20));
  await running.stop(500);
  expect(running.members()).toEqual([]);
  expect(noted()).toEqual(['halt']);
});
