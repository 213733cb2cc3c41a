import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process that is told from another one that later got the same pid. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the words of the operating system. */
  readonly started: string;
}

/** The mark of a living process; `undefined` when there is none of that pid. */
export function markOf(pid: number): ProcessMark | undefined {
  const started = process.platform === 'linux' ? statOf(pid)?.started : psStart(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether the marked process itself still lives. */
export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.started === mark.started;
}

/**
 * Living processes of an instance: its process group, and on Linux also those that left the group (`setsid`) but carry the instance's directory in
 * their environment. A terminated EC2 instance leaves no process behind, whatever the process did to detach itself.
 */
export function processesOf(group: number | undefined, marker: string): number[] {
  if (process.platform !== 'linux') return group !== undefined && exists(-group) ? [-group] : [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isMember(pid, group, marker));
}

/**
 * Ends processes as a machine that shuts down: SIGTERM to the first one, which stops what it has started in its own order, then to those that it has left; after
 * `graceMs` real milliseconds SIGKILL by pid until nothing new appears. Never waits longer than `graceMs` + 3 s.
 */
export async function endAll(find: () => number[], graceMs: number, first?: ProcessMark): Promise<void> {
  const politeUntil = Date.now() + graceMs;
  const giveUp = politeUntil + 3_000;
  const asked = new Set<number>();
  for (let alive = find(); alive.length > 0 && Date.now() < giveUp; alive = find()) {
    const polite = Date.now() < politeUntil;
    const told = polite && first !== undefined && isAlive(first) ? [first.pid] : alive;
    for (const pid of told) {
      if (!polite) send(pid, 'SIGKILL');
      else if (!asked.has(pid)) send(pid, 'SIGTERM');
      asked.add(pid);
    }
    await someGone(told, polite ? politeUntil : Math.min(giveUp, Date.now() + 200));
  }
}

/** Waits until all of `pids` are gone, or until the real time `until`. */
async function someGone(pids: readonly number[], until: number): Promise<void> {
  while (Date.now() < until && pids.some(isRunning)) await wait(10);
}

function isRunning(pid: number): boolean {
  if (pid < 0 || process.platform !== 'linux') return exists(pid);
  return statOf(pid) !== undefined;
}

function isMember(pid: number, group: number | undefined, marker: string): boolean {
  const stat = statOf(pid);
  if (stat === undefined) return false;
  return (group !== undefined && stat.group === group) || environmentOf(pid).includes(marker);
}

interface Stat {
  readonly group: number;
  readonly started: string;
}

/** Reads /proc/<pid>/stat (proc(5)): field 3 is the state, 5 the process group, 22 the start time. A zombie counts as gone: only its parent can bury it. */
function statOf(pid: number): Stat | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The command name, field 2, may hold spaces and parentheses: count from its last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', , group = ''] = fields;
  const started = fields[19];
  return started === undefined || state === 'Z' || state === 'X' ? undefined : { group: Number(group), started };
}

function environmentOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/environ`);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // Gone meanwhile, or somebody else's.
  }
}

function psStart(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself first.
  }
}
