import type { Command } from '../../platforms/platform.ts';
import { failure } from '../failure.ts';
import type { Machine, Outcome } from './machine.ts';

/** Runs a command of the machine's own; throws with its last words when it fails. */
export async function insist(machine: Machine, command: Command): Promise<Outcome> {
  const outcome = await machine.run(command);
  if (outcome.code === 0) return outcome;
  throw failure(`"${command.join(' ')}" failed with ${outcome.signal ?? outcome.code}: ${lastWords(outcome.output)}`);
}

/** The end of what a command printed. */
export function lastWords(output: string): string {
  return output.trim().split('\n').slice(-3).join(' ').slice(0, 500);
}
