import { LineCounter, type Node, parseDocument } from 'yaml';
import { BeanpoleError, type Problem } from '../../errors.ts';
import type { Source } from '../platform.ts';
import {
  type Extension,
  type ExtensionCommand,
  type Group,
  type Package,
  packageSources,
  type Service,
  type User,
} from './extension.ts';
import { archiveOf, fileOf } from './read-files.ts';
import { given, type Member, named, type Reading, reading } from './reading.ts';
import { quote } from './scripts.ts';

/**
 * What the files of `.ebextensions` ask of an instance, in the order of their names. Throws `settings` with every mistake and its line: Beanstalk passes over a
 * file that it cannot read.
 */
export function extensionsIn({ files, read }: Source): readonly Extension[] {
  const problems: Problem[] = [];
  const extensions = files
    .filter((file) => /^\.ebextensions\/[^/]+\.config$/.test(file))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((file) => readExtension(file, read(file) ?? '', problems));
  if (problems.length === 0) return extensions;
  const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
  throw new BeanpoleError('settings', words.join('\n'), { problems });
}

function readExtension(file: string, text: string, problems: Problem[]): Extension {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const from = reading(file, lines, problems);
  // What is no YAML has been refused with the settings.
  const root =
    document.errors.length > 0 || document.contents === null ? [] : from.members(document.contents, 'the file');
  const at = (name: string) => root.find((member) => member.name === name)?.node;
  const list = <T>(name: string, one: (member: Member) => readonly T[]): readonly T[] =>
    from.members(at(name), name).flatMap(one);
  return {
    file,
    packages: inOrder(list('packages', (member) => packagesOf(member, from))),
    groups: list('groups', ({ name, node }) => [groupOf(name, node, from)]),
    users: list('users', ({ name, node }) => [userOf(name, node, from)]),
    sources: list('sources', (member) => archiveOf(member, from)),
    files: byName(
      list('files', (member) => fileOf(member, from)),
      ({ path }) => path,
    ),
    commands: byName(
      list('commands', (member) => commandOf(member, from, 'commands')),
      ({ name }) => name,
    ),
    services: list('services', (member) => servicesOf(member, from)),
    containerCommands: byName(
      list('container_commands', (member) => commandOf(member, from, 'container_commands')),
      ({ name }) => name,
    ),
  };
}

function inOrder(packages: readonly Package[]): readonly Package[] {
  return packageSources.flatMap((by) => packages.filter((one) => one.by === by));
}

function byName<T>(items: readonly T[], name: (item: T) => string): readonly T[] {
  return items.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}

function packagesOf({ name: by, node }: Member, from: Reading): readonly Package[] {
  const source = packageSources.find((one) => one === by);
  if (source === undefined) {
    from.report(node, `Packages cannot be installed by "${by}" here.`, `Accepted: ${packageSources.join(', ')}.`);
    return [];
  }
  return from.members(node, `packages of ${by}`).map(({ name, node: versions }) => ({
    by: source,
    name,
    versions: from.texts(versions, `the versions of ${name}`).filter((version) => version !== ''),
  }));
}

function groupOf(name: string, node: Node, from: Reading): Group {
  const [gid] = named(from.members(node, `the group ${name}`, ['gid']), 'gid').map((value) => from.text(value, 'gid'));
  return { name, ...given({ gid }) };
}

function userOf(name: string, node: Node, from: Reading): User {
  const members = from.members(node, `the user ${name}`, ['uid', 'groups', 'homeDir']);
  const [uid] = named(members, 'uid').map((value) => from.text(value, 'uid'));
  const [homeDir] = named(members, 'homeDir').map((value) => from.text(value, 'homeDir'));
  return {
    name,
    groups: named(members, 'groups').flatMap((value) => from.texts(value, 'groups')),
    ...given({ uid, homeDir }),
  };
}

function commandOf(
  { name, node }: Member,
  from: Reading,
  where: 'commands' | 'container_commands',
): readonly ExtensionCommand[] {
  const own = where === 'container_commands' ? ['leader_only'] : [];
  const accepted = ['command', 'cwd', 'env', 'test', 'ignoreErrors', ...own];
  const members = from.members(node, `the command ${name}`, accepted);
  const at = (member: string) => named(members, member)[0];
  const command = words(from.texts(at('command'), 'command'), at('command'));
  if (command === '') {
    from.report(node, `${name} has no command.`, 'Write command: and what is to be run.');
    return [];
  }
  const test = at('test') === undefined ? undefined : words(from.texts(at('test'), 'test'), at('test'));
  const variables = at('env') === undefined ? [] : from.members(at('env'), `the environment of ${name}`);
  return [
    {
      name,
      command,
      env: Object.fromEntries(variables.map((one) => [one.name, from.text(one.node, one.name) ?? ''])),
      ignoreErrors: from.flag(at('ignoreErrors'), 'ignoreErrors') ?? false,
      leaderOnly: from.flag(at('leader_only'), 'leader_only') ?? false,
      ...given({ cwd: from.text(at('cwd'), 'cwd'), test }),
    },
  ];
}

/** A list is a program and its arguments; one text is a line for the shell. */
function words(all: readonly string[], node: Node | undefined): string {
  const isList = node !== undefined && 'items' in node;
  return isList ? all.map(quote).join(' ') : (all[0] ?? '');
}

function servicesOf({ name: by, node }: Member, from: Reading): readonly Service[] {
  if (by !== 'sysvinit' && by !== 'systemd') {
    from.report(node, `Services cannot be kept by "${by}" here.`, 'Accepted: systemd, sysvinit.');
    return [];
  }
  const causes = ['files', 'sources', 'packages', 'commands'];
  return from.members(node, 'services').map(({ name, node: one }) => {
    const members = from.members(one, `the service ${name}`, ['enabled', 'ensureRunning', ...causes]);
    const at = (member: string) => from.flag(named(members, member)[0], member);
    const isRestarted = members.some((member) => causes.includes(member.name));
    return { name, isRestarted, ...given({ enabled: at('enabled'), ensureRunning: at('ensureRunning') }) };
  });
}
