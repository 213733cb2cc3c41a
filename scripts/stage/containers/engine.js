import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startRegistry } from './registry.js';

/** The registry whose images the examples and the platforms name. */
const registry = 'public.ecr.aws';
const patienceMs = 60_000;
const cgroup = 'beanpole-examples';

/**
 * Starts Docker's engine where its clients look for it, with a registry of ours behind the name of the public one. Only for a process that is alone in namespaces of its own: network, mounts and processes.
 * @param {{room: string, layout: string}} from `room`: a directory for the engine; `layout`: what `base-images.js` has made.
 * @returns {Promise<{stop: () => Promise<void>}>}
 */
export async function startEngine({ room, layout }) {
  mkdirSync(room, { recursive: true });
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
  const hosts = join(room, 'hosts');
  writeFileSync(hosts, `127.0.0.1 localhost ${registry}\n`);
  execFileSync('mount', ['--bind', hosts, '/etc/hosts']);
  const server = await startRegistry({ layout, port: 80 });
  const said = join(room, 'engine.log');
  const log = openSync(said, 'w');
  // This machine's own settings of an engine are for another one.
  const settings = join(room, 'daemon.json');
  writeFileSync(
    settings,
    JSON.stringify({
      'data-root': join(room, 'data'),
      'insecure-registries': [registry],
      'cgroup-parent': `/${cgroup}`,
      'exec-opts': ['native.cgroupdriver=cgroupfs'],
    }),
  );
  const engine = spawn('dockerd', ['--config-file', settings], {
    stdio: ['ignore', log, log],
    env: { ...process.env, NO_PROXY: registry, no_proxy: registry },
  });
  const gone = once(engine, 'exit');
  gone.catch(() => {});
  for (const end = Date.now() + patienceMs; !answers(); await wait(100)) {
    if (engine.exitCode === null && Date.now() < end) continue;
    throw new Error(`Docker's engine does not start: ${readFileSync(said, 'utf8').trim().split('\n').at(-1)}`);
  }
  return {
    stop: async () => {
      server.close();
      engine.kill('SIGTERM');
      const limit = setTimeout(() => engine.kill('SIGKILL'), patienceMs);
      await gone;
      clearTimeout(limit);
      // Directories of control groups are no part of a namespace.
      spawnSync('find', ['/sys/fs/cgroup', '-depth', '-type', 'd', '-path', `*/${cgroup}*`, '-delete']);
    },
  };
}

function answers() {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: patienceMs }).status === 0;
}
