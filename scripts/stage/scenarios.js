import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultPlan } from './fault-plan.js';
import { inventory } from './inventory.js';
import { startLocalCloud } from './local-cloud.js';
import { runAction } from './runner.js';
import { copyState } from './state-copy.js';

/** AWS seconds per real second: quick, and still slow enough that an instance boots within its health deadline on a busy machine. */
export const scale = 30;

/** What a run is meant to reach, from which state: the words for `start`. */
export const scenarios = {
  create: { from: 'empty', version: '1', inputs: { 'version-label': 'v1' }, live: 'v1', labels: ['v1'] },
  update: { from: 'running', version: '2', inputs: { 'version-label': 'v2' }, live: 'v2', labels: ['v1', 'v2'] },
  destroy: { from: 'running', version: '1', inputs: { command: 'destroy' }, live: undefined, labels: ['v1'] },
};

/**
 * A room with the states from which scenarios start: nothing, and version 1 running. Made once; every run gets a copy.
 * @returns {Promise<{path: string, remove: () => void}>}
 */
export async function openTheatre() {
  const path = mkdtempSync(join(tmpdir(), 'beanpole-faults-'));
  const theatre = { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  mkdirSync(join(path, 'empty'));
  for (const version of ['1', '2']) writeApplication(join(path, `version-${version}`), version);
  const cloud = await startLocalCloud({ state: join(path, 'running'), scale });
  try {
    const step = await act({ cloud, theatre, scenario: scenarios.create });
    if (step.code !== 0) throw new Error(`Version 1 could not be prepared:\n${step.log}`);
  } catch (error) {
    theatre.remove();
    throw error;
  } finally {
    await cloud.stop();
  }
  return theatre;
}

export function writeApplication(directory, version) {
  mkdirSync(directory);
  const scripts = { start: 'node server.js' };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'story', version, private: true, scripts }));
  writeFileSync(
    join(directory, 'server.js'),
    `const { createServer } = require('node:http');
const server = createServer((_, answer) => answer.end('version ${version}'));
server.listen(process.env.PORT);
process.on('SIGTERM', () => server.close());
`,
  );
  writeFileSync(
    join(directory, 'beanpole.yml'),
    `application: story
mode: single-instance
health: { interval: 10s, successes: 2, deadline: 5m }
deploy: { timeout: 10m, drain: 10s, limit: 11m }
`,
  );
}

/**
 * Opens a copy of the state from which a scenario starts, lets `play` work on it, and takes it away.
 * @template T
 * @param {{path: string}} theatre
 * @param {keyof typeof scenarios} name
 * @param {(stage: {endpoint: string, act: (more?: object) => ReturnType<typeof runAction>, plan: ReturnType<typeof faultPlan>, wrong: (settleMs?: number) => Promise<string[]>}) => Promise<T>} play
 * @returns {Promise<T>}
 */
export async function onStage(theatre, name, play) {
  const scenario = scenarios[name];
  const state = mkdtempSync(join(theatre.path, `${name}-`));
  await copyState(join(theatre.path, scenario.from), state);
  const cloud = await startLocalCloud({ state, scale });
  try {
    return await play({
      endpoint: cloud.endpoint,
      plan: faultPlan(cloud.endpoint),
      act: (more = {}) => act({ cloud, theatre, scenario, ...more }),
      wrong: (settleMs = 20_000) => wrongIn(cloud.endpoint, scenario, settleMs),
    });
  } finally {
    await cloud.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** Runs the action as the scenario has it. `environment`: more variables of the run. */
function act({ cloud, theatre, scenario, environment = {}, inputs = {}, ...more }) {
  return runAction({
    workspace: join(theatre.path, `version-${scenario.version}`),
    inputs: { environment: 'single', ...scenario.inputs, ...inputs },
    environment: { ...cloud.environment, BEANPOLE_POLL_MS: '250', ...environment },
    ...more,
  });
}

/** Everything in which a cloud is not as the scenario wants it in the end; empty once all is well. `settleMs`: real time for what nobody waits for, as the end of the old instance. */
async function wrongIn(endpoint, scenario, settleMs) {
  for (const end = Date.now() + settleMs; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const wrong = differences(await inventory(endpoint), scenario);
    if (wrong.length === 0 || Date.now() > end) return wrong;
  }
}

function differences(found, { live, labels }) {
  const stacks = live === undefined ? ['story'] : ['story', 'story-single', 'story-single-data'];
  const settled = ([, status]) => ['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(status);
  const one = live === undefined ? 0 : 1;
  return [
    ...differs('stacks', Object.keys(found.stacks).sort(), stacks),
    ...Object.entries(found.stacks).flatMap((stack) => (settled(stack) ? [] : [`${stack[0]} is ${stack[1]}`])),
    ...found.changeSets.map((set) => `left over: change set ${set}`),
    ...differs('versions', Object.keys(found.versions).sort(), labels),
    ...Object.entries(found.versions).flatMap(([label, key]) =>
      found.bundles.includes(key) ? [] : [`version ${label} has no bundle`],
    ),
    ...(found.instances.length === one ? [] : [`instances: ${found.instances.join(', ') || 'none'}`]),
    ...(found.addresses.length === one ? [] : [`addresses: ${found.addresses.join(', ') || 'none'}`]),
    ...differs('live version', found.live, live),
  ];
}

function differs(what, found, wanted) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  return is === should ? [] : [`${what}: ${is}, not ${should}`];
}
