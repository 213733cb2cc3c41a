import { constants } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../platforms/platform.ts';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { Journal } from '../journal.ts';
import type { Slot } from '../live.ts';
import type { Application, Behind, Host, Listener, ProcessExit, ProxyWishes } from './host.ts';
import { startStreamUnit, startWorkerUnit } from './amazon-beside.ts';
import { appHome, prepare } from './amazon-prepare.ts';
import { insist, lastWords, type Machine } from './machine.ts';
import { accessLog, nginxConfiguration, type OwnConfiguration } from './nginx.ts';
import { makeCertificate } from './nginx-others.ts';
import { nginxTls } from './nginx-tls.ts';
import { takenOver, workersOf } from './nginx-workers.ts';
import { listenersOf } from './proc.ts';
import {
  agentUnit,
  agentUnitName,
  endProperties,
  environmentFile,
  environmentText,
  identifier,
  processEnd,
  processUnit,
  proxyDropIn,
  unitName,
  user,
} from './units.ts';

export interface Instance {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly machine: Machine;
  /** Directory of the agent's files. */
  readonly home: string;
  /** The command that serves after a reboot. */
  readonly serve: Command;
  /** The program of the agent that runs now. */
  readonly program: string;
  /** Where the release goes; every boot begins with the first slot. */
  readonly slot?: Slot;
}

const watchMs = 500;
const units = '/etc/systemd/system';
/** Where nginx looks for its configuration. */
export const nginxFile = '/etc/nginx/nginx.conf';

/** Amazon Linux 2023: dnf, a user of the application's own, systemd for the processes, nginx for the door. */
export function amazonLinux(instance: Instance): Host {
  const { machine, journal, home, serve, slot = 'a' } = instance;
  const must = (command: Command) => insist(machine, command);
  let running: readonly string[] = [];
  const runningUnits = () => running.map((name) => unitName(name, slot));
  return {
    root: '/',
    shell: ['sh', '-c'],
    environment: { HOME: appHome, LANG: 'C.UTF-8', PATH: `${home}/bin:/usr/local/bin:/usr/bin:/bin` },
    prepare: (version, purpose) => prepare(instance, version, purpose),
    choosePort: async (preferred) => preferred,
    run: async ({ command, directory, environment, as, step, signal }) => {
      await must(['chown', '-R', `${user}:${user}`, directory]);
      const hear = (chunk: string) => journal.hear(step, chunk);
      const whole = as === 'root' ? command : ['runuser', '--user', user, '--', ...command];
      return machine.run(whole, { directory, environment, hear, ...(signal && { signal }) });
    },
    start: async (application) => {
      // Hooks run as root and may have left files of root's.
      await must(['chown', '-R', `${user}:${user}`, application.directory]);
      running = application.processes.map(({ name }) => name);
      await writeUnits(machine, application, slot);
      await must(['systemctl', 'daemon-reload']);
      await must(['systemctl', 'restart', ...runningUnits()]);
    },
    firstEnd: (signal) => watch(instance, running, signal),
    listeners: () => listeners(machine, runningUnits()),
    work: (description) => startWorkerUnit(instance, description),
    streamLogs: () => startStreamUnit(instance),
    accessLog,
    openDoor: (behind) => openDoor(instance, behind),
    tls: nginxTls(instance),
    collect: async () => {
      for (const name of running) await collect(instance, name);
    },
    // systemd keeps the processes; nothing of ours stays but the unit that comes back at a reboot.
    keep: async () => {
      await machine.write(`${units}/${agentUnitName}`, agentUnit({ command: serve, home }));
      await must(['systemctl', 'daemon-reload']);
      await must(['systemctl', 'enable', agentUnitName]);
    },
    stop: async () => {
      await machine.run(['systemctl', 'stop', 'nginx.service', ...runningUnits()]);
    },
  };
}

async function writeUnits(machine: Machine, application: Application, slot: Slot): Promise<void> {
  const { directory, environment, processes, drainMs } = application;
  await machine.write(environmentFile(slot), environmentText(environment), 0o600);
  for (const process of processes) {
    const text = processUnit(process, { slot, directory, stopSeconds: drainMs / 1_000 + 10 });
    await machine.write(`${units}/${unitName(process.name, slot)}`, text);
  }
}

/** Asks systemd again and again; it restarts a process after 2 s, so that no end is missed. */
async function watch(
  { machine, clock, slot = 'a' }: Instance,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ProcessExit> {
  for (;;) {
    for (const name of names) {
      const command = ['systemctl', 'show', `--property=${endProperties.join(',')}`, unitName(name, slot)];
      const end = processEnd(name, (await machine.run(command)).output, constants.signals);
      if (end !== undefined && (name === 'web' || end.code !== 0)) return end;
    }
    await clock.wait(watchMs, signal);
  }
}

async function listeners(machine: Machine, running: readonly string[]): Promise<readonly Listener[]> {
  const pids: number[] = [];
  for (const unit of running) {
    const { output } = await machine.run(['systemctl', 'show', '--property=ControlGroup', '--value', unit]);
    const procs = await machine.read(`/sys/fs/cgroup${output.trim()}/cgroup.procs`).catch(() => '');
    pids.push(...procs.split('\n').filter(Boolean).map(Number));
  }
  return listenersOf(pids);
}

/**
 * The configuration is tried beside the one in use, and takes its place only when nginx accepts it. nginx reloads without closing a door: requests under way
 * end with the release that they began with. What could not be reloaded is put back, so that no later reload brings it by surprise.
 */
async function openDoor({ machine, clock, home, slot = 'a' }: Instance, behind: Behind): Promise<void> {
  const { port, drainMs, answerMs, proxy, others = [] } = behind;
  const drainSeconds = Math.ceil(drainMs / 1_000);
  const answerSeconds = answerMs === undefined ? {} : { answerSeconds: Math.ceil(answerMs / 1_000) };
  const own = proxy === undefined ? undefined : await ownConfiguration(machine, proxy);
  const text = nginxConfiguration({
    port,
    drainSeconds,
    ...answerSeconds,
    others,
    wishes: proxy,
    ...(own !== undefined && { own }),
  });
  if (others.some(({ protocol }) => protocol === 'HTTPS')) await makeCertificate(machine);
  const trial = join(home, 'nginx.conf');
  await machine.write(trial, text);
  const { code, output } = await machine.run(['nginx', '-t', '-c', trial]);
  if (code !== 0) throw failure(`nginx refuses its configuration: ${lastWords(output)}`);
  const former = await machine.read(nginxFile).catch(() => undefined);
  await machine.write(nginxFile, text);
  await machine.write(`${units}/nginx.service.d/beanpole.conf`, proxyDropIn(drainSeconds, slot));
  await insist(machine, ['systemctl', 'daemon-reload']);
  const workers = await workersOf(machine);
  try {
    await insist(machine, ['systemctl', 'reload-or-restart', 'nginx.service']);
    await takenOver({ machine, clock }, workers);
  } catch (error) {
    if (former !== undefined) await machine.write(nginxFile, former);
    throw error;
  }
}

/** What of `.platform/nginx` takes the place of ours. */
async function ownConfiguration(machine: Machine, { directory }: ProxyWishes): Promise<OwnConfiguration> {
  const folder = `${directory}/.platform/nginx`;
  const read = (file: string) => machine.read(`${folder}/${file}`).catch(() => '');
  const [whole, location] = await Promise.all([
    read('nginx.conf'),
    read('conf.d/elasticbeanstalk/00_application.conf'),
  ]);
  return { whole: whole === '' ? undefined : whole, locates: location !== '' };
}

/** The process's own lines since the last time; the cursor file remembers where that was. */
async function collect({ machine, journal, slot = 'a' }: Instance, name: string): Promise<void> {
  const own = identifier(name, slot);
  const cursor = `--cursor-file=/run/beanpole/${own.slice('beanpole-'.length)}.cursor`;
  const lines = ['--boot', `--identifier=${own}`, '--output=cat', '--no-pager', cursor];
  const { output } = await machine.run(['journalctl', ...lines]);
  journal.hear(name, output);
  journal.flush();
}
