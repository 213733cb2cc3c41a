import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from '../world/filters.ts';
import { newId } from '../world/names.ts';
import { freePort } from '../world/ports.ts';
import type { Tasks } from '../world/tasks.ts';
import { markerOf } from './boot.ts';
import type { Bench, Computer } from './computer.ts';
import { note, readTail, trim } from './console.ts';
import type { Images } from './images.ts';
import { httpPort, type InstanceRecord, type LaunchSpecification } from './instance.ts';
import { freeAddress } from './private-address.ts';
import { endAll, isAlive, markOf, processesOf } from './processes.ts';
import type { Place } from './relay.ts';

/** The EC2 instances of the cloud. */
export interface Instances {
  launch(specification: LaunchSpecification): Promise<InstanceRecord>;
  /** Ends the instance's processes and removes its directory. Settles when it is `terminated`. */
  terminate(id: string): Promise<void>;
  /** Ends the instance's processes at once. EC2 sees nothing of that: it stays `running`. */
  crash(id: string): Promise<void>;
  /** Throws `InvalidInstanceID.NotFound`. */
  describe(id: string): InstanceRecord;
  find(id: string): InstanceRecord | undefined;
  all(): InstanceRecord[];
  retag(id: string, tags: readonly Tag[]): void;
  /** The last 64 KB of what the instance wrote, as EC2 keeps. */
  console(id: string): Buffer;
  directory(id: string): string;
  /** Where a port of an instance is really reached; `undefined` where nothing can listen. */
  reach(id: string, port: number): Place | undefined;
  /** Where a script can be run on the instance. */
  bench(id: string): Bench;
  /** Boots again what was running when the cloud was last stopped. */
  start(): Promise<void>;
  /** Ends every process. The records stay: these instances run again at the next start. */
  stop(): Promise<void>;
}

/** How long an operating system gets to shut down, AWS time, but never less than processes need in real time. */
const shutdownMs = 30_000;
const shortestShutdownRealMs = 1_500;
const longestShutdownRealMs = 10_000;
const trimMs = 60_000;
/** EC2 shows a terminated instance for about an hour. */
const remembranceMs = 3_600_000;

/** What the functions below share. */
interface Site {
  readonly cloud: Cloud;
  readonly tasks: Tasks;
  readonly images: Images;
  readonly computer: Computer;
  readonly records: Collection<InstanceRecord>;
  /** Ports handed out whose records are still being made. */
  readonly reserved: Set<number>;
}

/** Opens the instances recorded in the cloud's store; processes only start with `start`. */
export function instances(
  cloud: Cloud,
  tasks: Tasks,
  { images, computer }: { readonly images: Images; readonly computer: Computer },
): Instances {
  const records = cloud.store.collection<InstanceRecord>('instances');
  const site: Site = { cloud, tasks, images, computer, records, reserved: new Set() };
  return {
    find: (id) => site.records.get(id),
    describe: (id) => describe(site, id),
    all: () => remembered(site),
    directory: (id) => directoryOf(site, id),
    reach: (id, port) => reach(site, id, port),
    bench: (id) => computer.bench(describe(site, id), directoryOf(site, id)),
    retag: (id, tags) => change(site, id, { tags }),
    launch: (specification) => launch(site, specification),
    terminate: (id) => terminate(site, id),
    crash: (id) => endProcesses(site, describe(site, id), 0),
    console: (id) => readTail(directoryOf(site, describe(site, id).id)),
    start: () => start(site),
    stop: async () => {
      await Promise.all(
        remembered(site)
          .filter(isUp)
          .map((record) => endProcesses(site, record)),
      );
      await computer.stop();
    },
  };
}

async function launch(site: Site, specification: LaunchSpecification): Promise<InstanceRecord> {
  site.images.describe(specification.imageId);
  site.cloud.refuseLaunch?.(specification);
  const id = newId('i');
  const taken = new Set([
    ...site.reserved,
    ...remembered(site)
      .filter(isUp)
      .map((record) => record.port),
  ]);
  const port = await freePort(taken);
  site.reserved.add(port);
  const launchedAt = site.cloud.clock.now();
  const privateIp = freeAddress(site.records.values());
  site.records.set(id, { ...specification, id, port, privateIp, launchedAt, state: 'pending' });
  site.reserved.delete(port);
  startProcess(site, describe(site, id));
  return describe(site, id);
}

async function terminate(site: Site, id: string): Promise<void> {
  const record = describe(site, id);
  if (record.state === 'terminated') return;
  change(site, id, { state: 'shutting-down' });
  await endProcesses(site, record);
  await site.computer.remove(record, directoryOf(site, id));
  rmSync(directoryOf(site, id), { recursive: true, force: true, maxRetries: 3 });
  change(site, id, { state: 'terminated', terminatedAt: site.cloud.clock.now() });
}

async function start(site: Site): Promise<void> {
  await site.computer.start();
  site.tasks.every('consoles', trimMs, () => {
    for (const { id } of remembered(site).filter(isUp)) trim(directoryOf(site, id));
  });
  for (const record of remembered(site).filter(isUp)) {
    // A cloud that was killed left its processes behind; two would fight for one port.
    if (record.process && isAlive(record.process))
      site.cloud.log(`${record.id}: ending process ${record.process.pid} of an earlier run`);
    await endProcesses(site, record);
    startProcess(site, record);
  }
  for (const record of remembered(site).filter((one) => one.state === 'shutting-down')) {
    site.tasks.run(`terminating ${record.id}`, () => terminate(site, record.id));
  }
}

function describe(site: Site, id: string): InstanceRecord {
  const record = site.records.get(id);
  if (record) return record;
  throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
}

function remembered(site: Site): InstanceRecord[] {
  const forgotten = (record: InstanceRecord) =>
    (record.terminatedAt ?? Infinity) + remembranceMs < site.cloud.clock.now();
  for (const record of site.records.values()) if (forgotten(record)) site.records.delete(record.id);
  return site.records.values();
}

function change(site: Site, id: string, to: Partial<InstanceRecord>): void {
  const record = site.records.get(id);
  if (record) site.records.set(id, { ...record, ...to });
}

function directoryOf(site: Site, id: string): string {
  return join(site.cloud.store.directory('instances'), id);
}

function reach(site: Site, id: string, port: number): Place | undefined {
  const record = site.records.get(id);
  if (record === undefined) return undefined;
  if (port === httpPort) return { host: '127.0.0.1', port: record.port };
  return site.computer.reach(record, port, directoryOf(site, id));
}

function isUp(record: InstanceRecord): boolean {
  return record.state === 'pending' || record.state === 'running';
}

function startProcess(site: Site, record: InstanceRecord): void {
  const directory = directoryOf(site, record.id);
  const child = site.computer.boot(record, directory);
  const mark = child?.pid === undefined ? undefined : markOf(child.pid);
  change(site, record.id, { state: 'running', ...(mark && { process: mark }) });
  // The operating system of an instance lives on when its user data has ended: the instance stays `running`, only nothing listens.
  child?.once('exit', (status, signal) =>
    note(directory, `cloud-init: user data ended with ${signal ?? `status ${status}`}`),
  );
  child?.once('error', (error) => note(directory, `cloud-init: ${error.message}`));
}

function shutdownRealMs({ cloud }: Site): number {
  return Math.min(Math.max(shutdownMs / cloud.clock.scale, shortestShutdownRealMs), longestShutdownRealMs);
}

async function endProcesses(site: Site, record: InstanceRecord, grace = shutdownRealMs(site)): Promise<void> {
  await endAll(() => processesOf(groupOf(record), markerOf(directoryOf(site, record.id))), grace, record.process);
}

/** The pid of an ended main process may by now be another's; then its group is not ours. While its own group lives on, no new process gets that pid. */
function groupOf(record: InstanceRecord): number | undefined {
  const mark = record.process;
  if (mark === undefined) return undefined;
  const holder = markOf(mark.pid);
  return holder === undefined || holder.started === mark.started ? mark.pid : undefined;
}
