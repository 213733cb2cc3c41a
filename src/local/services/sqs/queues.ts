import { AwsError, type Service, type WireInput } from '../../service.ts';
import { describeQueue, isAttributeName, readAttributes, redriveOf } from './attributes.ts';
import { invalidValue, missing, noQueue } from './error.ts';
import { isFifo, keep, type Queue, type Queues, queueAt, urlOf } from './queue.ts';

/** A name is free again this long after its queue was deleted, and a queue can be purged this often. */
const minuteMs = 60_000;

/** Operations on queues as such. */
export function queueOperations(queues: Queues): Service['operations'] {
  return {
    CreateQueue: (input) => createQueue(queues, input),
    DeleteQueue: (input) => {
      deleteQueue(queues, queueAt(queues, input['QueueUrl']).name);
      return {};
    },
    GetQueueUrl: (input) => {
      const name = String(input['QueueName'] ?? '');
      if (!queues.all.has(name)) throw noQueue();
      return { QueueUrl: urlOf(queues, name) };
    },
    ListQueues: (input) => listQueues(queues, input),
    GetQueueAttributes: (input) => getAttributes(queues, input),
    SetQueueAttributes: (input) => {
      setAttributes(queues, queueAt(queues, input['QueueUrl']), input['Attributes'] ?? {});
      return {};
    },
    PurgeQueue: (input) => purge(queues, queueAt(queues, input['QueueUrl'])),
    ListDeadLetterSourceQueues: (input) => {
      const { arn } = queueAt(queues, input['QueueUrl']);
      const sources = queues.all.values().filter((queue) => redriveOf(queue)?.arn === arn);
      return { queueUrls: sources.map((queue) => urlOf(queues, queue.name)) };
    },
    TagQueue: (input) => {
      const queue = queueAt(queues, input['QueueUrl']);
      queue.tags = { ...queue.tags, ...input['Tags'] };
      keep(queues, queue);
      return {};
    },
    UntagQueue: (input) => {
      const queue = queueAt(queues, input['QueueUrl']);
      for (const name of (input['TagKeys'] ?? []) as string[]) delete queue.tags[name];
      keep(queues, queue);
      return {};
    },
    ListQueueTags: (input) => {
      const { tags } = queueAt(queues, input['QueueUrl']);
      return Object.keys(tags).length === 0 ? {} : { Tags: tags };
    },
  };
}

/** Makes a queue, or returns the one of that name when it is the same. */
export function createQueue(queues: Queues, input: WireInput): { readonly QueueUrl: string } {
  const name = input['QueueName'];
  if (typeof name !== 'string') throw missing('QueueName');
  const given = (input['Attributes'] || {}) as Record<string, unknown>;
  const fifo = given['FifoQueue'] === 'true';
  holdName(name, fifo);
  const attributes = readAttributes(queues, given, { name, fifo });
  const existing = queues.all.get(name);
  if (existing === undefined) makeQueue(queues, { name, attributes, tags: { ...(input['tags'] ?? input['Tags']) } });
  else holdSame(queues, existing, attributes);
  return { QueueUrl: urlOf(queues, name) };
}

/** Deletes a queue with all that is in it. Its name stays taken for a minute. */
export function deleteQueue(queues: Queues, name: string): void {
  const queue = queues.all.get(name);
  if (queue === undefined) return;
  queues.all.delete(name);
  queues.deleted.set(name, queues.cloud.clock.now());
  for (const wake of queues.waiting.get(name) ?? []) wake();
}

/** Changes attributes; one set to the empty string is taken away. */
export function setAttributes(queues: Queues, queue: Queue, given: Readonly<Record<string, unknown>>): void {
  if ('FifoQueue' in given && String(given['FifoQueue']) !== String(isFifo(queue))) {
    throw new AwsError(
      'InvalidAttributeValue',
      'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
    );
  }
  const attributes = readAttributes(queues, given, { name: queue.name, fifo: isFifo(queue) });
  queue.attributes = dropEmpty({ ...queue.attributes, ...attributes });
  queue.modifiedMs = queues.cloud.clock.now();
  keep(queues, queue);
}

function makeQueue(queues: Queues, given: Pick<Queue, 'name' | 'attributes' | 'tags'>): void {
  const now = queues.cloud.clock.now();
  const deletedMs = queues.deleted.get(given.name);
  if (deletedMs !== undefined && now < deletedMs + minuteMs) {
    throw new AwsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  }
  queues.deleted.delete(given.name);
  const { partition, region, account } = queues.cloud;
  const arn = `arn:${partition}:sqs:${region}:${account}:${given.name}`;
  const attributes = dropEmpty(given.attributes);
  keep(queues, {
    ...given,
    attributes,
    arn,
    createdMs: now,
    modifiedMs: now,
    messages: [],
    deduplication: {},
    sequence: 0,
  });
}

function holdName(name: string, fifo: boolean): void {
  const shape = fifo ? /^[A-Za-z0-9_-]{1,75}\.fifo$/ : /^[A-Za-z0-9_-]{1,80}$/;
  if (shape.test(name)) return;
  if (fifo && !name.endsWith('.fifo'))
    throw invalidValue(
      'QueueName',
      name,
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  throw new AwsError(
    'InvalidParameterValueException',
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

function holdSame(queues: Queues, existing: Queue, attributes: Readonly<Record<string, string>>): void {
  const now = describeQueue(queues, existing);
  const other = Object.entries(attributes).find(([name, value]) => (now[name] ?? '') !== value);
  if (other === undefined) return;
  throw new AwsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${other[0]}`,
  );
}

function listQueues(queues: Queues, input: WireInput): object {
  const most = input['MaxResults'] === undefined ? 1000 : Number(input['MaxResults']);
  const after = String(input['NextToken'] ?? '');
  const prefix = String(input['QueueNamePrefix'] ?? '');
  const names = queues.all
    .keys()
    .filter((name) => name.startsWith(prefix) && name > after)
    .sort();
  const page = names.slice(0, most);
  // SQS pages only for those who ask for pages.
  const more = names.length > page.length && input['MaxResults'] !== undefined ? { NextToken: page.at(-1) } : {};
  return page.length === 0 ? {} : { QueueUrls: page.map((name) => urlOf(queues, name)), ...more };
}

function getAttributes(queues: Queues, input: WireInput): object {
  const queue = queueAt(queues, input['QueueUrl']);
  const names = (input['AttributeNames'] || []) as string[];
  const unknown = names.find((name) => !isAttributeName(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const all = Object.entries(describeQueue(queues, queue));
  const asked = all.filter(([name]) => names.includes('All') || names.includes(name));
  return asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) };
}

function purge(queues: Queues, queue: Queue): object {
  const now = queues.cloud.clock.now();
  if (queue.purgedMs !== undefined && now < queue.purgedMs + minuteMs) {
    throw new AwsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      403,
    );
  }
  queue.messages = [];
  queue.purgedMs = now;
  keep(queues, queue);
  return {};
}

function dropEmpty(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}
