import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Extension, ExtensionCommand, ExtensionFile } from '../platforms/extensions/extension.ts';
import {
  fetched,
  machineScripts,
  owned,
  type Script,
  serviceScripts,
  unpacked,
} from '../platforms/extensions/scripts.ts';
import { type Work, runAll } from './install.ts';
import { extensionsIn } from '../platforms/extensions/read.ts';
import { failure, reasonOf } from './failure.ts';
import type { Occasion } from './hooks.ts';
import type { Workplace } from './hosts/host.ts';
import type { Release } from './release.ts';
import type { Timeline } from './timeline.ts';
import { exitWords } from './words.ts';

/** What a machine is changed with: the rights are root's. */
export interface Changing extends Omit<Work, 'step' | 'as' | 'failed'> {
  /** Runs a command of a file on one instance of the deployment only, in a directory. Rejects where it failed, on whichever instance. */
  readonly lead: (file: string, command: ExtensionCommand, directory: string) => Promise<void>;
}

interface Asked extends Omit<Changing, 'directory'> {
  readonly release: Release;
  readonly time: Timeline;
}

/**
 * What the `.ebextensions` of a release ask for, one file after the other, each in Beanstalk's order of keys. As Beanstalk has it, another configuration of the
 * same version is no reason to run them, and a reboot none either.
 */
export function extensions(occasion: Occasion | undefined, { release, time, ...rest }: Asked) {
  const asked = occasion === 'hooks' ? extensionsIn(release.source) : [];
  const commands = asked.filter(({ containerCommands }) => containerCommands.length > 0);
  const work = { ...rest, directory: release.directory };
  return {
    /** Before the application's own scripts: packages, groups, users, sources, files, commands, services. */
    machine: async () => {
      if (asked.length === 0) return;
      await time.step('extensions', async () => {
        for (const extension of asked) await changeBy(extension, work);
      });
    },
    /** Once it is installed, before it starts: `container_commands`, in the release and with its environment. */
    release: async (environment: Workplace['environment']) => {
      if (commands.length === 0) return;
      await time.step('container_commands', () => runContainerCommands(commands, { ...work, environment }));
    },
  };
}

async function changeBy(extension: Extension, work: Changing): Promise<void> {
  const { file, sources, files, commands } = extension;
  const { host } = work;
  const at = (path: string) => join(host.root, path);
  await machineWide(extension, machineScripts(extension), work);
  for (const source of sources) await carryOut(file, [unpacked(source, at(source.directory))], work);
  for (const one of files) await place(file, one, work);
  for (const command of commands) await runCommand(file, { ...command, cwd: at(command.cwd ?? '/') }, work);
  await machineWide(extension, serviceScripts(extension), work);
}

async function runContainerCommands(extensions: readonly Extension[], work: Changing): Promise<void> {
  for (const { file, containerCommands } of extensions)
    for (const command of containerCommands)
      await runCommand(file, { ...command, cwd: join(work.directory, command.cwd ?? '') }, work);
}

/** Nothing of a machine that others live on is changed. */
async function machineWide({ file }: Extension, scripts: readonly Script[], work: Changing): Promise<void> {
  const { host, journal } = work;
  if (host.root === '/') return carryOut(file, scripts, work);
  for (const { says } of scripts) journal.say(`${file}: passed over, as others share this machine: ${says}`);
}

function carryOut(file: string, scripts: readonly Script[], work: Changing): Promise<void> {
  const steps = scripts.map(({ says, script }) => ({ says: `${file}: ${says}`, command: ['sh', '-c', script] }));
  return runAll({ ...work, as: 'root', step: 'extensions', failed: `${file} failed` }, steps);
}

/** What stands at the place of a file is kept beside it, as `.bak`. */
async function place(name: string, file: ExtensionFile, work: Changing): Promise<void> {
  const { content, path } = file;
  const to = join(work.host.root, path);
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(to)) renameSync(to, `${to}.bak`);
  switch (content.kind) {
    case 'link':
      rmSync(to, { force: true });
      symlinkSync(content.to, to);
      work.journal.say(`${name}: ${to} leads to ${content.to}`);
      return;
    case 'text':
    case 'base64':
      // No one but root may read it before it has its mode.
      writeFileSync(to, Buffer.from(content.text, content.kind === 'text' ? 'utf8' : 'base64'), { mode: 0o600 });
      break;
    case 'fetched':
      await carryOut(name, [fetched(content.from, to)], work);
  }
  const isOwn = work.host.root === '/';
  await carryOut(name, [owned(isOwn ? file : { ...file, owner: '', group: '' }, to)], work);
}

async function runCommand(file: string, command: ExtensionCommand, work: Changing): Promise<void> {
  const { journal } = work;
  const { name, test, leaderOnly, cwd = '/' } = command;
  const environment = { ...work.environment, ...command.env };
  mkdirSync(cwd, { recursive: true });
  const run = async (script: string) => {
    const line = `cd "$1" && { ${script}\n}`;
    const task = { ...work, environment, command: ['sh', '-c', line, 'sh', cwd], as: 'root', step: name } as const;
    return work.host.run(task).finally(() => journal.flush());
  };
  if (test !== undefined && (await run(test)).code !== 0) {
    journal.say(`${file}: ${name} is not run, as its test says no.`);
    return;
  }
  journal.say(`${file}: ${name}${leaderOnly ? ', on one instance' : ''}: $ ${command.command.split('\n')[0]}`);
  if (leaderOnly) {
    await work.lead(file, command, cwd).catch((error: unknown) => {
      if (!command.ignoreErrors) throw error;
      journal.say(`${file}: ${reasonOf(error)} It may (ignoreErrors).`);
    });
    return;
  }
  const exit = await run(command.command);
  if (exit.code === 0) return;
  const words = `${file}: the command ${name} ${exitWords(exit)}`;
  if (command.ignoreErrors) journal.say(`${words}, which it may (ignoreErrors).`);
  else throw failure(`${words}${lastOf(journal.lastLines())}`);
}

function lastOf(lines: readonly string[]): string {
  const last = lines.at(-1);
  return last === undefined ? '.' : `: ${last.trim().slice(0, 300)}`;
}
