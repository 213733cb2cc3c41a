import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LogFile } from './files.ts';

/**
 * What the agent and its steps write below its own directory. On a machine with systemd the application's processes are in the journal, and their files here are but copies for
 * a report.
 */
const steps = ['agent', 'events', 'install', 'build', 'prebuild', 'predeploy', 'postdeploy', 'extensions', 'once'];

/** On Amazon Linux: the agent's own, nginx's, and what the settings name. */
export function filesOnAmazon(home: string, named: readonly string[]): readonly LogFile[] {
  const own = steps.map((step) => join(home, 'log', `${step}.log`));
  return [...ofAgent([...own, join(home, 'log/*/agent.log')]), ...elsewhere('/', ['/var/log/nginx/*.log', ...named])];
}

/** In the local cloud everything is written below the agent's own directory, and paths begin in that of the instance. */
export function filesOfLocal(home: string, root: string, named: readonly string[]): readonly LogFile[] {
  return [...ofAgent([join(home, 'log/*.log'), join(home, 'log/*/agent.log')]), ...elsewhere(root, named)];
}

function ofAgent(patterns: readonly string[]): readonly LogFile[] {
  return globSync([...patterns]).map((path) => ({ path, log: basename(path, '.log') }));
}

/** Called by its path on the machine, without the first slash. */
function elsewhere(root: string, patterns: readonly string[]): readonly LogFile[] {
  return globSync(
    patterns.map((pattern) => pattern.slice(1)),
    { cwd: root },
  ).map((path) => ({
    path: join(root, path),
    log: path,
  }));
}
