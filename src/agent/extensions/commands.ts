import { mkdirSync } from 'node:fs';
import type { ExtensionCommand } from '../../platforms/extensions/extension.ts';
import { failure, reasonOf } from '../failure.ts';
import { exitWords } from '../words.ts';
import type { Changing } from './changing.ts';

/** AWS milliseconds that a command which must restart the machine has to do so. */
const restartLimitMs = 15 * 60_000;

/** Runs a command of a file, once, and waits as it asks: a restart of the machine may be on its way. */
export async function runCommand(
  key: 'commands' | 'container_commands',
  file: string,
  command: ExtensionCommand,
  work: Changing,
): Promise<void> {
  const { wait = 0, name } = command;
  const { journal, clock, until, progress } = work;
  let ran: Ran = 'no';
  const done = await progress.command(`${file} ${key} ${name}`, async () => {
    ran = await carryOut(file, command, work);
  });
  if (done === 'before') return journal.say(`${file}: ${name} was done before the restart.`);
  if (wait === 0 || (ran as Ran) === 'no') return;
  journal.say(`${file}: ${name}: waiting ${wait === 'forever' ? 'for a restart' : `${wait} s for a restart`}.`);
  await clock.wait(wait === 'forever' ? restartLimitMs : wait * 1_000, until);
  if (wait === 'forever')
    throw failure(`${file}: the restart that ${name} waits for (waitAfterCompletion: forever) did not come in 15 min.`);
}

/** `no`: its test has said so. */
type Ran = 'yes' | 'no';

async function carryOut(file: string, command: ExtensionCommand, work: Changing): Promise<Ran> {
  const { journal, host } = work;
  const { name, test, leaderOnly, cwd = '/' } = command;
  const environment = { ...work.environment, ...command.env };
  mkdirSync(cwd, { recursive: true });
  const run = (line: string) =>
    host.run({ environment, ...work.inDirectory(line, cwd), as: 'root', step: name }).finally(() => journal.flush());
  if (test !== undefined && (await run(test)).code !== 0) {
    journal.say(`${file}: ${name} is not run, as its test says no.`);
    return 'no';
  }
  journal.say(`${file}: ${name}${leaderOnly ? ', on one instance' : ''}: $ ${command.command.split('\n')[0]}`);
  if (leaderOnly) {
    await work.lead(file, command, cwd).catch((error: unknown) => {
      if (!command.ignoreErrors) throw error;
      journal.say(`${file}: ${reasonOf(error)} It may (ignoreErrors).`);
    });
    return 'yes';
  }
  const exit = await run(command.command);
  if (exit.code === 0) return 'yes';
  const words = `${file}: the command ${name} ${exitWords(exit)}`;
  if (!command.ignoreErrors) throw failure(`${words}${lastOf(journal.lastLines())}`);
  journal.say(`${words}, which it may (ignoreErrors).`);
  return 'yes';
}

function lastOf(lines: readonly string[]): string {
  const last = lines.at(-1);
  return last === undefined ? '.' : `: ${last.trim().slice(0, 300)}`;
}
