import { readManifest } from './manifest.ts';
import type { Command, Platform, PlatformVersion, Source, Start } from './platform.ts';
import { named } from './sign.ts';

/** Node.js with npm, as packaged by Amazon Linux 2023 (https://docs.aws.amazon.com/linux/al2023/ug/nodejs.html). */
export const node: Platform = {
  name: 'node',
  title: 'Node.js',
  system: 'linux',
  versions: [version('24', '2028-04-30'), version('22', '2027-04-30')],
  defaultVersion: '24',
  manifests: named('package.json'),
  entries: named('app.js', 'server.js'),
  endings: ['.js', '.mjs', '.cjs', '.ts'],
  port: 8080,
  // npm would look for a newer npm at every start, and its notice would stand among the application's own last lines.
  environment: () => ({ NODE_ENV: 'production', NPM_CONFIG_UPDATE_NOTIFIER: 'false' }),
  path: ['node_modules/.bin'],
  staticFiles: {},
  leavesOut: [],
  install,
  build: () => [],
  start,
  accepted: [
    'a Procfile with a process "web"',
    'scripts.start in package.json',
    'app.js',
    'server.js',
    'main in package.json',
  ],
  check: (source) => void readManifest(source),
};

/** The versions stand beside each other under names of their own (`node-24`); the plain name belongs to the one installed first. */
function version(major: string, endOfLife: string): PlatformVersion {
  return {
    version: major,
    packages: [`nodejs${major}`, `nodejs${major}-npm`],
    endOfLife,
    programs: { node: `node-${major}`, npm: `npm-${major}`, npx: `npx-${major}` },
  };
}

/** `node_modules` in the bundle means that the runner has built it: what was tested there is what runs here. */
function install(source: Source): readonly Command[] {
  const built = source.files.some((file) => file.startsWith('node_modules/'));
  const manifest = readManifest(source);
  if (built || !manifest?.installs) return [];
  const locked = source.files.includes('package-lock.json') || source.files.includes('npm-shrinkwrap.json');
  return [['npm', locked ? 'ci' : 'install', '--omit=dev', '--no-audit', '--no-fund']];
}

function start(source: Source): Start | undefined {
  const manifest = readManifest(source);
  if (manifest?.start !== undefined) return web('npm start', 'scripts.start in package.json');
  for (const file of ['app.js', 'server.js']) {
    if (source.files.includes(file)) return web(`node ${file}`, file);
  }
  const main = manifest?.main;
  const file = [main, `${main}.js`, `${main}/index.js`].find(
    (name) => name !== undefined && source.files.includes(name),
  );
  return file === undefined ? undefined : web(`node "${file}"`, 'main in package.json');
}

function web(command: string, because: string): Start {
  return { processes: [{ name: 'web', command }], because };
}
