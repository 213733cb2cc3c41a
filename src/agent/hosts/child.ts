import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from '../../platforms/platform.ts';
import type { Exit, Workplace } from './host.ts';
import { sessionOf } from './proc.ts';

/** A process that leads a session of its own, with everything that it starts. */
export interface Child {
  readonly ended: Promise<Exit>;
  /** Processes of the session that still live. */
  members(): readonly number[];
  /** To all of the session's group; harmless when nobody is left. */
  signal(name: NodeJS.Signals): void;
}

/** Starts a command; `hear` gets what it prints. When we are killed, it and all of its group are killed too. */
export function startChild(command: Command, workplace: Workplace, hear: (chunk: string) => void): Child {
  const { program, words, manner } = spoken(command);
  const { directory: cwd, environment: env } = workplace;
  const options = { cwd, env: { ...env }, detached: true, ...manner } as const;
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
  const letGo = child.pid === undefined ? () => {} : leash(child.pid);
  return {
    ended: ending(child, hear).finally(letGo),
    members: () => members(child),
    signal: (name) => {
      if (child.pid !== undefined) kill(child.pid, name);
    },
  };
}

interface Spoken {
  readonly program: string;
  readonly words: readonly string[];
  readonly manner: { readonly windowsVerbatimArguments?: true };
}

/** `cmd.exe /s /c` takes what stands between the outer quotes as it is: quotes inside of it must not be escaped as they are for programs. */
export function spoken([program = '', ...words]: Command): Spoken {
  if (program !== 'cmd.exe') return { program, words, manner: {} };
  const line = `"${words.at(-1) ?? ''}"`;
  return { program, words: [...words.slice(0, -1), line], manner: { windowsVerbatimArguments: true } };
}

/** The end of a child, which comes with the signal at the latest. */
export async function bounded(child: Child, signal: AbortSignal): Promise<Exit> {
  const kill = () => child.signal('SIGKILL');
  if (signal.aborted) kill();
  signal.addEventListener('abort', kill, { once: true });
  return child.ended.finally(() => signal.removeEventListener('abort', kill));
}

/** Without /proc only the leader can be seen. */
function members({ pid, exitCode, signalCode }: ChildProcess): readonly number[] {
  if (pid === undefined) return [];
  const session = sessionOf(pid);
  return session.length === 0 && exitCode === null && signalCode === null ? [pid] : session;
}

/** `exit`, not `close`: a grandchild may hold the pipes for as long as it likes. What is in them already is read first. */
function ending(child: ChildProcess, hear: (chunk: string) => void): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      hear(`${error.message}\n`);
      resolve({ code: 127, signal: undefined });
    });
    child.once('exit', (code, signal) => {
      const answer = () => resolve(plainExit(code ?? undefined, signal ?? undefined));
      const timer = setTimeout(answer, 200);
      child.once('close', () => {
        clearTimeout(timer);
        answer();
      });
    });
  });
}

/** A shell says 128 + n when a signal n killed what it ran. */
function plainExit(code: number | undefined, signal: string | undefined): Exit {
  const name = Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0];
  return name === undefined ? { code, signal } : { code: undefined, signal: name };
}

/**
 * A little shell waits at the other end of a pipe. When we die without a word, even by SIGKILL, the pipe breaks and it
 * kills the group; before we end well, we let it go with a line.
 */
function leash(leader: number): () => void {
  if (process.platform === 'win32') return () => {};
  const script = `read -r line || kill -s KILL -- -${leader}`;
  const guard = spawn('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  return () => void guard.stdin.end('done\n');
}

function kill(leader: number, name: NodeJS.Signals): void {
  try {
    // Windows knows no groups.
    process.kill(process.platform === 'win32' ? leader : -leader, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
