import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { Machine } from './machine.ts';

const pauseMs = 100;
/** AWS milliseconds. nginx reads its configuration and starts processes; a busy small instance needs a second or two. */
const limitMs = 30_000;

/** The workers of our nginx (a container may have one of its own) that take requests, by their process ids; one that shuts down has another title. */
export async function workersOf(machine: Machine): Promise<readonly string[]> {
  const main = await machine.run(['systemctl', 'show', '--property=MainPID', '--value', 'nginx.service']);
  const pid = main.output.trim();
  // 0: it does not run.
  if (!/^[1-9]\d*$/.test(pid)) return [];
  const { output } = await machine.run(['pgrep', '--full', '--parent', pid, '^nginx: worker process *$']);
  return output.split('\n').filter(Boolean);
}

/**
 * Waits until no former worker takes requests any more. `nginx -s reload` ends when it has told the master process: until that one has started new workers,
 * the former ones go on taking requests for the release that is about to stop.
 */
export async function takenOver({ machine, clock }: { machine: Machine; clock: Clock }, former: readonly string[]) {
  if (former.length === 0) return;
  const deadline = clock.now() + limitMs;
  for (;;) {
    const now = await workersOf(machine);
    if (!former.some((worker) => now.includes(worker))) return;
    if (clock.now() >= deadline)
      throw failure('nginx was told of its new configuration and went on with the former one.');
    await clock.wait(pauseMs);
  }
}
