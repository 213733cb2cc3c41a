import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BeanpoleError, unreachable } from '../errors.ts';

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
/** What the command leaves running may hold its output open for ever; the last lines come within this time. */
const lastLinesMs = 1_000;

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
  const inBash = await run(['bash', '-e', '-o', 'pipefail', '-c', command.command], command, hear);
  const end = inBash.kind === 'missing' ? await run(['sh', '-e', '-c', command.command], command, hear) : inBash;
  switch (end.kind) {
    case 'done':
      return;
    case 'failed':
      throw failed(command, end.how, last);
    case 'missing':
    case 'stopped':
      throw end.reason;
    default:
      return unreachable(end);
  }
}

/** How a command ended. `missing`: the shell could not be started. `stopped`: we ended it. */
type End =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly how: string }
  | { readonly kind: 'missing' | 'stopped'; readonly reason: unknown };

async function run(
  [program = '', ...words]: readonly string[],
  command: Command,
  hear: (line: string) => void,
): Promise<End> {
  const child = spawn(program, words, {
    cwd: command.directory,
    env: command.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the command starts can be ended with it.
    detached: process.platform !== 'win32',
  });
  const heard = Promise.all([child.stdout, child.stderr].map((stream) => readLines(stream, hear)));
  const end = await ended(child, command);
  await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, lastLinesMs).unref())]);
  child.stdout.destroy();
  child.stderr.destroy();
  return end;
}

function ended(child: ChildProcess, command: Command): Promise<End> {
  return new Promise((resolve) => {
    const stop = (reason: unknown) => {
      killGroup(child);
      settle({ kind: 'stopped', reason });
    };
    const abort = () => stop(command.signal?.reason);
    const timer = setTimeout(() => stop(tooLong(command)), command.limitMs);
    command.signal?.addEventListener('abort', abort, { once: true });
    const settle = (end: End) => {
      clearTimeout(timer);
      command.signal?.removeEventListener('abort', abort);
      resolve(end);
    };
    child.once('error', (reason) => settle({ kind: 'missing', reason }));
    child.once('exit', (code, signal) => settle(exited(code, signal)));
  });
}

function exited(code: number | null, signal: string | null): End {
  if (code === 0) return { kind: 'done' };
  return { kind: 'failed', how: code === null ? `signal ${signal}` : `exit code ${code}` };
}

async function readLines(stream: NodeJS.ReadableStream, hear: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) hear(line);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
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
