import { constants } from 'node:os';
import { join } from 'node:path';
import type { Command, PlatformVersion } from '../../platforms/platform.ts';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { Journal } from '../journal.ts';
import type { Slot } from '../live.ts';
import type { Application, Host, Listener, ProcessExit } from './host.ts';
import type { Machine, Outcome } from './machine.ts';
import { nginxConfiguration } from './nginx.ts';
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
  /** Where the release goes; every boot begins with the first slot. */
  readonly slot?: Slot;
}

const watchMs = 500;
const units = '/etc/systemd/system';
const appHome = '/var/lib/webapp';
/** Where nginx looks for its configuration. */
export const nginxFile = '/etc/nginx/nginx.conf';

/** Amazon Linux 2023: dnf, a user of the application's own, systemd for the processes, nginx for the door. */
export function amazonLinux(instance: Instance): Host {
  const { machine, journal, home, serve, slot = 'a' } = instance;
  const must = (command: Command) => insist(machine, command);
  let running: readonly string[] = [];
  return {
    environment: { HOME: appHome, LANG: 'C.UTF-8', PATH: `${home}/bin:/usr/local/bin:/usr/bin:/bin` },
    prepare: (version) => prepare(instance, version),
    choosePort: async (preferred) => preferred,
    run: async (command, { directory, environment }, errand) => {
      await must(['chown', '-R', `${user}:${user}`, directory]);
      const hear = (chunk: string) => journal.hear(errand?.log ?? 'install', chunk);
      const manner = { directory, environment, hear, ...(errand && { signal: errand.signal }) };
      return machine.run(['runuser', '--user', user, '--', ...command], manner);
    },
    start: async (application) => {
      running = application.processes.map(({ name }) => name);
      await writeUnits(machine, application, slot);
      await must(['systemctl', 'daemon-reload']);
      await must(['systemctl', 'restart', ...running.map((name) => unitName(name, slot))]);
    },
    firstEnd: (signal) => watch(instance, running, signal),
    listeners: () =>
      listeners(
        machine,
        running.map((name) => unitName(name, slot)),
      ),
    openDoor: (application) => openDoor(instance, application),
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
      await machine.run(['systemctl', 'stop', 'nginx.service', ...running.map((name) => unitName(name, slot))]);
    },
  };
}

/** Runs a command of the machine's own; throws with its last words when it fails. */
export async function insist(machine: Machine, command: Command): Promise<Outcome> {
  const outcome = await machine.run(command);
  if (outcome.code === 0) return outcome;
  throw failure(`"${command.join(' ')}" failed with ${outcome.signal ?? outcome.code}: ${lastWords(outcome.output)}`);
}

function lastWords(output: string): string {
  return output.trim().split('\n').slice(-3).join(' ').slice(0, 500);
}

const dnfAttempts = 3;
const dnfPauseMs = 5_000;

async function prepare({ machine, journal, home, clock }: Instance, version: PlatformVersion): Promise<void> {
  const packages = ['nginx', ...version.packages];
  // An image that has them, or a reboot, needs no repository.
  const missing = (await machine.run(['rpm', '--query', '--quiet', ...packages])).code !== 0;
  for (let left = dnfAttempts; missing && left > 0; left--) {
    const { code, output } = await machine.run(['dnf', 'install', '--assumeyes', ...packages]);
    if (code === 0) break;
    journal.say(`dnf failed: ${lastWords(output)}`);
    if (left === 1) throw failure(`The packages ${packages.join(', ')} could not be installed: ${lastWords(output)}`);
    await clock.wait(dnfPauseMs);
  }
  if ((await machine.run(['id', user])).code !== 0) {
    const shell = ['--shell', '/sbin/nologin'];
    await insist(machine, ['useradd', '--system', '--create-home', '--home-dir', appHome, ...shell, user]);
  }
  // `node` and `python3` mean whatever version was there first; in front of PATH they mean ours.
  for (const [name, program] of Object.entries(version.programs)) {
    await machine.link(join(home, 'bin', name), `/usr/bin/${program}`);
  }
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
async function openDoor(
  { machine, home, slot = 'a' }: Instance,
  { port, drainMs }: Pick<Application, 'port' | 'drainMs'>,
): Promise<void> {
  const drainSeconds = Math.ceil(drainMs / 1_000);
  const text = nginxConfiguration({ port, drainSeconds });
  const trial = join(home, 'nginx.conf');
  await machine.write(trial, text);
  const { code, output } = await machine.run(['nginx', '-t', '-c', trial]);
  if (code !== 0) throw failure(`nginx refuses its configuration: ${lastWords(output)}`);
  const former = await machine.read(nginxFile).catch(() => undefined);
  await machine.write(nginxFile, text);
  await machine.write(`${units}/nginx.service.d/beanpole.conf`, proxyDropIn(drainSeconds, slot));
  await insist(machine, ['systemctl', 'daemon-reload']);
  try {
    await insist(machine, ['systemctl', 'reload-or-restart', 'nginx.service']);
  } catch (error) {
    if (former !== undefined) await machine.write(nginxFile, former);
    throw error;
  }
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
