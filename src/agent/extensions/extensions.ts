import { isAbsolute, join } from 'node:path';
import type { Extension } from '../../platforms/extensions/extension.ts';
import { extensionsIn } from '../../platforms/extensions/read.ts';
import type { Command, Platform } from '../../platforms/platform.ts';
import type { Occasion } from '../hooks.ts';
import type { Workplace } from '../hosts/host.ts';
import type { Release } from '../release.ts';
import type { Timeline } from '../timeline.ts';
import type { Changing, Deeds } from './changing.ts';
import { runCommand } from './commands.ts';
import { linuxDeeds } from './linux.ts';
import { noProgress, progress } from './progress.ts';
import { windowsDeeds } from './windows.ts';

interface Asked extends Omit<Changing, 'directory' | 'progress' | 'inDirectory'> {
  readonly system: Platform['system'];
  readonly release: Release;
  readonly time: Timeline;
}

/**
 * What the `.ebextensions` of a release ask for, one file after the other, each in Beanstalk's order of keys. As Beanstalk has it, another configuration of the
 * same version is no reason to run them, and a reboot none either.
 */
export function extensions(occasion: Occasion | undefined, { system, release, time, ...rest }: Asked) {
  const asked = occasion === 'hooks' ? extensionsIn(release.source, system) : [];
  const commands = asked.filter(({ containerCommands }) => containerCommands.length > 0);
  const { directory } = release;
  const { inDirectory, remembers, deeds } = manners[system];
  // On Windows a command may restart the machine, and everything goes on behind it.
  const notes = remembers && asked.length > 0 ? progress(`${directory}.extensions.json`) : noProgress;
  const work: Changing = { ...rest, directory, progress: notes, inDirectory: inDirectory(rest.host.shell, directory) };
  return {
    /** Before the application's own scripts: packages, groups, users, sources, files, commands, services. */
    machine: async () => {
      if (asked.length === 0) return;
      await time.step('extensions', async () => {
        await work.host.expectRestart?.();
        for (const extension of asked) await changeBy(extension, deeds(work), work);
      });
    },
    /** Once it is installed, before it starts: `container_commands`, in the release and with its environment. */
    release: async (environment: Workplace['environment']) => {
      if (commands.length === 0) return;
      await time.step('container_commands', () => runContainerCommands(commands, { ...work, environment }));
    },
  };
}

/** What differs between the machines beside their deeds. */
interface Manner {
  readonly deeds: (work: Changing) => Deeds;
  readonly remembers: boolean;
  readonly inDirectory: (shell: Command, release: string) => Changing['inDirectory'];
}

const manners: Readonly<Record<Platform['system'], Manner>> = {
  linux: {
    deeds: linuxDeeds,
    remembers: false,
    // A command begins in the release, which the host gives to the application's user.
    inDirectory: (_, release) => (line, to) => ({
      command: ['sh', '-c', `cd "$1" && { ${line}\n}`, 'sh', to],
      directory: release,
    }),
  },
  windows: {
    deeds: windowsDeeds,
    remembers: true,
    inDirectory: (shell) => (line, to) => ({ command: [...shell, line], directory: to }),
  },
};

async function changeBy(extension: Extension, to: Deeds, work: Changing): Promise<void> {
  const { file, sources, files, commands } = extension;
  await to.install(extension);
  for (const source of sources) await to.unpack(file, source);
  for (const one of files) await to.place(file, one);
  for (const command of commands)
    await runCommand('commands', file, { ...command, cwd: to.directoryOf(command) }, work);
  await to.serve(extension);
}

async function runContainerCommands(extensions: readonly Extension[], work: Changing): Promise<void> {
  for (const { file, containerCommands } of extensions)
    for (const command of containerCommands) {
      const cwd = within(work.directory, command.cwd ?? '');
      await runCommand('container_commands', file, { ...command, cwd }, work);
    }
}

function within(directory: string, path: string): string {
  return process.platform === 'win32' && isAbsolute(path) ? path : join(directory, path);
}
