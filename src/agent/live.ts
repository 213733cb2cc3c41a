import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application, OtherDoor, ProxyWishes } from './hosts/host.ts';
import { isAlive, startOf } from './hosts/proc.ts';
import type { InstanceDescription } from './instance.ts';

/** Two releases can be on an instance at a time, each in a slot of its own: the first is where every boot begins. */
export type Slot = 'a' | 'b';

/** What an instance runs behind its open door. */
export interface Live {
  readonly description: InstanceDescription;
  readonly slot: Slot;
  readonly port: number;
  /** AWS milliseconds. */
  readonly drainMs: number;
  /** AWS milliseconds that it may take to answer, where that is not the usual. */
  readonly answerMs?: number;
  readonly proxy?: ProxyWishes | undefined;
  readonly others?: readonly OtherDoor[];
  /** Names of its processes. */
  readonly processes: readonly string[];
}

/** What an instance runs once an application has proved itself in a slot. */
export function liveOf(
  description: InstanceDescription,
  slot: Slot,
  { port, drainMs, answerMs, proxy, others, processes }: Application,
): Live {
  const patience = answerMs === undefined ? {} : { answerMs };
  const doors = others === undefined ? {} : { others };
  return {
    description,
    slot,
    port,
    drainMs,
    ...patience,
    proxy,
    ...doors,
    processes: processes.map(({ name }) => name),
  };
}

/** `booting`: not known yet. `failed`: the boot ended without a release that serves. */
export type State = 'booting' | 'failed' | Live;

/** What the instance runs, as the agent has left it written. */
export function readState(home: string): State {
  const file = fileIn(home);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : 'booting';
}

/** Notes which process brings this instance up: when it is gone and the state is not known, nobody will make it known. */
export function noteAgent(home: string, pid: number): void {
  writeWhole(join(home, 'agent.json'), JSON.stringify({ pid, started: startOf(pid) }));
}

/** Whether the agent that was noted still runs; nothing before the first one. */
export function agentRuns(home: string): boolean | undefined {
  const file = join(home, 'agent.json');
  if (!existsSync(file)) return undefined;
  const { pid, started } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly pid: number;
    readonly started?: string;
  };
  return isAlive(pid) && startOf(pid) === started;
}

/** Writes it, in one step of the file system. */
export function writeState(home: string, state: State): void {
  if (state === 'booting') rmSync(fileIn(home), { force: true });
  else writeWhole(fileIn(home), JSON.stringify(state));
}

/** The description from which the instance serves again after a reboot. */
export function writeDescription(home: string, description: InstanceDescription): void {
  writeWhole(join(home, 'instance.json'), `${JSON.stringify(description)}\n`);
}

/** Whether two descriptions ask for the same: the same version under the same label, with the same configuration. */
export function isSame(one: InstanceDescription, other: InstanceDescription): boolean {
  const what = ({ version, config }: InstanceDescription) => [version.label, version.sha256, config.sha256].join();
  return what(one) === what(other);
}

function fileIn(home: string): string {
  return join(home, 'live.json');
}

/** Writes a file for this user alone, in one step of the file system. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.next`, text, { mode: 0o600 });
  renameSync(`${file}.next`, file);
}
