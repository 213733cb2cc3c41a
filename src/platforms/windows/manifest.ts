import { BeanpoleError } from '../../errors.ts';
import type { Source } from '../platform.ts';
import { type AppPool, defaultPool, poolOf } from './pools.ts';
import { type Members, members, only, optionalText, refuse, textOf, truth } from './reading.ts';

/** The file that says what IIS shall serve. */
export const manifestFile = 'aws-windows-deployment-manifest.json';

/** What IIS is made into: the manifest with all its defaults. The scripts of the Windows host read it as JSON. */
export interface IisPlan {
  readonly reset: boolean;
  readonly pools: readonly AppPool[];
  readonly sites: readonly Site[];
  readonly deployments: readonly Deployment[];
}

export interface Site {
  readonly name: string;
  /** Absolute, `C:\inetpub\wwwroot`. */
  readonly physicalPath: string;
  readonly bindings: readonly { readonly protocol: 'http'; readonly port: number; readonly hostName: string }[];
}

/** Where in a deployment a script of the bundle runs. */
export const moments = ['preInstall', 'install', 'postInstall', 'preRestart', 'restart', 'postRestart'] as const;
export type Moment = (typeof moments)[number];

export interface Deployment {
  readonly kind: 'msDeploy' | 'aspNetCoreWeb' | 'custom';
  readonly name: string;
  /** Path in the bundle of a zip, or of a directory; none for `custom`. */
  readonly bundle?: string;
  readonly site: string;
  /** `/`, or the path of an application in the site. */
  readonly path: string;
  readonly pool: string;
  readonly architecture: 32 | 64;
  /** Scripts of the bundle, by the moment at which they run. */
  readonly scripts: { readonly [moment in Moment]?: { readonly file: string; readonly ignoreErrors: boolean } };
}

const defaultSite = 'Default Web Site';
const kinds = ['msDeploy', 'aspNetCoreWeb', 'custom'] as const;

/** Reads the manifest. Throws `settings` for what is not understood, names nothing that is in the bundle, or would leave port 80 without a site. */
export function iisPlan(source: Source): IisPlan {
  const top = members(parse(source.read(manifestFile) ?? ''), 'the manifest');
  only(top, 'the manifest', ['manifestVersion', 'skipIISReset', 'iisConfig', 'deployments']);
  if (top['manifestVersion'] !== 1) refuse('manifestVersion', 'must be 1');
  const config = members(top['iisConfig'] ?? {}, 'iisConfig');
  only(config, 'iisConfig', ['websites', 'appPools']);
  const pools = [defaultPool, ...list(config, 'iisConfig', 'appPools').map(poolOf)];
  const sites = sitesOf(list(config, 'iisConfig', 'websites').map(siteOf));
  const all = members(top['deployments'] ?? {}, 'deployments');
  only(all, 'deployments', kinds);
  const deployments = kinds.flatMap((kind) =>
    list(all, 'deployments', kind).map((one, index) =>
      deploymentOf(kind, members(one, `deployments.${kind}[${index}]`), `deployments.${kind}[${index}]`),
    ),
  );
  if (deployments.length === 0) refuse('deployments', 'names nothing to deploy');
  const plan = { reset: !truth(top, 'skipIISReset', 'the manifest'), pools, sites, deployments };
  checkNames(plan, source);
  return plan;
}

function parse(text: string): unknown {
  try {
    // Visual Studio writes a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw broken(cause);
  }
}

function broken(cause: unknown): BeanpoleError {
  return new BeanpoleError('settings', `${manifestFile} is not valid JSON: ${(cause as Error).message}`, { cause });
}

function list(from: Members, where: string, name: string): readonly unknown[] {
  const value = from[name] ?? [];
  return Array.isArray(value) ? value : refuse(`${where}.${name}`, 'must be a list');
}

/** The default site is always there, for whoever deploys to it without saying more. */
function sitesOf(own: readonly Site[]): readonly Site[] {
  if (own.some(({ name }) => name === defaultSite)) return own;
  const taken = own.some(({ bindings }) => bindings.some(({ port, hostName }) => port === 80 && hostName === ''));
  const bindings = taken ? [] : [{ protocol: 'http', port: 80, hostName: '' } as const];
  return [{ name: defaultSite, physicalPath: 'C:\\inetpub\\wwwroot', bindings }, ...own];
}

function siteOf(value: unknown, index: number): Site {
  const where = `iisConfig.websites[${index}]`;
  const site = members(value, where);
  only(site, where, ['name', 'physicalPath', 'bindings']);
  const name = textOf(site, 'name', where);
  const bindings = list(site, where, 'bindings').map((one, at) => bindingOf(one, `${where}.bindings[${at}]`));
  const physicalPath = optionalText(site, 'physicalPath', where) ?? `C:\\inetpub\\${name}`;
  return {
    name,
    physicalPath,
    bindings: bindings.length > 0 ? bindings : [{ protocol: 'http', port: 80, hostName: '' }],
  };
}

function bindingOf(value: unknown, where: string): Site['bindings'][number] {
  const binding = members(value, where);
  only(binding, where, ['protocol', 'port', 'hostName']);
  const { protocol = 'http', port = 80 } = binding;
  if (protocol !== 'http') refuse(`${where}.protocol`, 'must be http: TLS ends at the load balancer');
  if (typeof port !== 'number') return refuse(`${where}.port`, 'must be a number');
  return { protocol: 'http', port, hostName: optionalText(binding, 'hostName', where) ?? '' };
}

function deploymentOf(kind: Deployment['kind'], from: Members, where: string): Deployment {
  only(from, where, ['name', 'description', 'parameters', 'scripts', ...(kind === 'custom' ? ['architecture'] : [])]);
  const parameters = members(from['parameters'] ?? {}, `${where}.parameters`);
  const known = kind === 'custom' ? [] : ['appBundle', 'archive', 'iisWebSite', 'iisPath', 'appPool'];
  only(parameters, `${where}.parameters`, known);
  const bundle = optionalText(parameters, 'appBundle', where) ?? optionalText(parameters, 'archive', where);
  if (kind !== 'custom' && bundle === undefined) refuse(`${where}.parameters.appBundle`, 'is missing');
  const path = optionalText(parameters, 'iisPath', where) ?? '/';
  return {
    kind,
    name: textOf(from, 'name', where),
    ...(bundle === undefined ? {} : { bundle: plainPath(bundle) }),
    site: optionalText(parameters, 'iisWebSite', where) ?? defaultSite,
    path: path.startsWith('/') ? path : `/${path}`,
    pool: optionalText(parameters, 'appPool', where) ?? defaultPool.name,
    architecture: from['architecture'] === 32 ? 32 : 64,
    scripts: scriptsOf(kind, members(from['scripts'] ?? {}, `${where}.scripts`), `${where}.scripts`),
  };
}

/** Scripts for taking an application away are read and never run: an instance is launched for one version, and goes with it. */
const known: Readonly<Record<Deployment['kind'], readonly string[]>> = {
  msDeploy: ['preInstall', 'postInstall', 'preRestart', 'postRestart', 'preUninstall', 'postUninstall'],
  aspNetCoreWeb: ['preInstall', 'postInstall', 'preRestart', 'postRestart', 'preUninstall', 'postUninstall'],
  custom: ['install', 'restart', 'uninstall'],
};

function scriptsOf(kind: Deployment['kind'], from: Members, where: string): Deployment['scripts'] {
  only(from, where, known[kind]);
  const given = moments.filter((moment) => from[moment] !== undefined);
  if (kind === 'custom' && !given.includes('install')) refuse(`${where}.install`, 'is missing');
  return Object.fromEntries(
    given.map((moment) => {
      const script = members(from[moment], `${where}.${moment}`);
      only(script, `${where}.${moment}`, ['file', 'ignoreErrors']);
      const file = textOf(script, 'file', `${where}.${moment}`);
      return [moment, { file: plainPath(file), ignoreErrors: truth(script, 'ignoreErrors', `${where}.${moment}`) }];
    }),
  );
}

function plainPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '') || '.';
}

function checkNames({ pools, sites, deployments }: IisPlan, { files }: Source): void {
  const isThere = (path: string) => path === '.' || files.some((file) => file === path || file.startsWith(`${path}/`));
  for (const { name, bundle, site, pool, scripts } of deployments) {
    const paths = [...(bundle === undefined ? [] : [bundle]), ...Object.values(scripts).map(({ file }) => file)];
    const gone = paths.find((path) => !isThere(path));
    if (gone !== undefined) refuse(name, `names "${gone}", which is not in the bundle`);
    if (!sites.some((one) => one.name === site)) refuse(name, `names the site "${site}", which is nowhere described`);
    if (!pools.some((one) => one.name === pool)) refuse(name, `names the pool "${pool}", which is nowhere described`);
  }
  if (!sites.some(({ bindings }) => bindings.some(({ port }) => port === 80)))
    refuse('iisConfig.websites', 'has no site on port 80, the only one that is open');
}
