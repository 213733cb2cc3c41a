import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { renewCertificate } from './acme/secure.ts';
import { beforeUpdate } from './before-update.ts';
import { boot } from './boot.ts';
import { readDescription } from './description.ts';
import { lookNow } from './health/health.ts';
import { reasonOf } from './failure.ts';
import type { InstanceDescription } from './instance.ts';
import { agentRuns, isSame, type Live, noteAgent, readState, writeDescription, writeState } from './live.ts';
import { jobOnAmazon } from './logs/job.ts';
import { startStreaming } from './logs/stream.ts';
import {
  accessLogOf,
  bootHost,
  homeOf,
  isLocal,
  type Place,
  placeOf,
  print,
  type Unhosted,
  updateHost,
  worldOf,
} from './place.ts';
import { getConfig } from './tools/get-config.ts';
import { factsAt } from './tools/scripts-view.ts';
import { handBack } from './untold.ts';
import { type Change, update } from './update.ts';
import { readJob } from './worker/job.ts';
import { startWorker } from './worker/worker.ts';

const usage =
  'Usage: agent.mjs boot|serve|update|restart|work|stream|tls|hand-back|health <instance.json>, or get-config <root> …';

/** Where duties that run beside the one that serves keep their journal. */
const logs: Readonly<Record<string, string>> = {
  update: 'log/update',
  restart: 'log/update',
  work: 'log/worker',
  stream: 'log/stream',
  tls: 'log/tls',
};

/** Builds the world out of the environment and runs the story. Returns the exit code. */
async function main([duty, file, ...more]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (file === undefined) throw new Error(usage);
  if (duty === 'get-config') return answer(more, file);
  if (duty === 'health') return tellHealth(env);
  const description = readDescription(file);
  const place = placeOf(env, logs[duty ?? ''] ?? 'log');
  const world = await worldOf(place, description);
  switch (duty) {
    case 'boot':
    case 'serve':
      return boot({ ...world, host: bootHost(place, world, resolve(file)), duty }, description);
    case 'update':
    case 'restart':
      return bring({ ...world, duty }, place, description);
    case 'work':
      return beside(world, startWorker(world, readJob(world.home, description, amazonPort)));
    case 'stream':
      return beside(world, startStreaming(world, jobOnAmazon(world.home, world.clock)));
    case 'hand-back':
      await handBack(world, description);
      return 0;
    case 'tls': {
      const notes = await renewCertificate({ ...world, host: bootHost(place, world, resolve(file)) }, description);
      return notes.length === 0 ? 0 : 1;
    }
  }
  throw new Error(usage);
}

/** What a script asks of its instance. */
function answer(words: readonly string[], root: string): number {
  const { text, code } = getConfig(words, factsAt(root));
  process[code === 0 ? 'stdout' : 'stderr'].write(`${text}\n`);
  return code;
}

/** How the instance is, on one line. Nothing of it goes into the journal: whoever asks often would fill it. */
async function tellHealth(env: NodeJS.ProcessEnv): Promise<number> {
  process.stdout.write(`${JSON.stringify(await lookNow(homeOf(env), accessLogOf(env)))}\n`);
  return 0;
}

/** Where nginx listens. */
const amazonPort = 80;

/** On Amazon Linux what goes on beside the application is a process of its own: it works until it is told to stop. */
async function beside({ until }: Unhosted, duty: { stop(): Promise<void> }): Promise<number> {
  await new Promise<void>((resolve) => {
    if (until.aborted) resolve();
    until.addEventListener('abort', () => resolve(), { once: true });
  });
  await duty.stop();
  return 0;
}

/** Brings a version to an instance that serves; where the boot has failed there is nothing to put it beside, and it is served from the start. */
async function bring(
  { duty, ...world }: Unhosted & { readonly duty: Change['duty'] },
  place: Place,
  next: InstanceDescription,
): Promise<number> {
  const state = await served(world, place);
  if (state !== 'failed')
    return update({ ...world, host: updateHost(place, world, state) }, { live: state, next, duty });
  world.journal.say(`Nothing serves here: version ${next.version.label} is started from the beginning.`);
  const file = join(world.home, 'instance.json');
  writeDescription(world.home, next);
  if (!isLocal(place)) return boot({ ...world, host: bootHost(place, world, file), duty: 'serve' }, next);
  // Here the agent itself keeps the application: it must outlive this command.
  writeState(world.home, 'booting');
  const agent = spawn(process.execPath, [...process.argv.slice(1, 2), 'serve', file], {
    detached: true,
    stdio: 'ignore',
  });
  agent.unref();
  if (agent.pid !== undefined) noteAgent(world.home, agent.pid);
  await beforeUpdate(world.home, world.clock, world.until);
  const now = readState(world.home);
  return typeof now === 'object' && isSame(now.description, next) ? 0 : 1;
}

/** What serves here. A local instance has no systemd: its application ends with the agent that keeps it. */
async function served({ home, clock, until }: Unhosted, place: Place): Promise<Live | 'failed'> {
  const state = await beforeUpdate(home, clock, until);
  return isLocal(place) && agentRuns(home) === false ? 'failed' : state;
}

void main(process.argv.slice(2), process.env)
  .catch((error: unknown) => {
    print(`The agent failed: ${reasonOf(error)}`);
    return 1;
  })
  // A probe or a download that nobody waits for any more must not keep the instance alive.
  .then((code) => process.exit(code));
