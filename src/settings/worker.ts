import { flag } from './flag.ts';
import { key, only, same } from './key.ts';
import { duration, integer, type Kind, text } from './kinds.ts';
import type { QueueName } from './worker-settings.ts';

const accepts = 'the URL or the ARN of an SQS queue';

const queueText = text({
  what: 'a queue',
  accepts,
  pattern:
    /^(?:arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:|https?:\/\/[A-Za-z0-9.:-]+\/\d{12}\/)[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/,
  maxLength: 300,
});

/** A queue by its URL or ARN; both hold the account and the name. */
export const queue: Kind<QueueName> = {
  accepts,
  schema: queueText.schema,
  read(node) {
    const reading = queueText.read(node);
    return 'faults' in reading ? reading : { value: queueOf(reading.value) };
  },
  write: ({ account, name, region }) =>
    region === undefined ? `${account}/${name}` : `arn:aws:sqs:${region}:${account}:${name}`,
};

/** `https://sqs.eu-central-1.amazonaws.com/123456789012/jobs`, or `arn:aws:sqs:eu-central-1:123456789012:jobs`. */
function queueOf(written: string): QueueName {
  const [name = '', account = '', ...rest] = written.split(/[:/]/).reverse();
  const region = written.startsWith('arn:') ? rest[0] : /\/\/sqs\.([a-z0-9-]+)\./.exec(written)?.[1];
  return { account, name, ...(region === undefined ? {} : { region }) };
}

const postPath = text({
  what: 'a path',
  accepts: 'a path that starts with /, without spaces, as in /jobs',
  pattern: /^\/[!-"$-~]*$/,
  maxLength: 1024,
});

const mimeType = text({
  what: 'a media type',
  accepts: 'a type and a subtype, as in application/json or text/plain; charset=utf-8',
  pattern: /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)*$/,
  maxLength: 256,
});

const seconds = (min: number, max: number) => duration({ unit: 's', min, max });

const table = {
  'worker.queue': key(queue, 'A queue of your own to take messages from, in place of one that the environment makes.'),
  'worker.dead-letter-queue': key(
    queue,
    'A queue of your own for messages that failed too often, in place of one that the environment makes.',
  ),
  'worker.fifo': key(flag(), 'Make a FIFO queue: order within each message group, every message once.', same(false)),
  'worker.path': key(postPath, 'Path of the application that messages are posted to.', same('/')),
  'worker.mime-type': key(mimeType, 'Content-Type of the posts.', same('application/json')),
  'worker.concurrency': key(
    integer({ min: 1, max: 100 }),
    'Messages that an instance works on at the same time.',
    same(50),
  ),
  'worker.connect-timeout': key(seconds(1, 60), 'Time to connect to the application.', same(5)),
  'worker.inactivity-timeout': key(
    seconds(1, 36_000),
    'Time that the application has to answer; after it the message has failed.',
    same(299),
  ),
  'worker.visibility-timeout': key(
    seconds(10, 43_200),
    'Time after which a message whose instance has died comes back; while it is worked on it is kept hidden for longer.',
    same(300),
  ),
  'worker.error-visibility-timeout': key(
    seconds(0, 43_200),
    'Time until a message that was not answered with 200 is posted again.',
    same(2),
  ),
  'worker.retention': key(seconds(60, 1_209_600), 'Time that the queue keeps a message.', same(345_600)),
  'worker.max-receives': key(
    integer({ min: 1, max: 100 }),
    'Tries until a message goes to the dead-letter queue.',
    same(10),
  ),
  'worker.cron': key(flag(), 'Obey the cron.yaml of the source tree.', same(true)),
  'worker.backlog': key(
    integer({ min: 1, max: 100_000 }),
    'Waiting messages for each instance: more add instances, fewer remove them.',
    same(100),
  ),
  'worker.max-age': key(
    seconds(60, 1_209_600),
    'Age of the oldest waiting message from which on an alarm rings, and undoes an update.',
    same(600),
  ),
} as const;

/** The keys of the worker tier. */
export const workerKeys = Object.fromEntries(
  Object.entries(table).map(([path, one]) => [path, only('worker', one as never)]),
) as unknown as typeof table;
