import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { startLocalCloud } from '../../scripts/stage/local-cloud.js';
import { sideBySide, tableOf } from '../measure.js';

export const title = 'Worker daemon';

const program = new URL('../contestants/worker.js', import.meta.url).pathname;
const concurrency = 50;
const limitMs = 300_000;

/** From the first message that reaches the application to the last one. */
export async function run({ tiny, rounds = 5, scratch }) {
  const count = tiny ? 100 : 5_000;
  const cloud = await startLocalCloud({ state: join(scratch, 'worker-cloud'), scale: 1 });
  const application = await answering();
  try {
    const contestant = (name, kind) => ({ name, run: () => emptied(kind, { cloud, application, count }) });
    const runs = await sideBySide([contestant('ours', 'ours'), contestant('bare loop', 'bare')], { rounds });
    const explained = `${count} messages of the local queue, ${concurrency} at a time, an application that answers at once. The bare loop takes ten, posts ten, deletes ten, ${concurrency / 10} times side by side; it keeps nothing hidden and forgets what fails.`;
    return [explained, tableOf(runs, ['bare loop'])];
  } finally {
    application.close();
    await cloud.stop();
  }
}

/** An application that notes when each message came. */
async function answering() {
  let came = new Map();
  const server = createServer((asked, answer) => {
    const id = asked.headers['x-aws-sqsd-msgid'];
    asked.resume().on('end', () => {
      if (!came.has(id)) came.set(id, performance.now());
      answer.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    times: () => [...came.values()],
    forget: () => {
      came = new Map();
    },
    close: () => server.close(),
  };
}

async function emptied(kind, { cloud: { endpoint, environment }, application, count }) {
  const sqs = signed(environment, endpoint);
  const { QueueUrl } = await sqs('CreateQueue', { QueueName: `bench-${Date.now()}` });
  for (let at = 0; at < count; at += 10) {
    const Entries = Array.from({ length: 10 }, (_, one) => ({
      Id: `${one}`,
      MessageBody: JSON.stringify({ job: at + one }),
    }));
    await sqs('SendMessageBatch', { QueueUrl, Entries });
  }
  application.forget();
  const words = [program, kind, endpoint, QueueUrl, String(application.port), String(concurrency)];
  const worker = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(worker, 'exit');
  try {
    for (const until = Date.now() + limitMs; application.times().length < count; )
      if (Date.now() > until || worker.exitCode !== null)
        throw new Error(`${kind}: ${application.times().length} of ${count} messages came.`);
      else await new Promise((resolve) => setTimeout(resolve, 100));
  } finally {
    worker.kill('SIGKILL');
    await gone;
  }
  const times = application.times();
  await sqs('DeleteQueue', { QueueUrl });
  return { seconds: (times.at(-1) - times[0]) / 1_000 };
}

function signed(environment, endpoint) {
  const aws = new AwsClient({
    accessKeyId: environment.AWS_ACCESS_KEY_ID,
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    service: 'sqs',
    region: environment.AWS_REGION,
  });
  return async (action, input) => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
    const answer = await aws.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
}
