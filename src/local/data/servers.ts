import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud } from '../service.ts';
import { isAlive, markOf, type ProcessMark } from '../compute/processes.ts';

/** A server that stands for a database or a cache. */
export interface Plan {
  readonly words: readonly string[];
  readonly directory: string;
  readonly ready: RegExp;
  readonly end: 'SIGINT' | 'SIGTERM';
}

/** The servers that run for this cloud, by a name. */
export interface Servers {
  /** Starts one and waits until it answers; rejects with its own last words. */
  start(name: string, plan: Plan): Promise<void>;
  /** Ends one gently and waits for its end. */
  stop(name: string): Promise<void>;
  /** Ends all. */
  stopAll(): Promise<void>;
}

/** Real milliseconds. */
const startLimitMs = 60_000;
const stopLimitMs = 10_000;

interface Running {
  readonly child: ChildProcess;
  readonly plan: Plan;
  readonly gone: Promise<void>;
}

/** Runs servers as children of this program. */
export function servers(cloud: Cloud): Servers {
  const running = new Map<string, Running>();
  const stop = async (name: string) => {
    const one = running.get(name);
    if (one === undefined) return;
    running.delete(name);
    one.child.kill(one.plan.end);
    const limit = setTimeout(() => one.child.kill('SIGKILL'), stopLimitMs);
    await one.gone;
    clearTimeout(limit);
    rmSync(markFile(one.plan.directory), { force: true });
  };
  return {
    async start(name, plan) {
      await endLeftOver(plan);
      const child = spawn(plan.words[0] ?? '', plan.words.slice(1), {
        cwd: plan.directory,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', HOME: plan.directory },
      });
      const gone = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
      running.set(name, { child, plan, gone });
      try {
        await answers(child, plan.ready);
      } catch (error) {
        await stop(name);
        throw error;
      }
      child.once('exit', (code, signal) => {
        if (running.get(name)?.child === child) cloud.log(`${name} ended by itself (${signal ?? code}).`);
      });
      const mark = child.pid === undefined ? undefined : markOf(child.pid);
      if (mark !== undefined) writeFileSync(markFile(plan.directory), JSON.stringify(mark));
    },
    stop,
    stopAll: async () => void (await Promise.all([...running.keys()].map(stop))),
  };
}

/** Which process serves a directory: a cloud that was killed leaves its servers behind, and two in one directory would spoil it. */
function markFile(directory: string): string {
  return `${directory}.process`;
}

async function endLeftOver({ directory, end }: Plan): Promise<void> {
  const file = markFile(directory);
  if (!existsSync(file)) return;
  const mark = JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  for (const until = Date.now() + stopLimitMs; isAlive(mark); await wait(50)) {
    process.kill(mark.pid, Date.now() < until ? end : 'SIGKILL');
  }
  rmSync(file, { force: true });
}

/** Settles when the server says that it is ready; its output is read on, as a full pipe would stop it. */
function answers(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const last = () => said.trim().split('\n').slice(-3).join(' / ');
    const limit = setTimeout(() => reject(new Error(`It did not answer within 60 s: ${last()}`)), startLimitMs);
    const hear = (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4_096);
      if (!ready.test(said)) return;
      clearTimeout(limit);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => reject(error));
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      reject(new Error(`It ended with ${signal ?? code}: ${last()}`));
    });
  });
}
