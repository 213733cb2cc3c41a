import { BeanpoleError } from '../errors.ts';
import type { Command, Platform, Source, Start } from './platform.ts';
import { named } from './sign.ts';

/** Go: built on the instance, or a binary that came with the bundle. */
export const go: Platform = {
  name: 'go',
  title: 'Go',
  system: 'linux',
  // Amazon Linux has one Go, always a supported one; a go.mod that wants a newer toolchain gets it from Go's own proxy.
  versions: [{ version: '1', packages: [], buildPackages: ['golang'], endOfLife: '2029-06-30', programs: {} }],
  defaultVersion: '1',
  manifests: named('go.mod'),
  entries: named('application.go', 'main.go', 'bin/application', 'application'),
  endings: ['.go'],
  port: 5000,
  environment: () => ({}),
  path: ['bin'],
  staticFiles: {},
  leavesOut: [],
  install: () => [],
  build: (source) => (isBuilt(source) ? [] : [build(source)]),
  start,
  accepted: [
    'a Procfile with a process "web"',
    'bin/application or application, built already',
    'a package main at the root, application.go or main.go',
    'cmd/<name>/main.go in a module',
  ],
  check,
};

const binaries = ['bin/application', 'application'];

function isBuilt({ files }: Source): boolean {
  return binaries.some((name) => files.includes(name));
}

function start(source: Source): Start | undefined {
  const built = binaries.find((name) => source.files.includes(name));
  if (built !== undefined) return { processes: [{ name: 'web', command: `exec ./${built}` }], because: built };
  const target = source.files.includes('Buildfile') ? 'Buildfile' : main(source);
  if (target === undefined) return undefined;
  const because = target === 'Buildfile' ? target : `the package main in ${target}`;
  return { processes: [{ name: 'web', command: 'exec ./bin/application' }], because };
}

function build(source: Source): Command {
  return ['go', 'build', '-o', 'bin/application', main(source) ?? '.'];
}

/** What is compiled: the root's package, or the one command below cmd/; of several the one that bears the module's name. */
function main(source: Source): string | undefined {
  const { files } = source;
  const inModule = files.includes('go.mod');
  const root = ['application.go', 'main.go'].find((file) => files.includes(file));
  if (root !== undefined || rootIsMain(source)) return inModule ? '.' : root;
  const commands = commandsOf(source);
  const own = commands.length === 1 ? commands[0] : commands.find((name) => name === moduleName(source));
  return own === undefined ? undefined : `./cmd/${own}`;
}

function rootIsMain({ files, read }: Source): boolean {
  return files.some((file) => /^[^/]+\.go$/.test(file) && /^package main\b/m.test(read(file) ?? ''));
}

function commandsOf({ files }: Source): readonly string[] {
  return files.flatMap((file) => /^cmd\/([^/]+)\/main\.go$/.exec(file)?.[1] ?? []);
}

function moduleName({ read }: Source): string | undefined {
  const path = /^module\s+(\S+)/m.exec(read('go.mod') ?? '')?.[1];
  return path
    ?.replace(/\/v\d+$/, '')
    .split('/')
    .at(-1);
}

/** Several commands, none of them with the module's name: any choice would be a guess. */
function check(source: Source): void {
  const told = ['Procfile', 'Buildfile', ...binaries].some((file) => source.files.includes(file));
  const commands = commandsOf(source);
  if (told || main(source) !== undefined || commands.length < 2) return;
  throw new BeanpoleError('settings', `The module has several commands: ${commands.join(', ')}.`, {
    fix: `Write a Buildfile with the one that is served, as in "build: go build -o bin/application ./cmd/${commands[0]}".`,
  });
}
