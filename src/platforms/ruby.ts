import type { Command, Platform, Source, Start } from './platform.ts';
import { compileAssets, keyMissing, keyToCome, migrate } from './rails.ts';
import { named } from './sign.ts';

/** Ruby with Bundler; Puma serves Rack and Rails. */
export const ruby: Platform = {
  name: 'ruby',
  title: 'Ruby',
  system: 'linux',
  versions: [
    {
      version: '3.4',
      packages: ['ruby3.4', 'ruby3.4-rubygems', 'ruby3.4-rubygem-bundler'],
      buildPackages: ['ruby3.4-devel', 'gcc', 'gcc-c++', 'make', 'libyaml-devel', 'git'],
      endOfLife: '2028-03-31',
      programs: {},
    },
  ],
  defaultVersion: '3.4',
  manifests: named('Gemfile', 'config.ru'),
  entries: named('application.rb', 'app.rb'),
  endings: ['.rb', '.ru'],
  port: 8080,
  environment: () => ({
    RACK_ENV: 'production',
    RAILS_ENV: 'production',
    APP_ENV: 'production',
    RAILS_LOG_TO_STDOUT: '1',
    RAILS_SERVE_STATIC_FILES: '1',
    BUNDLE_WITHOUT: 'development:test',
  }),
  path: [],
  staticFiles: { '/assets': 'public/assets' },
  leavesOut: ['vendor/bundle/'],
  install,
  build: compileAssets,
  once: migrate,
  start,
  accepted: [
    'a Procfile with a process "web"',
    'puma in Gemfile, with config/puma.rb or config.ru',
    'config.ru',
    'application.rb',
    'app.rb',
  ],
  check: () => {},
  wants: keyToCome,
  remedies: [keyMissing],
};

/** Gems lie in the release: two releases stand beside each other, each with its own. */
function install({ files }: Source): readonly Command[] {
  if (!files.includes('Gemfile')) return [];
  const locked = files.includes('Gemfile.lock') ? [['bundle', 'config', 'set', '--local', 'deployment', 'true']] : [];
  return [
    ['bundle', 'config', 'set', '--local', 'path', 'vendor/bundle'],
    ...locked,
    ['bundle', 'install', '--jobs', '4', '--retry', '3'],
  ];
}

function gem({ read }: Source, name: string): boolean {
  return new RegExp(`^\\s*gem\\s+["']${name}["']`, 'm').test(read('Gemfile') ?? '');
}

/** A puma.rb of the application's own binds to PORT itself, as the one of Rails does. */
function start(source: Source): Start | undefined {
  const { files } = source;
  const bundled = files.includes('Gemfile') ? 'bundle exec ' : '';
  const rack = files.includes('config.ru');
  if (gem(source, 'puma') && files.includes('config/puma.rb')) return ownPuma(source);
  if (gem(source, 'puma') && rack) {
    return web('bundle exec puma --bind "tcp://127.0.0.1:$PORT"', 'puma in Gemfile, and config.ru');
  }
  if (rack) return web(`${bundled}rackup --host 127.0.0.1 --port "$PORT"`, 'config.ru');
  const file = ['application.rb', 'app.rb'].find((name) => files.includes(name));
  if (file === undefined) return undefined;
  // Sinatra takes its address from the command line.
  const options = /^\s*require\s+["']sinatra["']/m.test(source.read(file) ?? '') ? ' -o 127.0.0.1 -p "$PORT"' : '';
  return web(`${bundled}ruby ${file}${options}`, file);
}

/** Puma does not make the directory that the configuration of Rails lays its pid into, and git keeps no empty one. */
function ownPuma({ read }: Source): Start {
  const config = 'config/puma.rb';
  const pids = /\btmp\/pids\//.test(read(config) ?? '') ? 'mkdir -p tmp/pids && ' : '';
  return { processes: [{ name: 'web', command: `${pids}exec bundle exec puma` }], because: config };
}

function web(command: string, because: string): Start {
  return { processes: [{ name: 'web', command: `exec ${command}` }], because };
}
