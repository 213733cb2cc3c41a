// npm run demo: the whole story on this machine, with nothing installed: the local cloud, the built action run as GitHub's runner runs it,
// version 1 into both modes, version 2 under a constant stream of requests, version 3 broken and rolled back, then the unchanged tree once more.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from './stage/local-cloud.js';
import { runAction } from './stage/runner.js';
import { requestStream } from './stage/stream.js';

const keep = process.argv.includes('--keep');
const began = Date.now();
const say = (text) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);

const heading = (text) => console.log(`\n${text}\n${'─'.repeat(text.length)}`);
const inBothModes = (work) => Promise.all(Object.keys(modes).map(work));
const label = (version) => `v${version}`;

const room = mkdtempSync(join(tmpdir(), 'beanpole-demo-'));
const workspace = join(room, 'hello');
cpSync(new URL('../examples/hello-node', import.meta.url).pathname, workspace, { recursive: true });

const modes = { tiny: 'single-instance', production: 'high-availability' };
/** @type {Record<string, string>} */
const urls = {};
/** @type {{name: string, good: boolean}[]} */
const checks = [];
let looking = false;
const check = (name, good) => {
  checks.push({ name, good });
  say(`${good ? 'as it must be' : 'WRONG'}: ${name}`);
};

say('starting the local cloud: AWS on this machine, an AWS second passes in 50 ms');
const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale: 20 });
/** Ctrl-C ends the demo, or the look at what it has left. */
const interrupted = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
});
void interrupted.then(async () => {
  if (looking) return;
  await leave();
  process.exit(130);
});
say(`it listens on ${cloud.endpoint}`);

try {
  await versionOne();
  await versionTwo();
  await versionThree();
  await unchanged();
} catch (error) {
  check(`the demo ran to its end (${error.stack})`, false);
} finally {
  await finish();
}

async function versionOne() {
  heading('Version 1 into both modes');
  for (const environment of Object.keys(modes)) {
    const step = await deploy(environment, '1');
    check(`${environment}: created`, step.code === 0 && step.outputs.outcome === 'created');
    urls[environment] = step.outputs.url;
    const page = await fetch(step.outputs.url).then((answer) => answer.text());
    check(`${environment}: ${step.outputs.url} shows the page of version 1`, page.includes('<strong>1</strong>'));
  }
}

async function versionTwo() {
  heading('Version 2, rolled out under a constant stream of requests');
  write('2');
  await inBothModes(async (environment) => {
    const { step, seen } = await underLoad(environment, '2');
    check(
      `${environment}: updated`,
      step.code === 0 && step.outputs.outcome === 'updated' && step.outputs.version === step.label,
    );
    check(`${environment}: no request failed`, seen.sent > 0 && seen.failed === 0);
    check(`${environment}: version 2 has taken over`, lastOf(seen) === '2');
  });
}

async function versionThree() {
  heading('Version 3 is broken: the gate refuses it and the update goes back');
  write('3');
  writeFileSync(
    join(workspace, 'server.js'),
    "console.log('connecting to the database …');\nconsole.error('Error: connect ECONNREFUSED 10.0.3.7:5432 (this is how version 3 is broken)');\nprocess.exit(1);\n",
  );
  await inBothModes(async (environment) => {
    const { step, seen } = await underLoad(environment, '3');
    check(
      `${environment}: the run is red and says rolled-back`,
      step.code !== 0 && step.outputs.outcome === 'rolled-back',
    );
    check(
      `${environment}: the log shows the application's own last line`,
      step.log.includes('this is how version 3 is broken'),
    );
    check(
      `${environment}: it says that version 2 is live`,
      step.outputs.version === label('2') && /live/i.test(step.log),
    );
    check(`${environment}: no request failed`, seen.sent > 0 && seen.failed === 0);
    check(`${environment}: version 3 never answered`, !('3' in seen.versions));
  });
}

async function unchanged() {
  heading('The tree of version 2 once more: nothing to do');
  cpSync(new URL('../examples/hello-node', import.meta.url).pathname, workspace, { recursive: true });
  write('2');
  const step = await deploy('production', '2');
  check(
    'production: unchanged, nothing uploaded, no instance touched',
    step.code === 0 && step.outputs.outcome === 'unchanged',
  );
}

async function finish() {
  const bad = checks.filter((one) => !one.good);
  if (keep && bad.length === 0) {
    heading('Kept, as asked: look at it, then press Ctrl-C');
    for (const [environment, url] of Object.entries(urls)) say(`${environment} (${modes[environment]}): ${url}`);
    say(`AWS_ENDPOINT_URL=${cloud.endpoint} aws cloudformation describe-stacks`);
    looking = true;
    await interrupted;
  }
  await leave();
  heading(
    `The end, after ${((Date.now() - began) / 1000).toFixed(0)} s; the local cloud and all that ran in it are gone`,
  );
  for (const one of bad) console.log(`WRONG: ${one.name}`);
  console.log(`${checks.length - bad.length} passed, ${bad.length} failed, 0 skipped`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}

async function leave() {
  await cloud.stop();
  rmSync(room, { recursive: true, force: true });
}

/** Runs the step for one environment; its notable lines join the timeline. */
async function deploy(environment, version) {
  const step = await runAction({
    workspace,
    inputs: { environment, 'version-label': label(version) },
    environment: cloud.environment,
    onLine: (line) => {
      for (const told of shown(line)) say(`  ${environment.padEnd(10)} │ ${told}`);
    },
  });
  return { ...step, label: label(version) };
}

/** A line of the log as GitHub shows it: its own commands (`::group::`, `::error::`) are not text, and their line ends are encoded. */
function shown(line) {
  const text = line.replace(/^::(group|error|warning)[^:]*::/, '');
  if (text.startsWith('::')) return [];
  return text
    .split('%0A')
    .map((one) => one.replaceAll('%25', '%').trimEnd())
    .filter((one) => one !== '');
}

async function underLoad(environment, version) {
  const stream = requestStream(urls[environment]);
  const step = await deploy(environment, version);
  const seen = await stream.stop();
  say(
    `${environment}: ${seen.sent} requests sent, ${seen.failed} failed, ${seen.resent} sent again over a fresh connection`,
  );
  for (const [answered, { answers, firstMs, lastMs }] of Object.entries(seen.versions)) {
    say(
      `${environment}: version ${answered} gave ${answers} answers, the first after ${(firstMs / 1000).toFixed(1)} s, the last after ${(lastMs / 1000).toFixed(1)} s`,
    );
  }
  for (const failure of seen.failures.slice(0, 5)) say(`${environment}: failed ${failure}`);
  return { step, seen };
}

/** The version whose answer came last. */
function lastOf(seen) {
  return Object.entries(seen.versions).sort(([, one], [, other]) => other.lastMs - one.lastMs)[0]?.[0];
}

/** Gives the sample application a version number. */
function write(version) {
  const file = join(workspace, 'package.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"version": "\d+"/, `"version": "${version}"`));
}
