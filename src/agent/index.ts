import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { renewCertificate } from './acme/secure.ts';
import { awsClient } from './aws/client.ts';
import { instanceCredentials } from './aws/credentials.ts';
import { instanceMetadata } from './aws/metadata.ts';
import { beforeUpdate } from './before-update.ts';
import { boot } from './boot.ts';
import { type Clock, originIn, scaledClock } from './clock.ts';
import { readDescription } from './description.ts';
import { reasonOf } from './failure.ts';
import { amazonLinux, type Instance } from './hosts/amazon-linux.ts';
import { amazonUpdate } from './hosts/amazon-update.ts';
import type { Host, UpdateHost } from './hosts/host.ts';
import { type LocalMachine, localHost } from './hosts/local.ts';
import { localUpdate } from './hosts/local-update.ts';
import { machine } from './hosts/machine.ts';
import { windows, type WindowsInstance } from './hosts/windows/windows.ts';
import type { InstanceDescription } from './instance.ts';
import { type Journal, openJournal } from './journal.ts';
import { agentRuns, isSame, type Live, noteAgent, readState, writeDescription, writeState } from './live.ts';
import { getConfig } from './tools/get-config.ts';
import { factsAt } from './tools/scripts-view.ts';
import { handBack } from './untold.ts';
import { type Change, update } from './update.ts';
import { readJob } from './worker/job.ts';
import { startWorker, type WorkerWorld } from './worker/worker.ts';
import type { World } from './world.ts';

const usage = 'Usage: agent.mjs boot|serve|update|restart|work|tls|hand-back <instance.json>, or get-config <root> …';

/** Where duties that run beside the one that serves keep their journal. */
const logs: Readonly<Record<string, string>> = {
  update: 'log/update',
  restart: 'log/update',
  work: 'log/worker',
  tls: 'log/tls',
};

/** Builds the world out of the environment and runs the story. Returns the exit code. */
async function main([duty, file, ...more]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (file === undefined) throw new Error(usage);
  if (duty === 'get-config') return answer(more, file);
  const description = readDescription(file);
  const place = placeOf(env, logs[duty ?? ''] ?? 'log');
  const world = await worldOf(place, description, env);
  switch (duty) {
    case 'boot':
    case 'serve':
      return boot({ ...world, host: bootHost(place, world, resolve(file)), duty }, description);
    case 'update':
    case 'restart':
      return bring({ ...world, duty }, place, description);
    case 'work':
      return work(world, description);
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

/** What every duty knows of the instance. */
interface Place {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** As the user data makes it; a task of Windows begins without the user data's variables. */
const usualHome = process.platform === 'win32' ? 'C:\\beanpole' : '/opt/beanpole';

function placeOf(env: NodeJS.ProcessEnv, log: string): Place {
  const home = env['BEANPOLE_HOME'] ?? usualHome;
  const clock = scaledClock(Number(env['BEANPOLE_TIME_SCALE'] ?? 1), originIn(env['BEANPOLE_TIME_ORIGIN']));
  return { env, home, clock, journal: openJournal(join(home, log), print) };
}

async function worldOf(
  { home, clock, journal }: Place,
  { region }: InstanceDescription,
  env: NodeJS.ProcessEnv,
): Promise<Unhosted> {
  const metadata = instanceMetadata(env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254', clock);
  const credentials = instanceCredentials(metadata, env);
  const aws = awsClient({ region, endpoint: env['AWS_ENDPOINT_URL'], credentials, clock });
  const until = untilTold();
  const trust = env['BEANPOLE_RDS_TRUST'];
  const instance = await metadata.get('meta-data/instance-id');
  return { aws, clock, journal, home, until, metadata, instance, ...(trust !== undefined && { trust }) };
}

/** The world before it has a host. */
type Unhosted = Omit<World, 'host'> & WorkerWorld;

/** On Amazon Linux the daemon is a process of its own: it works until it is told to stop. */
async function work(world: Unhosted, description: InstanceDescription): Promise<number> {
  const worker = startWorker(world, readJob(world.home, description, amazonPort));
  await new Promise<void>((resolve) => {
    if (world.until.aborted) resolve();
    world.until.addEventListener('abort', () => resolve(), { once: true });
  });
  await worker.stop();
  return 0;
}

/** Where nginx listens. */
const amazonPort = 80;

function bootHost(place: Place, world: Unhosted, file: string): Host {
  if (isLocal(place)) return localHost(local(place, world));
  return process.platform === 'win32' ? windows(amazon(place, file)) : amazonLinux(amazon(place, file));
}

function updateHost(place: Place, world: Unhosted, live: Live): UpdateHost {
  if (isLocal(place)) return localUpdate(local(place, world));
  return amazonUpdate(amazon(place, join(place.home, 'instance.json')), live);
}

function isLocal({ env }: Place): boolean {
  return env['BEANPOLE_HOST'] === 'local';
}

function local({ clock, journal, home, env }: Place, world: Unhosted): LocalMachine {
  const httpPort = Number(env['BEANPOLE_HTTP_PORT']);
  const start = (description: InstanceDescription) => startWorker(world, readJob(home, description, httpPort));
  return { clock, journal, home, httpPort, env, startWorker: start };
}

/** The agent that serves after a reboot is the one that the instance keeps, not one that an update only tries. */
function amazon({ clock, journal, home, env }: Place, file: string): Instance & WindowsInstance {
  const serve = [process.execPath, join(home, 'agent.mjs'), 'serve', file];
  const [, program = ''] = process.argv;
  return { clock, journal, machine: machine(), home, serve, program: resolve(program), env };
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

function untilTold(): AbortSignal {
  const told = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => told.abort(new Error(`The instance was told to stop (${name}).`)));
  }
  return told.signal;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main(process.argv.slice(2), process.env)
  .catch((error: unknown) => {
    print(`The agent failed: ${reasonOf(error)}`);
    return 1;
  })
  // A probe or a download that nobody waits for any more must not keep the instance alive.
  .then((code) => process.exit(code));
