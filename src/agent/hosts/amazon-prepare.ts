import { join } from 'node:path';
import type { PlatformVersion } from '../../platforms/platform.ts';
import { failure } from '../failure.ts';
import { keepLogsSmall } from './amazon-logs.ts';
import type { Instance } from './amazon-linux.ts';
import { insist, lastWords } from './machine.ts';
import { user } from './units.ts';

/** Home of the application's user. */
export const appHome = '/var/lib/webapp';

const dnfAttempts = 3;
const dnfPauseMs = 5_000;

/** Packages, the application's user, services, and the names under which it finds its programs. */
export async function prepare(instance: Instance, version: PlatformVersion, purpose: 'build' | 'run'): Promise<void> {
  const { machine, home } = instance;
  const { packages, buildPackages = [], services = [], groups = [], files = {} } = version;
  const all = ['nginx', 'logrotate', ...packages, ...(purpose === 'build' ? buildPackages : [])];
  await installPackages(instance, [...new Set(all)]);
  if ((await machine.run(['id', user])).code !== 0) {
    const shell = ['--shell', '/sbin/nologin'];
    await insist(machine, ['useradd', '--system', '--create-home', '--home-dir', appHome, ...shell, user]);
  }
  for (const group of groups) await insist(machine, ['usermod', '--append', '--groups', group, user]);
  for (const [path, text] of Object.entries(files)) {
    // An image that brings a file of its own along knows better.
    if ((await machine.run(['test', '-e', path])).code !== 0) await machine.write(path, text);
  }
  if (services.length > 0) await insist(machine, ['systemctl', 'enable', '--now', ...services]);
  // `node` and `python3` mean whatever version was there first; in front of PATH they mean ours.
  for (const [name, program] of Object.entries(version.programs)) {
    await machine.link(join(home, 'bin', name), `/usr/bin/${program}`);
  }
  await keepLogsSmall(machine);
}

async function installPackages({ machine, journal, clock }: Instance, packages: readonly string[]): Promise<void> {
  // An image that has them, or a reboot, needs no repository.
  if ((await machine.run(['rpm', '--query', '--quiet', ...packages])).code === 0) return;
  for (let left = dnfAttempts; ; left--) {
    const { code, output } = await machine.run(['dnf', 'install', '--assumeyes', ...packages]);
    if (code === 0) return;
    journal.say(`dnf failed: ${lastWords(output)}`);
    if (left === 1) throw failure(`The packages ${packages.join(', ')} could not be installed: ${lastWords(output)}`);
    await clock.wait(dnfPauseMs);
  }
}
