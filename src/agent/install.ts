import type { Step } from '../platforms/order.ts';
import { failure } from './failure.ts';
import type { Task, TrialHost } from './hosts/host.ts';
import type { Journal } from './journal.ts';
import { exitWords } from './words.ts';

/** Where commands run, and in whose name. */
export interface Work extends Omit<Task, 'command'> {
  readonly host: TrialHost;
  readonly journal: Journal;
  /** Begins the sentence of a failure: `The installation failed`. */
  readonly failed: string;
}

/** Runs commands one after the other. Throws with the one that failed, how it ended and its own first words about it. */
export async function runAll(work: Work, steps: readonly Step[]): Promise<void> {
  const { host, journal, failed, directory, environment, as, step } = work;
  for (const { says, command } of steps) {
    const brief = says.split('\n')[0] ?? says;
    journal.say(`$ ${brief}`);
    const exit = await host.run({ command, directory, environment, as, step });
    journal.flush();
    if (exit.code !== 0) throw failure(`${failed}, "${brief}" ${exitWords(exit)}${complaint(journal.lastLines())}`);
  }
}

/** The line that names the trouble, also by a class as `ArgumentError`; where none does, the last one. */
function complaint(lines: readonly string[]): string {
  const line = lines.find((one) => /\b(\w*error|fatal|not found|no such|could not)\b/i.test(one)) ?? lines.at(-1);
  return line === undefined ? '.' : `: ${line.trim().slice(0, 300)}`;
}
