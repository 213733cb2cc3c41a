import { BeanpoleError } from '../errors.ts';
import { folderOf, type Platform, type PlatformVersion, type Source, type Start } from './platform.ts';
import { named } from './sign.ts';
import { iisPlan, manifestFile } from './windows/manifest.ts';

/** The roles and features of the server that IIS and ASP.NET are made of. */
const features = ['Web-Server', 'Web-Asp-Net45', 'Web-WebSockets', 'Web-Scripting-Tools'];

/** .NET behind IIS on Windows Server: what the deployment manifest of the bundle names. */
export const dotnetWindows: Platform = {
  name: 'dotnet-windows',
  title: '.NET on Windows Server',
  system: 'windows',
  versions: [server('2025', '2034-11-14'), server('2022', '2031-10-14')],
  defaultVersion: '2025',
  manifests: named(manifestFile),
  entries: [],
  endings: [],
  port: 5000,
  environment: () => ({ ASPNETCORE_ENVIRONMENT: 'Production', DOTNET_CLI_TELEMETRY_OPTOUT: '1' }),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: () => [],
  build: () => [],
  start,
  accepted: [manifestFile],
  check,
};

function server(version: string, endOfLife: string): PlatformVersion {
  return { version, packages: features, endOfLife, programs: {} };
}

/** Where the host finds what IIS shall be made into. */
export function iisFile(port: number): string {
  return `${folderOf({ port })}/iis.json`;
}

function start(source: Source): Start | undefined {
  if (!source.files.includes(manifestFile)) return undefined;
  const plan = iisPlan(source);
  const words = plan.deployments.map(({ name, site, path }) => `${name} at ${site}${path}`).join(', ');
  return {
    // IIS starts and restarts its own processes: this only says in the log what it serves.
    processes: [{ name: 'web', command: `IIS: ${words}` }],
    because: manifestFile,
    files: ({ port }) => ({ [iisFile(port)]: JSON.stringify(plan, undefined, 2) }),
  };
}

/** What the Windows host would not carry out is refused before anything is touched. */
function check(source: Source): void {
  iisPlan(source);
  const { files } = source;
  const foreign =
    ['Procfile', 'Buildfile'].find((file) => files.includes(file)) ??
    files.find((file) => file.startsWith('.platform/'));
  if (foreign !== undefined) refuse(`"${foreign}" is for platforms on Linux.`);
}

function refuse(message: string): never {
  throw new BeanpoleError('settings', message, {
    fix: `Let a script of ${manifestFile} do it, or put it into the machine image with instances.packer or instances.image.`,
  });
}
