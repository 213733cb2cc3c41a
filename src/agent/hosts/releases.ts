import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { Journal } from '../journal.ts';
import type { Control, Heard } from './control.ts';
import type { Door } from './door.ts';
import type { Application, ProcessExit } from './host.ts';
import { listenersOf } from './proc.ts';
import { type Supervisor, supervisor } from './supervisor.ts';

/** The releases of one local instance: the one that serves, and at most one on trial. */
export interface Releases extends Omit<Control, 'work' | 'streamLogs'> {
  /** Stops whatever runs. */
  stop(): Promise<void>;
}

/** AWS milliseconds from SIGTERM to SIGKILL. */
const stopLimitMs = 10_000;
const heardKept = 1_000;

interface Running {
  readonly application: Application;
  readonly processes: Supervisor;
}

/** What the functions below share. */
interface Stage {
  readonly clock: Clock;
  readonly journal: Journal;
  /** The door, once it is open. */
  readonly door: () => Door | undefined;
  /** What the last release on trial printed: still asked for when it has ended. */
  heard: Heard[];
  serving?: Running | undefined;
  trial?: Running | undefined;
  /** A release that failed its trial and has not ended yet. */
  leaving?: Promise<void>;
}

/** None yet. */
export function releases(clock: Clock, journal: Journal, door: () => Door | undefined): Releases {
  const stage: Stage = { clock, journal, door, heard: [] };
  return {
    start: (application) => start(stage, application),
    retire: () => retire(stage),
    withdraw: () => withdraw(stage),
    ended: () => stage.trial?.processes.firstEnd ?? new Promise<ProcessExit>(() => {}),
    output: () => stage.heard.splice(0),
    listeners: () => listenersOf(stage.trial?.processes.members() ?? []),
    turn: async (beyond) => door()?.turn(beyond),
    stop: async () => {
      await Promise.all([stage.serving, stage.trial].map((one) => one?.processes.stop(stopLimitMs)));
    },
  };
}

async function start(stage: Stage, application: Application): Promise<void> {
  await stage.leaving;
  if (stage.trial !== undefined) throw failure('Another release is on trial on this instance.');
  const { clock, journal } = stage;
  journal.conceal(application.secrets ?? []);
  const heard: Heard[] = [];
  stage.heard = heard;
  const hear = (name: string, chunk: string) => {
    heard.push({ name, chunk });
    if (heard.length > heardKept) heard.shift();
    journal.hear(name, chunk);
  };
  stage.trial = { application, processes: supervisor(clock, { ...journal, hear }) };
  stage.trial.processes.start(application);
}

async function retire(stage: Stage): Promise<void> {
  const { serving: former, trial: next } = stage;
  if (next === undefined) throw failure('No release is on trial on this instance.');
  next.processes.trust();
  stage.serving = next;
  stage.trial = undefined;
  if (former === undefined) return;
  const { port, drainMs, others = [] } = former.application;
  await Promise.all([port, ...others.map((other) => other.port)].map((one) => stage.door()?.drain(one, drainMs)));
  await former.processes.stop(stopLimitMs);
}

async function withdraw(stage: Stage): Promise<void> {
  const { serving, trial } = stage;
  if (trial !== undefined) {
    if (serving !== undefined) await stage.door()?.turn(serving.application);
    stage.leaving = trial.processes.stop(stopLimitMs);
    stage.trial = undefined;
  }
  await stage.leaving;
}
