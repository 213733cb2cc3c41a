import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startLocalCloud } from './local-cloud.js';
import { runAction } from './runner.js';

/** AWS seconds in a real one: compilers and virtual machines do not run faster here. */
const scale = 10;
const set = ['health.deadline=20m', 'deploy.timeout=1h', 'deploy.drain=10s'];

/**
 * Deploys each example to a local cloud of their own: version 1, version 2, then a broken version 3 that must leave version 2 where it was. Prints a line for each.
 * @param {typeof import('./examples.js').examples} rows
 * @param {string} room a directory for the cloud and the working trees.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function playExamples(rows, room) {
  const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cloud.stop().then(() => process.exit(130)));
  const count = { passed: 0, failed: 0 };
  try {
    for (const row of rows) count[(await judge({ room, cloud }, row)) ? 'passed' : 'failed'] += 1;
  } finally {
    await cloud.stop();
  }
  return count;
}

async function judge(stage, row) {
  const start = Date.now();
  const wrong = await play(stage, row).catch((error) => [error.stack]);
  const note = row.note === undefined ? '' : ` (${row.note})`;
  const verdict = wrong.length === 0 ? `v1, v2, and v2 again after a broken v3${note}` : 'WRONG';
  console.log(`${row.name.padEnd(22)} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${verdict}`);
  for (const line of wrong) console.log(line.replace(/^/gm, '      '));
  return wrong.length === 0;
}

/** What was not as it must be, one text each. */
async function play(stage, row) {
  const { name, make = copy, page, broken } = row;
  const [file, mark, said] = page;
  const workspace = join(stage.room, name);
  make(workspace, name);
  const first = readFileSync(join(workspace, file), 'utf8');
  let url = '';
  for (const version of ['v1', 'v2']) {
    writeFileSync(join(workspace, file), first.replaceAll(mark, said(version)));
    const step = await deploy(stage, row);
    if (step.code !== 0) return [`${version} was not deployed:`, last(step.log)];
    url = step.outputs.url;
    const text = await fetch(url).then((answer) => answer.text());
    if (!text.includes(version)) return [`${version} answers "${text}"`];
    const told = await timeline(stage, step.outputs.version);
    console.log(`${name.padEnd(22)} ${version}: ${told ?? 'the instance said nothing of its steps'}`);
  }
  for (const [path, make] of Object.entries(broken)) {
    const whole = join(workspace, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, make(existsSync(whole) ? readFileSync(whole, 'utf8') : ''));
  }
  const step = await deploy(stage, row);
  const text = await fetch(url).then((answer) => answer.text());
  return [
    ...(step.code === 0 ? ['the broken v3 was green'] : []),
    ...(text.includes('v2') ? [] : [`after the broken v3 the page is "${text}"`]),
    ...(step.outputs.outcome === 'rolled-back' ? [] : [`the outcome is ${step.outputs.outcome}`, last(step.log)]),
  ];
}

function copy(workspace, name) {
  cpSync(new URL(`../../examples/${name}`, import.meta.url).pathname, workspace, { recursive: true });
}

function deploy({ room, cloud }, { name, policy }) {
  const wanted = policy === undefined ? set : [...set, `deploy.policy=${policy}`];
  const inputs = { application: `ex-${name}`, environment: 'test', set: wanted.join('\n') };
  return runAction({ workspace: join(room, name), inputs, environment: cloud.environment });
}

/** The agent's own words about an instance of the version: how long each step of its boot took. It says them after its signal, which may be after the deploy's end. */
async function timeline({ room }, label) {
  for (let left = 50; left > 0; left--) {
    const logs = readdirSync(join(room, 'cloud'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('agent.log'),
    );
    const lines = logs.flatMap((path) => readFileSync(join(room, 'cloud', path), 'utf8').split('\n'));
    const told = lines.find((line) => line.includes(` ${label} serves`));
    if (told !== undefined) return told.replace(/^.* serves( in place of \w+)?: /, '');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

function last(log) {
  return log.split('\n').slice(-30).join('\n');
}
