import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InstanceRecord } from '../compute/instance.ts';
import type { Instances } from '../compute/instances.ts';
import type { Cloud } from '../service.ts';
import type { Script } from './documents.ts';

/** How a command ended on one instance. */
export interface Ending {
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Undeliverable';
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** As much of the output as Systems Manager keeps. */
const outputKept = 24_000;
/** Real milliseconds from SIGTERM to SIGKILL. */
const graceMs = 5_000;

/** What the agent of Systems Manager needs to run something on an instance. */
export interface Shell {
  readonly cloud: Cloud;
  readonly instances: Instances;
  /** Aborted when the cloud stops. */
  readonly stopped: AbortSignal;
}

/** Runs scripts on an instance one after the other, in its own environment, as user data runs there; the first that fails ends it. */
export async function runOn(shell: Shell, id: string, scripts: readonly Script[]): Promise<Ending> {
  let last: Ending = { status: 'Success', code: 0, output: '', errors: '' };
  for (const script of scripts) {
    const instance = shell.instances.find(id);
    if (instance?.state !== 'running') return { ...last, status: 'Undeliverable', code: -1 };
    const ending = await run(shell, instance, script);
    last = { ...ending, output: last.output + ending.output, errors: last.errors + ending.errors };
    if (ending.status !== 'Success') return last;
  }
  return last;
}

async function run({ cloud, instances, stopped }: Shell, instance: InstanceRecord, script: Script): Promise<Ending> {
  const { outside, inside, enter, environment: env } = instances.bench(instance.id);
  const place = mkdtempSync(join(outside, 'ssm-'));
  writeFileSync(join(place, '_script.sh'), script.text, { mode: 0o700 });
  const file = join(inside, basename(place), '_script.sh');
  // A first line with another interpreter counts, as it does for the real agent.
  const [program = 'sh', ...words] = [...enter, ...(script.text.startsWith('#!') ? [file] : ['sh', file])];
  const child = spawn(program, words, {
    cwd: place,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { output: '', errors: '' };
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => (heard.output = (heard.output + text).slice(-outputKept)));
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (heard.errors = (heard.errors + text).slice(-outputKept)));
  const watch = guard(child.pid, script.timeoutMs / cloud.clock.scale, stopped);
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    // Not `close`: what the script leaves behind may hold its output for as long as it likes.
    child.once('exit', (status) => setTimeout(() => resolve(status ?? -1), 50));
  });
  watch.end();
  rmSync(place, { recursive: true, force: true });
  const status = watch.ranOut() ? 'TimedOut' : code === 0 ? 'Success' : 'Failed';
  return { status, code, ...heard };
}

/** Ends the script's process group when its time is over or the cloud stops. */
function guard(pid: number | undefined, limitMs: number, stopped: AbortSignal) {
  let out = false;
  let last: NodeJS.Timeout | undefined;
  const end = () => {
    send(pid, 'SIGTERM');
    last = setTimeout(() => send(pid, 'SIGKILL'), graceMs);
  };
  const timer = setTimeout(() => {
    out = true;
    end();
  }, limitMs);
  stopped.addEventListener('abort', end, { once: true });
  return {
    ranOut: () => out,
    end: () => {
      clearTimeout(timer);
      clearTimeout(last);
      stopped.removeEventListener('abort', end);
    },
  };
}

function send(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It ended by itself first.
  }
}
