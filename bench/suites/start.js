import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { nodes } from '../contestants.js';
import { sideBySide, tableOf } from '../measure.js';

export const title = 'Start';

const program = (path) => new URL(`../../dist/${path}`, import.meta.url).pathname;

/**
 * To the first line that a program prints, or to a line of its own, or to its end. `peers`: a directory with checkouts of other actions, by their names; given
 * nothing, the first that they say is what input they miss.
 */
export async function run({ tiny, rounds, cache, scratch, peers }) {
  const parts = [];
  for (const [version, node] of Object.entries(tiny ? { [process.version]: process.execPath } : await nodes(cache))) {
    const started = (name, words, env = {}, until = '') => ({
      name,
      run: () => firstLine(node, words, { cwd: scratch, env, until }),
    });
    const compiled = join(scratch, `compiled-${version}`);
    mkdirSync(compiled, { recursive: true });
    const cached = { NODE_COMPILE_CACHE: compiled };
    const action = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: scratch, GITHUB_STEP_SUMMARY: '', RUNNER_TEMP: scratch };
    const contestants = [
      started('node -e 0', ['-e', '0']),
      started('action', [program('index.js')], action),
      started('action, to its verdict on the settings', [program('index.js')], action, '::error'),
      started('action, compile cache filled', [program('index.js')], { ...action, ...cached }),
      started('command line, --help', [program('index.js'), '--help']),
      started('agent', [program('agent/index.js')]),
      started('agent, compile cache filled', [program('agent/index.js')], cached),
      started('local cloud, until it answers', [
        program('local/index.js'),
        '--port',
        '0',
        '--state',
        join(scratch, 'cloud'),
      ]),
      ...peersIn(peers).map(({ name, main }) => started(`${name}, to its verdict on its inputs`, [main], action)),
    ];
    const runs = await sideBySide(contestants, { rounds: rounds ?? (tiny ? 1 : 11) });
    parts.push({ title: `Node ${version}`, ...tableOf(runs, ['node -e 0']) });
  }
  return parts;
}

function peersIn(directory) {
  if (directory === undefined) return [];
  return readdirSync(directory).map((name) => {
    const [, main] = /^\s*main:\s*['"]?([^'"\s]+)/m.exec(readFileSync(join(directory, name, 'action.yml'), 'utf8'));
    return { name, main: join(directory, name, main) };
  });
}

function firstLine(node, words, { cwd, env, until }) {
  const { GITHUB_ACTIONS, AWS_ENDPOINT_URL, ...rest } = process.env;
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(node, words, { cwd, env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let seconds;
    const noted = () => {
      seconds ??= (performance.now() - began) / 1_000;
      // The local cloud goes on until it is told to stop.
      child.kill('SIGTERM');
    };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        if (text.includes(until)) noted();
      });
    child.on('error', reject);
    child.on('close', () => {
      noted();
      resolve({ seconds });
    });
  });
}
