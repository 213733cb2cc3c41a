import { join, resolve } from 'node:path';
import { awsClient } from './aws/client.ts';
import { instanceCredentials } from './aws/credentials.ts';
import { instanceMetadata } from './aws/metadata.ts';
import { type Clock, originIn, scaledClock } from './clock.ts';
import { amazonLinux, type Instance } from './hosts/amazon-linux.ts';
import { amazonUpdate } from './hosts/amazon-update.ts';
import type { Host, UpdateHost } from './hosts/host.ts';
import { type LocalMachine, localAccessLog, localHost } from './hosts/local.ts';
import { accessLog } from './hosts/nginx.ts';
import { localUpdate } from './hosts/local-update.ts';
import { machine } from './hosts/machine.ts';
import { windows, type WindowsInstance } from './hosts/windows/windows.ts';
import type { InstanceDescription } from './instance.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Live } from './live.ts';
import { jobOfLocal } from './logs/job.ts';
import { startStreaming } from './logs/stream.ts';
import { readJob } from './worker/job.ts';
import { startWorker, type WorkerWorld } from './worker/worker.ts';
import type { World } from './world.ts';

/** What every duty knows of the instance. */
export interface Place {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** As the user data makes it; a task of Windows begins without the user data's variables. */
const usualHome = process.platform === 'win32' ? 'C:\\beanpole' : '/opt/beanpole';

/** Where the agent lives on this instance. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  return env['BEANPOLE_HOME'] ?? usualHome;
}

/** Where what is answered at the door of this instance is written down. */
export function accessLogOf(env: NodeJS.ProcessEnv): string {
  return isLocal({ env }) ? localAccessLog(homeOf(env)) : accessLog;
}

/** The instance, as its environment variables tell it; `log`: where below its home the journal is kept. */
export function placeOf(env: NodeJS.ProcessEnv, log: string): Place {
  const home = homeOf(env);
  const clock = scaledClock(Number(env['BEANPOLE_TIME_SCALE'] ?? 1), originIn(env['BEANPOLE_TIME_ORIGIN']));
  return { env, home, clock, journal: openJournal(join(home, log), print) };
}

/** The world before it has a host. */
export type Unhosted = Omit<World, 'host'> & WorkerWorld;

/** AWS as the instance sees it, and its own id. */
export async function worldOf(
  { home, clock, journal, env }: Place,
  { region }: InstanceDescription,
): Promise<Unhosted> {
  const metadata = instanceMetadata(env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254', clock);
  const credentials = instanceCredentials(metadata, env);
  const aws = awsClient({ region, endpoint: env['AWS_ENDPOINT_URL'], credentials, clock });
  const until = untilTold();
  const trust = env['BEANPOLE_RDS_TRUST'];
  const instance = await metadata.get('meta-data/instance-id');
  return { aws, clock, journal, home, until, metadata, instance, ...(trust !== undefined && { trust }) };
}

/** The machine of an instance that boots. `file`: its description. */
export function bootHost(place: Place, world: Unhosted, file: string): Host {
  if (isLocal(place)) return localHost(local(place, world));
  return process.platform === 'win32' ? windows(amazon(place, file)) : amazonLinux(amazon(place, file));
}

/** The machine of an instance that serves already. */
export function updateHost(place: Place, world: Unhosted, live: Live): UpdateHost {
  if (isLocal(place)) return localUpdate(local(place, world));
  return amazonUpdate(amazon(place, join(place.home, 'instance.json')), live);
}

/** Whether it is an instance of the local cloud. */
export function isLocal({ env }: Pick<Place, 'env'>): boolean {
  return env['BEANPOLE_HOST'] === 'local';
}

function local({ clock, journal, home, env }: Place, world: Unhosted): LocalMachine {
  const httpPort = Number(env['BEANPOLE_HTTP_PORT']);
  return {
    clock,
    journal,
    home,
    httpPort,
    env,
    startWorker: (description) => startWorker(world, readJob(home, description, httpPort)),
    startStreaming: (root) => startStreaming(world, jobOfLocal(home, root, clock)),
  };
}

/** The agent that serves after a reboot is the one that the instance keeps, not one that an update only tries. */
function amazon({ clock, journal, home, env }: Place, file: string): Instance & WindowsInstance {
  const serve = [process.execPath, join(home, 'agent.mjs'), 'serve', file];
  const [, program = ''] = process.argv;
  return { clock, journal, machine: machine(), home, serve, program: resolve(program), env };
}

function untilTold(): AbortSignal {
  const told = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => told.abort(new Error(`The instance was told to stop (${name}).`)));
  }
  return told.signal;
}

/** Says it on the console. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
