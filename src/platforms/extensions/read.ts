import { LineCounter, type Node, parseDocument } from 'yaml';
import { BeanpoleError, type Problem } from '../../errors.ts';
import type { Platform, Source } from '../platform.ts';
import { type Dialect, dialects } from './dialect.ts';
import {
  type Extension,
  type Group,
  type Installer,
  type Package,
  packageSources,
  type Service,
  type User,
} from './extension.ts';
import { commandOf } from './read-commands.ts';
import { archiveOf, fileOf, originOf } from './read-files.ts';
import { given, type Member, named, type Reading, reading } from './reading.ts';

/**
 * What the files of `.ebextensions` ask of an instance, in the order of their names. Throws `settings` with every mistake and its line: Beanstalk passes over a
 * file that it cannot read.
 */
export function extensionsIn({ files, read }: Source, system: Platform['system']): readonly Extension[] {
  const problems: Problem[] = [];
  const extensions = files
    .filter((file) => /^\.ebextensions\/[^/]+\.config$/.test(file))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((file) => readExtension(file, read(file) ?? '', problems, dialects[system]));
  if (problems.length === 0) return extensions;
  const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
  throw new BeanpoleError('settings', words.join('\n'), { problems });
}

function readExtension(file: string, text: string, problems: Problem[], dialect: Dialect): Extension {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const from = reading(file, lines, problems);
  // What is no YAML has been refused with the settings.
  const root =
    document.errors.length > 0 || document.contents === null ? [] : from.members(document.contents, 'the file');
  for (const { name, node } of root)
    if (dialect.missing.includes(name))
      from.report(node, `There are no ${name} by .ebextensions on ${dialect.machine}.`, 'Make them by a command.');
  const at = (name: string) => root.find((member) => member.name === name)?.node;
  const list = <T>(name: string, one: (member: Member) => readonly T[]): readonly T[] =>
    from.members(at(name), name).flatMap(one);
  return {
    file,
    packages: inOrder(list('packages', (member) => packagesOf(member, from, dialect))),
    installers: list('packages', (member) => (member.name === 'msi' ? installersOf(member, from) : [])),
    groups: list('groups', ({ name, node }) => [groupOf(name, node, from)]),
    users: list('users', ({ name, node }) => [userOf(name, node, from)]),
    sources: list('sources', (member) => archiveOf(member, from, dialect)),
    files: byName(
      list('files', (member) => fileOf(member, from, dialect)),
      ({ path }) => path,
    ),
    commands: byName(
      list('commands', (member) => commandOf(member, from, 'commands', dialect)),
      ({ name }) => name,
    ),
    services: list('services', (member) => servicesOf(member, from, dialect)),
    containerCommands: byName(
      list('container_commands', (member) => commandOf(member, from, 'container_commands', dialect)),
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

function packagesOf({ name: by, node }: Member, from: Reading, { packages }: Dialect): readonly Package[] {
  if (!packages.includes(by))
    from.report(node, `Packages cannot be installed by "${by}" here.`, `Accepted: ${packages.join(', ')}.`);
  const source = packageSources.find((one) => one === by);
  if (source === undefined) return [];
  return from.members(node, `packages of ${by}`).map(({ name, node: versions }) => ({
    by: source,
    name,
    versions: from.texts(versions, `the versions of ${name}`).filter((version) => version !== ''),
  }));
}

function installersOf({ node }: Member, from: Reading): readonly Installer[] {
  return from.members(node, 'packages of msi').flatMap(({ name, node: address }) => {
    const url = from.text(address, `the address of ${name}`);
    if (url === undefined) return [];
    if (!/^(https?|s3):\/\//.test(url))
      from.report(
        address,
        `"${url}" is not the address of a package.`,
        'Write one as in https://example.com/tool.msi.',
      );
    return [{ name, from: originOf(url, undefined) }];
  });
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

function servicesOf({ name: by, node }: Member, from: Reading, { services }: Dialect): readonly Service[] {
  if (!services.includes(by)) {
    from.report(node, `Services cannot be kept by "${by}" here.`, `Accepted: ${services.join(', ')}.`);
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
