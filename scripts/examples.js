// npm run examples: deploys each example whose runtime this machine has to the local cloud: version 1, version 2, then a broken version 3 that must leave
// version 2 where it was. With words, only the examples that they name.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bringDotnet } from './stage/dotnet.js';
import { examples } from './stage/examples.js';
import { startLocalCloud } from './stage/local-cloud.js';
import { isHere } from './stage/programs.js';
import { runAction } from './stage/runner.js';

/** AWS seconds in a real one: compilers and virtual machines do not run faster here. */
const scale = 10;
const set = ['health.deadline=20m', 'deploy.timeout=1h', 'deploy.drain=10s'].join('\n');

const words = process.argv.slice(2);
const began = Date.now();
const room = mkdtempSync(join(tmpdir(), 'beanpole-examples-'));
const rows = examples
  .filter(({ name }) => words.length === 0 || words.includes(name))
  .map((row) => (row.needs.includes('dotnet') && !isHere('dotnet') ? { ...row, ...bringDotnet(room) } : row));
const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cloud.stop().then(() => process.exit(130)));
const count = { passed: 0, failed: 0, skipped: 0 };
try {
  for (const row of rows) await judge(row);
} finally {
  await cloud.stop();
  rmSync(room, { recursive: true, force: true });
}
console.log(`\nAll of it took ${((Date.now() - began) / 1000).toFixed(0)} s.`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;

async function judge(row) {
  const missing = row.needs.filter((one) => !isHere(one));
  if (missing.length > 0 || row.page === undefined) {
    count.skipped += 1;
    console.log(`${row.name.padEnd(22)} not run here (needs ${row.needs.join(', ')})`);
    return;
  }
  const start = Date.now();
  const wrong = await play(row).catch((error) => [error.stack]);
  count[wrong.length === 0 ? 'passed' : 'failed'] += 1;
  const verdict = wrong.length === 0 ? 'v1, v2, and v2 again after a broken v3' : 'WRONG';
  console.log(`${row.name.padEnd(22)} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${verdict}`);
  for (const line of wrong) console.log(line.replace(/^/gm, '      '));
}

/** What was not as it must be, one text each. */
async function play({ name, make = copy, page: [file, mark, said], broken }) {
  const workspace = join(room, name);
  make(workspace, name);
  const first = readFileSync(join(workspace, file), 'utf8');
  let url = '';
  for (const version of ['v1', 'v2']) {
    writeFileSync(join(workspace, file), first.replaceAll(mark, said(version)));
    const step = await deploy(workspace, name);
    if (step.code !== 0) return [`${version} was not deployed:`, last(step.log)];
    url = step.outputs.url;
    const text = await fetch(url).then((answer) => answer.text());
    if (!text.includes(version)) return [`${version} answers "${text}"`];
    const told = await timeline(step.outputs.version);
    console.log(`${name.padEnd(22)} ${version}: ${told ?? 'the instance said nothing of its steps'}`);
  }
  for (const [path, make] of Object.entries(broken)) {
    const whole = join(workspace, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, make(existsSync(whole) ? readFileSync(whole, 'utf8') : ''));
  }
  const step = await deploy(workspace, name);
  const text = await fetch(url).then((answer) => answer.text());
  return [
    ...(step.code === 0 ? ['the broken v3 was green'] : []),
    ...(text.includes('v2') ? [] : [`after the broken v3 the page is "${text}"`]),
    ...(step.outputs.outcome === 'rolled-back' ? [] : [`the outcome is ${step.outputs.outcome}`, last(step.log)]),
  ];
}

function copy(workspace, name) {
  cpSync(new URL(`../examples/${name}`, import.meta.url).pathname, workspace, { recursive: true });
}

function deploy(workspace, name) {
  const inputs = { application: `ex-${name}`, environment: 'test', set };
  return runAction({ workspace, inputs, environment: cloud.environment });
}

/** The agent's own words about an instance of the version: how long each step of its boot took. It says them after its signal, which may be after the deploy's end. */
async function timeline(label) {
  for (let left = 50; left > 0; left--) {
    const logs = readdirSync(join(room, 'cloud'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('log/agent.log'),
    );
    const lines = logs.flatMap((path) => readFileSync(join(room, 'cloud', path), 'utf8').split('\n'));
    const told = lines.find((line) => line.includes(` ${label} serves: `));
    if (told !== undefined) return told.replace(/^.* serves: /, '');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

function last(log) {
  return log.split('\n').slice(-30).join('\n');
}
