import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Claim, claimOrAwait, keepClaim, type Claimant, type TaskRecord } from './claim.ts';
import { failure, reasonOf } from './failure.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import type { Workplace } from './hosts/host.ts';
import type { InstanceDescription } from './instance.ts';
import { exitWords } from './words.ts';
import type { World } from './world.ts';

/** A command that runs on one instance of a deployment: that of `deploy.once`, or one of `.ebextensions` that is for the leader. */
export interface Task {
  /** As the log calls it, `deploy.once`. */
  readonly name: string;
  /** What tells its record from those of other commands of the deployment; empty for `deploy.once`. */
  readonly suffix: string;
  readonly as: 'application' | 'root';
  readonly command: string;
  /** Seconds, the wait for another instance included. */
  readonly timeout: number;
  readonly workplace: Workplace;
}

/** What one instance of a deployment does for all: the settings' own command, else the platform's, as Beanstalk's has one. */
export function onceOf(
  { config, once }: { readonly config: Pick<EnvironmentConfig, 'once'>; readonly once: string | undefined },
  workplace: Workplace,
): Task | undefined {
  const shared = { suffix: '', as: 'application', workplace } as const;
  if (config.once !== undefined) return { name: 'deploy.once', ...shared, ...config.once };
  return once === undefined ? undefined : { name: 'The platform’s command', ...shared, command: once, timeout: 1_200 };
}

const linesKept = 5;

/**
 * Sees to it that the command has run once for this deployment: here, or on another instance, which is waited for. Throws when it failed, wherever that was.
 * An instance that comes later, or back after a reboot, finds it done.
 */
export async function runOnce(world: World, description: InstanceDescription, task: Task): Promise<void> {
  const { home, journal, clock, until } = world;
  const { bucket, environment, deployment } = description;
  const { name } = task;
  const record = `${deployment}${task.suffix}`;
  const mark = join(home, 'once', record);
  if (existsSync(mark)) return;
  const timeout = AbortSignal.timeout(clock.limit(task.timeout * 1_000));
  const signal = AbortSignal.any([until, timeout]);
  const place = { bucket, key: `environments/${environment}/once/${record}.json` };
  const claimant = { ...world, place };
  const turn = await claimOrAwait(claimant, signal).catch((cause: unknown) => {
    until.throwIfAborted();
    const why = timeout.aborted ? `no instance came to its end within ${task.timeout} s` : reasonOf(cause);
    throw failure(`The command of ${name} could not be waited for: ${why}.`, { cause });
  });
  if ('etag' in turn) await lead({ world, claimant, task, timeout, signal }, turn);
  else follow(turn, task);
  journal.say('etag' in turn ? `${name} ran here.` : `${name} ran on ${turn.instance}.`);
  mkdirSync(join(home, 'once'), { recursive: true });
  writeFileSync(mark, '');
}

function follow({ state, instance, reason }: TaskRecord, { name, command }: Task): void {
  if (state === 'failed') throw failure(`${name}, "${command}", failed on instance ${instance}: ${reason}`);
}

interface Lead {
  readonly world: World;
  readonly claimant: Claimant;
  readonly task: Task;
  readonly timeout: AbortSignal;
  /** Told to stop, or out of time. */
  readonly signal: AbortSignal;
}

async function lead({ world, claimant, task, timeout, signal }: Lead, claim: Claim): Promise<void> {
  const { journal } = world;
  const { run, instance } = claim.record;
  const why = run === 1 ? '' : `, for the ${run}. time, as the instance before fell silent`;
  journal.say(`${task.name} runs here${why}: $ ${task.command}`);
  const keeper = keepClaim(claimant, claim);
  try {
    const reason = await carryOut(world, task, { timeout, signal: AbortSignal.any([signal, keeper.lost]) });
    await keeper.settle(reason === undefined ? { state: 'done' } : { state: 'failed', reason });
    if (reason !== undefined) throw failure(`${task.name}, "${task.command}", failed on this instance: ${reason}`);
  } catch (cause) {
    if (!keeper.lost.aborted) throw cause;
    const lost = `${task.name}, "${task.command}", lost its claim on instance ${instance}`;
    throw failure(`${lost}: ${reasonOf(keeper.lost.reason)}`, { cause });
  } finally {
    keeper.end();
  }
}

/** Why the command failed; nothing when it did not. What the stop of this instance cuts short is another one's to do: the claim runs out. */
async function carryOut(
  { host, journal, until }: World,
  { command, timeout: seconds, workplace, as }: Task,
  { timeout, signal }: Pick<Lead, 'timeout' | 'signal'>,
): Promise<string | undefined> {
  const exit = await host.run({
    ...workplace,
    command: [...host.shell, command],
    as,
    step: 'once',
    signal,
  });
  journal.flush();
  until.throwIfAborted();
  if (exit.code === 0) return undefined;
  const ended = timeout.aborted ? `was still running after ${seconds} s` : exitWords(exit);
  return `it ${ended}${said(journal.lastLines())}`;
}

/** Its own last lines, on one. */
function said(lines: readonly string[]): string {
  return lines.length === 0 ? '.' : `: ${lines.slice(-linesKept).join(' | ').slice(0, 500)}`;
}
