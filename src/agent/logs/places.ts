import { basename, relative } from 'node:path';
import type { LogFile } from './files.ts';
import { filesLike } from './find.ts';

/**
 * What the agent and its steps write below its own directory. On a machine with systemd the application's processes are in the journal, and their files here are but copies for
 * a report.
 */
const steps = ['agent', 'events', 'install', 'build', 'prebuild', 'predeploy', 'postdeploy', 'extensions', 'once'];

/** On Amazon Linux: the agent's own, nginx's, and what the settings name. */
export function filesOnAmazon(home: string, named: readonly string[]): readonly LogFile[] {
  const own = [...steps.map((step) => `log/${step}.log`), 'log/*/agent.log'];
  return [...ofAgent(home, own), ...elsewhere('/', ['/var/log/nginx/*.log', ...named])];
}

/** In the local cloud everything is written below the agent's own directory, and paths begin in that of the instance. */
export function filesOfLocal(home: string, root: string, named: readonly string[]): readonly LogFile[] {
  return [...ofAgent(home, ['log/*.log', 'log/*/agent.log']), ...elsewhere(root, named)];
}

function ofAgent(home: string, patterns: readonly string[]): readonly LogFile[] {
  return patterns.flatMap((pattern) => filesLike(pattern, home).map((path) => ({ path, log: basename(path, '.log') })));
}

/** Called by its path on the machine, without the first slash. */
function elsewhere(root: string, patterns: readonly string[]): readonly LogFile[] {
  return patterns.flatMap((pattern) => filesLike(pattern, root).map((path) => ({ path, log: relative(root, path) })));
}
