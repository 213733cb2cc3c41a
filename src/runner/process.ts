import { BeanpoleError, unreachable } from '../errors.ts';
import { runProgram } from './program.ts';

/** A shell command of the user, `build`. */
export interface Command {
  readonly command: string;
  /** Absolute. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds after which the command and all that it started are killed. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

/** Lines of output that a failure repeats. */
const remembered = 20;

/**
 * Runs a command as a step of a workflow would: in bash that stops at the first failing line (`sh` where there is no bash), its output
 * line by line to `tell`. An exit code other than 0 is a failure whose message ends with the last lines.
 */
export async function runCommand(command: Command, tell: (line: string) => void): Promise<void> {
  command.signal?.throwIfAborted();
  const last: string[] = [];
  const hear = (line: string) => {
    last.push(line.slice(0, 1_000));
    if (last.length > remembered) last.shift();
    tell(line);
  };
  const run = (...words: readonly string[]) => runProgram({ ...command, words: [...words, command.command] }, hear);
  const inBash = await run('bash', '-e', '-o', 'pipefail', '-c');
  const end = inBash.kind === 'missing' ? await run('sh', '-e', '-c') : inBash;
  switch (end.kind) {
    case 'done':
      return;
    case 'failed':
      throw failed(command, end.how, last);
    case 'late':
      throw tooLong(command);
    case 'missing':
    case 'stopped':
      throw end.reason;
    default:
      return unreachable(end);
  }
}

function failed({ command }: Command, how: string, last: readonly string[]): BeanpoleError {
  const output = last.length === 0 ? 'It printed nothing.' : `Its last lines:\n${last.join('\n')}`;
  return new BeanpoleError('bundle', `The build command ended with ${how}: ${firstLine(command)}\n${output}`, {
    fix: 'Nothing was deployed. Run the command in the source directory to see it fail.',
  });
}

function tooLong({ command, limitMs }: Command): BeanpoleError {
  return new BeanpoleError(
    'timeout',
    `The build command did not end within ${Math.round(limitMs / 1000)} s: ${firstLine(command)}`,
    {
      fix: 'Raise `deploy.limit`, or build in an earlier step of the workflow.',
    },
  );
}

function firstLine(command: string): string {
  const [first = '', ...more] = command.trim().split('\n');
  return more.length > 0 ? `${first} …` : first;
}
