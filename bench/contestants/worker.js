// node worker.js <ours|bare> <endpoint> <queue url> <port> <concurrency>: takes messages and posts them to the application on loopback, until it is told to stop.
import { request } from 'node:http';
import { awsClient } from '../../lib/agent/aws/client.js';
import { call } from '../../lib/agent/aws/calls.js';
import { scaledClock } from '../../lib/agent/clock.js';
import { startWorker } from '../../lib/agent/worker/worker.js';

const [kind, endpoint, url, port, places] = process.argv.slice(2);
const clock = scaledClock(1);
const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
const aws = awsClient({ region: 'us-east-1', endpoint, credentials, clock });
const concurrency = Number(places);
const batch = 10;

if (kind === 'ours') daemon();
else for (let loop = 0; loop < concurrency / batch; loop += 1) void bare();

function daemon() {
  const journal = { say() {}, hear() {}, flush() {}, conceal() {}, lastLines: () => [], everything: () => '' };
  const metadata = { get: async () => '', peek: async () => undefined };
  const settings = {
    path: '/',
    mimeType: 'application/json',
    concurrency,
    connectTimeout: 5,
    inactivityTimeout: 299,
    visibilityTimeout: 300,
    errorVisibilityTimeout: 2,
  };
  startWorker(
    { aws, clock, journal, metadata, instance: 'i-1' },
    { queue: url, tasks: [], settings, port: Number(port), drainMs: 1_000 },
  );
}

/** What anybody would write: ten messages, ten posts, one delete; nothing kept hidden, nothing gathered, nothing retried. */
async function bare() {
  for (;;) {
    const taken = { QueueUrl: url, MaxNumberOfMessages: batch, WaitTimeSeconds: 20 };
    const { Messages = [] } = await call(aws, 'sqs', 'ReceiveMessage', taken, { silenceMs: 60_000 });
    await Promise.all(Messages.map(post));
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: `${at}`, ReceiptHandle }));
    if (Entries.length > 0) await call(aws, 'sqs', 'DeleteMessageBatch', { QueueUrl: url, Entries });
  }
}

function post({ Body, MessageId }) {
  return new Promise((resolve, reject) => {
    const headers = { 'X-Aws-Sqsd-Msgid': MessageId, Connection: 'close' };
    const asked = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers, agent: false }, (answer) =>
      answer.resume().on('end', resolve),
    );
    asked.on('error', reject).end(Body);
  });
}
