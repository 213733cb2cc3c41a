// npm run matrix: every policy × every kind of version × both modes, on the local cloud, under a steady stream of requests. Prints a table and holds
// what must be true of each cell. Words on the command line choose policies or modes: npm run matrix -- immutable.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { startLocalCloud } from './stage/local-cloud.js';
import { runAction } from './stage/runner.js';
import { requestStream } from './stage/stream.js';

/** AWS seconds per real second, and environments at a time: each has a cloud of its own, and most of a roll is waiting. */
const scale = 20;
const lanes = Number(process.env.BEANPOLE_MATRIX_LANES ?? 2);
/** Longest that a cell, and the whole, may take in real time; what is not done by then is red. */
const cellMs = 180_000;
const wholeMs = Number(process.env.BEANPOLE_MATRIX_MINUTES ?? 14) * 60_000;
const fleet = 'high-availability';
const single = 'single-instance';

const rows = [
  { mode: fleet, policy: 'all-at-once' },
  { mode: fleet, policy: 'rolling', deploy: 'batch: 1' },
  { mode: fleet, policy: 'rolling-with-additional-batch', deploy: 'batch: 1' },
  { mode: fleet, policy: 'immutable' },
  { mode: fleet, policy: 'canary', deploy: 'canary: { percent: 50, pause: 3m }' },
  { mode: fleet, policy: 'in-place', deploy: 'batch: 1' },
  { mode: fleet, policy: 'blue-green', deploy: 'keep: 0' },
  // With a share of the traffic the pause is the bake.
  { mode: fleet, policy: 'weighted-canary', deploy: 'canary: { traffic: 20%, pause: 5m }, keep: 0', bake: '' },
  { mode: single, policy: 'launch-first' },
  { mode: single, policy: 'immutable' },
  { mode: single, policy: 'in-place' },
];

const listen = `require('node:http').createServer((q, a) => ANSWER).listen(process.env.PORT);
process.on('SIGTERM', () => process.exit());`;
const answering = (status, version) =>
  listen.replace(
    'ANSWER',
    `a.writeHead(q.url === '/health' ? 200 : ${status}, { 'x-app-version': '${version}' }).end('${version}')`,
  );
/** Versions by name: what they are, and whether they may live. `answers`: whether one that is bad may answer before it is found out. */
const kinds = {
  'exits at boot': { server: "console.error('no database'); process.exit(1);", good: false },
  'never healthy': {
    server: listen.replace('ANSWER', "a.writeHead(503, { 'x-app-version': 'bad' }).end('no')"),
    good: false,
  },
  '500s in the bake': { server: answering(500, 'bad'), good: false, answers: true },
  good: { server: answering(200, 'good'), good: true },
};

const words = process.argv.slice(2);
const chosen = rows.filter(({ mode, policy }) => words.every((word) => word === mode || word === policy));
const room = mkdtempSync(join(tmpdir(), 'beanpole-matrix-'));
const began = Date.now();
const cells = [];

/** The longest rows first, so that no lane ends long after the others. */
const longest = ['canary', 'blue-green', 'rolling', 'rolling-with-additional-batch'];
const queue = [...chosen].sort((one, other) => place(one) - place(other));
function place({ policy }) {
  return longest.includes(policy) ? longest.indexOf(policy) : longest.length;
}
const lane = async (/** @type {number} */ number) => {
  const cloud = await startLocalCloud({ state: join(room, `cloud-${number}`), scale });
  try {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) await playRow(row, cloud).catch(lost(row));
  } finally {
    await cloud.stop();
  }
};
const over = AbortSignal.timeout(wholeMs);
const ended = await Promise.allSettled(Array.from({ length: lanes }, (_, number) => lane(number)));
rmSync(room, { recursive: true, force: true, maxRetries: 5 });
for (const { reason } of ended.filter(({ status }) => status === 'rejected')) cells.push({ note: String(reason) });
print();

/** A row that could not be played out is red in each cell that it still owes. */
function lost({ mode, policy }) {
  return (error) => {
    console.log(error);
    const done = cells.filter((one) => one.mode === mode && one.policy === policy).map(({ kind }) => kind);
    const note = String(error.message ?? error).split('\n')[0];
    for (const kind of Object.keys(kinds))
      if (!done.includes(kind)) cells.push({ mode, policy, kind, outcome: '–', note });
  };
}

/** One environment: version `old`, then each kind of version, the good one last. */
async function playRow({ mode, policy, deploy, bake }, cloud) {
  if (over.aborted) throw new Error(`not begun within ${wholeMs / 60_000} minutes`);
  const environment = `row-${rows.findIndex((row) => row.mode === mode && row.policy === policy)}`;
  const settings = settingsOf({ mode, policy, deploy, environment, bake });
  const first = await run({ environment, label: 'old', server: answering(200, 'old'), settings }, cloud);
  if (first.code !== 0) throw new Error(`${policy} in ${mode} could not be created:\n${first.log}`);
  for (const [kind, { server, good, answers }] of Object.entries(kinds)) {
    const cell = { mode, policy, kind };
    const stream = requestStream(first.outputs.url, { senders: 5, pauseMs: 10 });
    const started = Date.now();
    // A stream that nobody stops would keep this program alive for ever.
    const step = await run({ environment, label: kind.replaceAll(' ', '-'), server, settings }, cloud).catch((error) =>
      stream.stop().then(() => Promise.reject(error)),
    );
    const seconds = (Date.now() - started) / 1000;
    const seen = await stream.stop();
    const bad = (seen.refusals.bad ?? 0) + (seen.versions.bad?.answers ?? 0);
    const versions = await versionsOf(environment, cloud);
    const result = {
      ...cell,
      outcome: step.outputs.outcome ?? `exit ${step.code}`,
      sent: seen.sent,
      failed: seen.failed,
      bad,
      seconds,
    };
    const note = wrong({
      ...result,
      good,
      answers,
      versions,
      label: kind.replaceAll(' ', '-'),
      failures: seen.failures,
    });
    cells.push({ ...result, note });
    console.log(
      `${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${mode} ${policy}: ${kind}: ${result.outcome}${note ? ` WRONG: ${note}` : ''}`,
    );
    if (note) console.log(step.log.split('\n').slice(-60).join('\n'));
  }
}

/** What is not as it must be; empty when all is well. */
function wrong({ policy, good, answers, outcome, failed, bad, versions, label, failures }) {
  const wanted = good ? 'updated' : 'rolled-back';
  const live = good ? label : 'old';
  // What stops answering for a while fails requests whatever the version is; errors that the bad version itself answered are told apart.
  const lost = failed - bad;
  // An alarm may turn a roll back while a batch starts. CloudFormation counts those instances as in service before they have proved themselves, so that under `rolling`,
  // which adds none, nobody may be left for the rest of their start.
  const mayLose = policy === 'all-at-once' || (policy === 'rolling' && answers === true);
  return [
    outcome === wanted ? '' : `ended ${outcome}, not ${wanted}`,
    versions.length === 1 && versions[0] === live ? '' : `runs ${versions.join(' and ') || 'nothing'}, not ${live}`,
    lost > 0 && !mayLose ? `${lost} requests failed (${failures.find((one) => !one.endsWith(' by bad'))})` : '',
    bad > 0 && !answers ? `the bad version answered ${bad} requests` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

function run({ environment, label, server, settings }, cloud) {
  const workspace = join(room, `${environment}-${label}`);
  mkdirSync(workspace, { recursive: true });
  const manifest = { name: 'matrix', version: '1', private: true, scripts: { start: 'node server.js' } };
  writeFileSync(join(workspace, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(workspace, 'server.js'), server);
  writeFileSync(join(workspace, 'beanpole.yml'), settings);
  const signal = AbortSignal.any([over, AbortSignal.timeout(cellMs)]);
  const step = { workspace, inputs: { environment, 'version-label': label }, environment: cloud.environment, signal };
  return runAction(step).catch((error) => {
    if (!signal.aborted) throw error;
    throw new Error(`"${label}" took longer than ${over.aborted ? 'the whole may' : `${cellMs / 1000} s`}`);
  });
}

function settingsOf({ mode, policy, deploy, environment, bake = `bake: ${mode === fleet ? 5 : 3}m, ` }) {
  const named = policy === 'launch-first' ? '' : `policy: ${policy.replace('weighted-', '')}, `;
  const size = mode === fleet ? ', instances: { min: 2, max: 4 }' : '';
  return `application: matrix-${environment.replaceAll('-', '')}
health: { path: /health, interval: 5s, timeout: 4s, successes: 2, deadline: 5m }
deploy: { ${named}${bake}${deploy ? `${deploy}, ` : ''}timeout: 20m, drain: 20s, limit: 2h }
environments: { ${environment}: { mode: ${mode}${size} } }
`;
}

/** What each running instance of an environment says that it runs, asked at its own door. */
async function versionsOf(environment, { endpoint, environment: env }) {
  const aws = new AwsClient({
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    service: 'ec2',
    region: env.AWS_REGION,
  });
  const filters = {
    'Filter.1.Name': 'tag:beanpole:environment',
    'Filter.1.Value.1': environment,
    'Filter.2.Name': 'instance-state-name',
    'Filter.2.Value.1': 'running',
  };
  const body = new URLSearchParams({ Action: 'DescribeInstances', Version: '2016-11-15', ...filters });
  const answer = await aws.fetch(endpoint, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const doors = [...(await answer.text()).matchAll(/<dnsName>([^<]+)</g)].map(([, door]) => door);
  const said = doors.map((door) =>
    fetch(`http://${door}/`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ headers }) => headers.get('x-app-version') ?? 'something else',
      () => 'nothing',
    ),
  );
  return [...new Set(await Promise.all(said))];
}

function print() {
  const head = ['mode', 'policy', 'version', 'outcome', 'requests', 'failed', 'by the bad one', 'seconds', ''];
  const lines = cells
    .sort((one, other) => rank(one) - rank(other))
    .map((one) => [
      one.mode,
      one.policy,
      one.kind,
      one.outcome,
      one.sent,
      one.failed,
      one.bad,
      one.seconds?.toFixed(1),
      one.note ? `WRONG: ${one.note}` : 'as it must be',
    ]);
  const table = [head, ...lines].map((line) => line.map((cell) => String(cell ?? '')));
  const widths = head.map((_, at) => Math.max(...table.map((line) => line[at].length)));
  console.log('');
  for (const line of table)
    console.log(
      line
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    );
  const failed = cells.filter(({ note }) => note).length;
  console.log(`\n${cells.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function rank({ mode, policy, kind }) {
  return rows.findIndex((row) => row.mode === mode && row.policy === policy) * 10 + Object.keys(kinds).indexOf(kind);
}
