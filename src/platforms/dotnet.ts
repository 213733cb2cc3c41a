import { BeanpoleError } from '../errors.ts';
import type { Command, Platform, PlatformVersion, Source, Start } from './platform.ts';

const out = '.beanpole/publish';
const newest = '10.0';

/** Or the compiler and the nodes of MSBuild wait for the next build for minutes, and hold memory that the application needs. */
const alone = ['-nodeReuse:false', '-p:UseSharedCompilation=false'];

/** .NET on Linux: what `dotnet publish` made, or a project that is published on the instance. */
export const dotnet: Platform = {
  name: 'dotnet',
  title: '.NET on Linux',
  system: 'linux',
  versions: [version(newest, '2028-11-30')],
  defaultVersion: newest,
  manifests: [{ file: '*.runtimeconfig.json' }, { file: '*.csproj' }, { file: '*.fsproj' }],
  entries: [],
  endings: ['.dll', '.cs', '.fs'],
  port: 5000,
  environment: (port) => ({
    ASPNETCORE_URLS: `http://127.0.0.1:${port}`,
    ASPNETCORE_ENVIRONMENT: 'Production',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_NOLOGO: '1',
    // The SDK makes a certificate for the developer's own browser when it runs first.
    DOTNET_GENERATE_ASPNET_CERTIFICATE: 'false',
  }),
  path: [],
  staticFiles: {},
  leavesOut: ['obj/'],
  install: () => [],
  build,
  start,
  accepted: [
    'a Procfile with a process "web"',
    'one <name>.runtimeconfig.json, with <name>.dll or a self-contained <name>',
    'one project, *.csproj or *.fsproj, at the root',
  ],
  check,
  remedies: [
    {
      heard: /You must install or update \.NET to run this application|find any compatible framework version/,
      advice: `The instance has .NET ${newest}. Publish for net${newest} or self-contained, or let the project use a newer one: <RollForward>Major</RollForward>.`,
    },
  ],
};

function version(number: string, endOfLife: string): PlatformVersion {
  const packages = [`aspnetcore-runtime-${number}`];
  return { version: number, packages, buildPackages: [`dotnet-sdk-${number}`], endOfLife, programs: {} };
}

function atRoot({ files }: Source, end: string): readonly string[] {
  return files.filter((file) => !file.includes('/') && file.endsWith(end));
}

function projects(source: Source): readonly string[] {
  return [...atRoot(source, '.csproj'), ...atRoot(source, '.fsproj')];
}

function published(source: Source): readonly string[] {
  return atRoot(source, '.runtimeconfig.json').map((file) => file.slice(0, -'.runtimeconfig.json'.length));
}

function build(source: Source): readonly Command[] {
  const [project] = projects(source);
  if (published(source).length > 0 || project === undefined) return [];
  return [['dotnet', 'publish', project, '--configuration', 'Release', '--output', out, ...alone]];
}

function start(source: Source): Start | undefined {
  const [name, ...more] = published(source);
  if (name !== undefined && more.length === 0) return publishedStart(source, name);
  const [project, ...others] = projects(source);
  if (name !== undefined || project === undefined || others.length > 0) return undefined;
  // The assembly may bear another name than the project: its own configuration file knows.
  const command = `cd ${out} && exec dotnet "$(basename *.runtimeconfig.json .runtimeconfig.json).dll"`;
  return { processes: [{ name: 'web', command }], because: project };
}

/** A self-contained application brings its own runtime: `includedFrameworks` instead of `framework`, and a program of its name. */
function publishedStart({ files, read }: Source, name: string): Start {
  const config = `${name}.runtimeconfig.json`;
  const selfContained = files.includes(name) && /"includedFrameworks"/.test(read(config) ?? '');
  const command = selfContained ? `chmod +x "./${name}" && exec "./${name}"` : `exec dotnet "${name}.dll"`;
  return { processes: [{ name: 'web', command }], because: config };
}

function check(source: Source): void {
  const several = published(source).length > 1 ? published(source) : projects(source);
  if (source.files.includes('Procfile') || several.length < 2) return;
  throw new BeanpoleError('settings', `There are several applications at the root: ${several.join(', ')}.`, {
    fix: `Write a Procfile, as in "web: dotnet ${several[0]?.replace(/\.\w+proj$/, '')}.dll".`,
  });
}
