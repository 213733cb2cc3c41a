import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { startLocalCloud } from '../../scripts/stage/local-cloud.js';
import { runAction } from '../../scripts/stage/runner.js';
import { requestStream } from '../../scripts/stage/stream.js';
import { startSeconds } from '../../lib/report/starts.js';
import { spread } from '../measure.js';

export const title = 'Rolling update';

/** AWS seconds. A new target is good at its first check, which comes within one interval. */
const interval = 5;
/** AWS seconds that the last batch of old instances drains; that of every other one passes while the next batch starts. */
const drain = 5;
const full = { instances: 8, batch: 2, scale: 1 };
const smoke = { instances: 2, batch: 1, scale: 20 };

/**
 * One version after the other on the default policy, under load, in real time: the local cloud launches an instance at once, so that what is left is what the
 * template, the agent and the action add to the start of an application.
 */
export async function run({ tiny, rounds = 3, scratch }) {
  const size = tiny ? smoke : full;
  const cloud = await startLocalCloud({ state: join(scratch, 'rolling-cloud'), scale: size.scale });
  try {
    const first = await deploy('v0', { size, cloud, scratch });
    const load = requestStream(first.outputs.url, { senders: 4, pauseMs: 20 });
    const rolls = [];
    for (let round = 1; round <= Math.max(rounds, 1); round += 1)
      rolls.push(await roll(`v${round}`, { size, cloud, scratch }));
    const seen = await load.stop();
    return [explained(size), table(rolls, size), `${seen.sent} requests meanwhile, ${seen.failed} failed.`];
  } finally {
    await cloud.stop();
  }
}

function explained({ instances, batch, scale }) {
  return `${instances} instances in batches of ${batch}, \`rolling-with-additional-batch\`, health checks every ${interval} s, one good one opens an instance${scale === 1 ? '' : `, ${scale} AWS seconds in a real one`}. The lower bound: what the action does before it asks CloudFormation (source, bundle, upload) + batches × (median time from user data to a started application + one interval) + the drain of the last batch (${drain} s). What CloudFormation and Auto Scaling take by themselves, and being followed, is not in it.`;
}

async function roll(version, at) {
  const began = performance.now();
  const { log } = await deploy(version, at);
  const seconds = (performance.now() - began) / 1_000;
  return {
    seconds,
    before: secondsBefore(log),
    starts: (await startsOf(version, at)).sort((one, other) => one - other),
  };
}

/** What the groups of the log took before that of the environment's stack. */
function secondsBefore(log) {
  const [before = ''] = log.split('::group::Stack bench-rolling');
  return [...before.matchAll(/^\(([\d.]+) s\)$/gm)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

function table(rolls, { instances, batch, scale }) {
  const batches = Math.ceil(instances / batch);
  const rows = rolls.map(({ seconds, before, starts }, at) => {
    const start = starts[starts.length >> 1];
    const rolling = batches * (start + interval / scale);
    const bound = before + rolling + drain / scale;
    const terms = [before, rolling, bound].map((one) => one.toFixed(1));
    return [`roll ${at + 1}`, seconds.toFixed(1), spread(starts), ...terms, (seconds / bound).toFixed(2)];
  });
  const head = ['', 'wall s', 'start of an application, s', 'before the stack, s', 'batches, s', 'lower bound s'];
  return { head: [...head, '÷ lower bound'], rows };
}

async function deploy(version, { size, cloud, scratch }) {
  const workspace = join(scratch, `rolling-${version}`);
  mkdirSync(workspace);
  const files = {
    'package.json': JSON.stringify({ name: 'bench', version: '1.0.0', private: true }),
    'server.js': `require('node:http').createServer((_, answer) => answer.end('${version}')).listen(process.env.PORT);
process.on('SIGTERM', () => process.exit());`,
    'beanpole.yml': `application: bench
environment: rolling
mode: high-availability
instances: { min: ${size.instances}, max: ${size.instances + size.batch} }
health: { interval: ${interval}s, timeout: 4s, successes: 1, deadline: 5m }
deploy: { policy: rolling-with-additional-batch, batch: ${size.batch}, drain: ${drain}s, timeout: 20m }
`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const step = await runAction({ workspace, inputs: { 'version-label': version }, environment: cloud.environment });
  if (step.code !== 0) throw new Error(`${version} was not deployed:\n${step.log}`);
  return step;
}

/** Seconds that the needed steps took on each instance, as it left them in the bucket. */
async function startsOf(version, { cloud: { endpoint, environment } }) {
  const aws = new AwsClient({
    accessKeyId: environment.AWS_ACCESS_KEY_ID,
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    service: 's3',
    region: environment.AWS_REGION,
  });
  const text = async (path) => (await aws.fetch(`${endpoint}/${path}`)).text();
  const bucket = /<Name>([^<]*artifacts[^<]*|[^<]+)<\/Name>/.exec(await text(''))?.[1];
  const list = await text(
    `${bucket}?list-type=2&prefix=${encodeURIComponent(`environments/rolling/starts/${version}/`)}`,
  );
  const keys = [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key);
  const reports = await Promise.all(keys.map(async (key) => JSON.parse(await text(`${bucket}/${key}`))));
  return reports.map(startSeconds);
}
