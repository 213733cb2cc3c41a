import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that is run and waited for. */
export interface Program {
  /** The program, and its arguments. */
  readonly words: readonly string[];
  /** Absolute. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds after which the program and all that it started are ended. */
  readonly limitMs: number;
  /** Milliseconds that it has, once it is interrupted, to clear away what it has made elsewhere; absent: it is killed at once. */
  readonly graceMs?: number;
  readonly signal?: AbortSignal;
}

/** How a program ended. `missing`: it could not be started. `late`: it was over its limit. `stopped`: the signal ended it. */
export type End =
  | { readonly kind: 'done' | 'late' }
  | { readonly kind: 'failed'; readonly how: string }
  | { readonly kind: 'missing' | 'stopped'; readonly reason: unknown };

/** What a program leaves running may hold its output open for ever; the last lines come within this time. */
const lastLinesMs = 1_000;

/** Runs a program, its output line by line to `hear`. */
export async function runProgram(program: Program, hear: (line: string) => void): Promise<End> {
  const [name = '', ...words] = program.words;
  const child = spawn(name, words, {
    cwd: program.directory,
    env: program.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the program starts can be ended with it.
    detached: process.platform !== 'win32',
  });
  const heard = Promise.all([child.stdout, child.stderr].map((stream) => readLines(stream, hear)));
  const end = await ended(child, program);
  await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, lastLinesMs).unref())]);
  child.stdout.destroy();
  child.stderr.destroy();
  return end;
}

function ended(child: ChildProcess, { limitMs, graceMs, signal }: Program): Promise<End> {
  return new Promise((resolve) => {
    let ending: End | undefined;
    let killing: NodeJS.Timeout | undefined;
    const stop = (end: End) => {
      if (ending !== undefined) return;
      ending = end;
      if (graceMs === undefined) return kill();
      tell(child, 'SIGINT');
      killing = setTimeout(kill, graceMs);
    };
    const kill = () => {
      tell(child, 'SIGKILL');
      settle({ kind: 'done' });
    };
    const abort = () => stop({ kind: 'stopped', reason: signal?.reason });
    const timer = setTimeout(() => stop({ kind: 'late' }), limitMs);
    signal?.addEventListener('abort', abort, { once: true });
    const settle = (end: End) => {
      clearTimeout(timer);
      clearTimeout(killing);
      signal?.removeEventListener('abort', abort);
      resolve(ending ?? end);
    };
    child.once('error', (reason) => settle({ kind: 'missing', reason }));
    child.once('exit', (code, by) => settle(exited(code, by)));
  });
}

function exited(code: number | null, signal: string | null): End {
  if (code === 0) return { kind: 'done' };
  return { kind: 'failed', how: code === null ? `signal ${signal}` : `exit code ${code}` };
}

async function readLines(stream: NodeJS.ReadableStream, hear: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) hear(line);
}

/** Tells the program and all that it started. */
function tell(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself in the meantime.
  }
}
