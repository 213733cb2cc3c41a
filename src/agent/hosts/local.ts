import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { InstanceDescription } from '../instance.ts';
import type { Journal } from '../journal.ts';
import { readState } from '../live.ts';
import type { Streaming } from '../logs/stream.ts';
import type { Worker } from '../worker/worker.ts';
import { bounded, type Child, startChild } from './child.ts';
import { openControl } from './control.ts';
import type { Door, Threshold } from './door.ts';
import { openDoors } from './doors.ts';
import type { Behind, Host } from './host.ts';
import { isFree } from './ports.ts';
import { rotatedFile } from '../rotated.ts';
import { releases } from './releases.ts';

export interface LocalMachine {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Directory of the agent's files. */
  readonly home: string;
  /** The loopback port that stands for the instance's port 80. */
  readonly httpPort: number;
  readonly env: NodeJS.ProcessEnv;
  /** Starts the worker daemon in this process. */
  readonly startWorker: (description: InstanceDescription) => Worker;
  /** Begins to send log lines from this process; `root`: where the paths of the machine begin. */
  readonly startStreaming: (root: string) => Streaming;
}

/** Longest installation, in real milliseconds: npm and pip do not run faster in the local cloud. */
const installLimitMs = 15 * 60_000;

/** An instance of the local cloud: child processes, no root, on any machine. */
export function localHost(local: LocalMachine): Host {
  const { clock, journal, home, httpPort, env } = local;
  const running = releases(clock, journal, () => door);
  const installing = new Set<Child>();
  const own = ownPart(home, env);
  let door: Door | undefined;
  const { duties, stopWork, stopStreaming } = besides(local, own.root);
  const end = async (drainMs: number) => {
    // The daemon comes through the door like everybody else, only that it need not be told twice.
    await Promise.all([stopWork(), door?.close(drainMs)]);
    await running.stop();
    await stopStreaming();
  };
  return {
    ...own,
    ...duties,
    prepare: async ({ version }) => {
      journal.say(`The programs are this machine's own; on Amazon Linux it would be version ${version}.`);
    },
    // Several instances share this machine, and so its ports: none can have the one that it prefers.
    choosePort: freePort,
    run: async ({ command, step, signal = AbortSignal.timeout(installLimitMs), ...workplace }) => {
      const child = startChild(command, workplace, (chunk) => journal.hear(step, chunk));
      installing.add(child);
      return bounded(child, signal).finally(() => installing.delete(child));
    },
    start: running.start,
    firstEnd: () => running.ended(),
    listeners: async () => running.listeners(),
    openDoor: async (behind) => {
      door = await openAt(env, { port: httpPort, log: rotatedFile(own.accessLog) }, behind, clock);
    },
    collect: async () => journal.flush(),
    keep: async ({ drainMs }, until) => {
      await running.retire();
      const closeControl = await openControl(home, { ...running, ...duties, isLive: (port) => isLive(home, port) });
      await aborted(until);
      journal.say(`Told to stop: requests under way have ${drainMs / 1_000} s to finish.`);
      closeControl();
      await end(drainMs);
    },
    stop: async () => {
      for (const child of installing) child.signal('SIGKILL');
      await end(0);
    },
  };
}

/** What goes on beside the application, in this process. */
function besides({ startWorker, startStreaming }: LocalMachine, root: string) {
  let worker: Worker | undefined;
  let streaming: Streaming | undefined;
  const duties = {
    work: async (description: InstanceDescription) => {
      const former = worker;
      worker = undefined;
      await former?.stop();
      worker = startWorker(description);
    },
    streamLogs: async () => {
      streaming ??= startStreaming(root);
    },
  };
  return { duties, stopWork: async () => worker?.stop(), stopStreaming: async () => streaming?.stop() };
}

function openAt(env: NodeJS.ProcessEnv, from: Threshold, behind: Behind, clock: Clock): Promise<Door> {
  return openDoors({ ...from, ports: env['BEANPOLE_PORTS'] }, behind, clock).catch((cause: Error) => {
    throw failure(`The instance's own port cannot be opened: ${cause.message}`, { cause });
  });
}

function isLive(home: string, port: number): boolean {
  const state = readState(home);
  return typeof state === 'object' && state.port === port;
}

/** What of the machine is this instance's own. */
/** Where the door writes a line for each answer. */
export function localAccessLog(home: string): string {
  return join(home, 'log', 'access.log');
}

function ownPart(home: string, env: NodeJS.ProcessEnv): Pick<Host, 'root' | 'environment' | 'shell' | 'accessLog'> {
  const accessLog = localAccessLog(home);
  return { root: join(home, 'root'), environment: inherited(env), shell: ['sh', '-c'], accessLog };
}

/** The machine's own environment, with proxies and registries, but for what is meant for the agent. */
function inherited(env: NodeJS.ProcessEnv): Record<string, string> {
  const own = Object.entries(env).filter(([name]) => !name.startsWith('BEANPOLE_') && name !== 'NODE_OPTIONS');
  return Object.fromEntries(own.map(([name, value]) => [name, value ?? '']));
}

/** Below the range that systems give to outgoing connections, and below the ports of the local cloud: none of those takes the port before the application does. */
const ports = { from: 10_000, to: 20_000 };

async function freePort(): Promise<number> {
  for (let left = 100; left > 0; left--) {
    const port = randomInt(ports.from, ports.to);
    if (await isFree(port)) return port;
  }
  throw failure(`No port between ${ports.from} and ${ports.to} is free for the application.`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
