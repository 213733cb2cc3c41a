import type { Process } from '../../platforms/platform.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { seconds } from '../timeline.ts';
import { endWords } from '../words.ts';
import { bounded, type Child, startChild } from './child.ts';
import type { Application, ProcessExit } from './host.ts';

/** Runs an application's processes: starts them, restarts them with growing pauses, stops them. */
export interface Supervisor {
  start(application: Application): void;
  /** Settles with the first end that condemns a version on trial. */
  readonly firstEnd: Promise<ProcessExit>;
  /** The trial is over: from now on every process is restarted. */
  trust(): void;
  /** Live processes of all sessions. */
  members(): readonly number[];
  /** SIGTERM, and SIGKILL for what still lives after so many AWS milliseconds. */
  stop(limitMs: number): Promise<void>;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const watchMs = 50;
/** Real milliseconds. */
const clearLimitMs = 15_000;

/** AWS milliseconds before a process is started again: twice as long each time, until it has lived for a while. */
export function pauseAfter(aliveMs: number, previousMs: number | undefined): number {
  if (previousMs === undefined || aliveMs > longestPauseMs) return firstPauseMs;
  return Math.min(previousMs * 2, longestPauseMs);
}

/** An empty supervisor. */
export function supervisor(clock: Clock, journal: Journal): Supervisor {
  const stopping = new AbortController();
  const children = new Map<string, Child>();
  const stage = { journal, children, until: stopping.signal };
  const end = promised<ProcessExit>();
  const trust = promised<void>();
  let trial = true;
  let running: Application | undefined;

  async function care(process: Process, application: Application): Promise<void> {
    let pause: number | undefined;
    while (!stopping.signal.aborted) {
      const exit = await live(stage, process, application);
      if (stopping.signal.aborted) return;
      if (trial && condemns(exit)) {
        end.resolve(exit);
        // It may have come a moment too late to be judged: then it is an end like any other.
        await trust.promise;
      }
      pause = pauseAfter(exit.aliveMs, pause);
      journal.say(`${endWords(exit)} It is started again in ${seconds(pause)}.`);
      await clock.wait(pause, stopping.signal).catch(() => {});
    }
  }

  return {
    start: (application) => {
      running = application;
      for (const process of application.processes) void care(process, application);
    },
    firstEnd: end.promise,
    trust: () => {
      trial = false;
      trust.resolve();
    },
    members: () => [...children.values()].flatMap((child) => child.members()),
    stop: async (limitMs) => {
      stopping.abort();
      await stopAll([...children.values()], clock.limit(limitMs));
      if (running !== undefined) await clearAll(running);
    },
  };
}

interface Stage {
  readonly journal: Journal;
  /** By the names of their processes. */
  readonly children: Map<string, Child>;
  readonly until: AbortSignal;
}

/** One life of a process, to its end. */
async function live({ journal, children, until }: Stage, process: Process, application: Application) {
  const began = performance.now();
  const child = startChild(['sh', '-c', process.command], application, (chunk) => journal.hear(process.name, chunk));
  children.set(process.name, child);
  const exit = await child.ended;
  const aliveMs = performance.now() - began;
  journal.flush();
  if (!until.aborted) await killRest(child, process, application);
  return { ...exit, name: process.name, aliveMs };
}

/** What a dead leader leaves behind would hold its port. */
async function killRest(child: Child, { halt }: Process, application: Application): Promise<void> {
  child.signal('SIGKILL');
  await carryOut(halt, application);
}

async function clearAll(application: Application): Promise<void> {
  await Promise.all(application.processes.map(({ clear, halt }) => carryOut(clear ?? halt, application)));
}

/** What a process wants done once it has ended; nobody waits for it without a limit. */
async function carryOut(command: string | undefined, application: Application): Promise<void> {
  if (command === undefined) return;
  await bounded(
    startChild(['sh', '-c', command], application, () => {}),
    AbortSignal.timeout(clearLimitMs),
  );
}

/** A worker that has done its work may end; a web process may not. */
function condemns({ name, code }: ProcessExit): boolean {
  return name === 'web' || code !== 0;
}

function promised<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function stopAll(children: readonly Child[], limitMs: number): Promise<void> {
  for (const child of children) child.signal('SIGTERM');
  const deadline = performance.now() + limitMs;
  while (children.some((child) => child.members().length > 0) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, watchMs));
  }
  for (const child of children) child.signal('SIGKILL');
  await Promise.all(children.map(({ ended }) => ended));
}
