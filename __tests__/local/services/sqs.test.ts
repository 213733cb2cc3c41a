import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type TestCloud, testCloud } from './cloud.ts';
import { jsonClient, queryClient } from './clients.ts';

// An AWS second passes in a tenth of one.
const scale = 10;
let cloud: TestCloud;
let sqs: ReturnType<typeof jsonClient>;

beforeEach(async () => {
  cloud = await testCloud({ scale });
  sqs = jsonClient(cloud.endpoint, 'AmazonSQS', 'sqs');
});

afterEach(async () => {
  await cloud[Symbol.asyncDispose]();
  expect(cloud.faults).toEqual([]);
});

const queue = async (QueueName: string, Attributes: object = {}): Promise<string> =>
  (await sqs('CreateQueue', { QueueName, Attributes })).QueueUrl;
const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  sqs('SendMessage', { QueueUrl, MessageBody, ...more });
// biome-ignore lint/suspicious/noExplicitAny: messages as they come over the wire.
const receive = async (QueueUrl: string, more: object = {}): Promise<any[]> =>
  (await sqs('ReceiveMessage', { QueueUrl, ...more })).Messages ?? [];
const attributes = async (QueueUrl: string) =>
  (await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes;
const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => error.name,
  );

/** Receives until there is something, at most fifteen seconds. */
async function receiveInTime(QueueUrl: string, more: object = {}) {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const messages = await receive(QueueUrl, { WaitTimeSeconds: 20, ...more });
    if (messages.length > 0) return messages;
  }
  throw new Error('no message came');
}

describe('a message', () => {
  test('is hidden while it is in flight, comes back when nobody deletes it, and then counts its receives', async () => {
    const url = await queue('q', { VisibilityTimeout: '10' });
    await send(url, 'work');
    const [first] = await receive(url);
    expect(first.Body).toBe('work');
    expect(await receive(url)).toEqual([]);
    const [again] = await receiveInTime(url, { AttributeNames: ['ApproximateReceiveCount'], VisibilityTimeout: 600 });
    expect(again.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    // The first receipt is an old one: it deletes nothing.
    await sqs('DeleteMessage', { QueueUrl: url, ReceiptHandle: first.ReceiptHandle });
    expect((await attributes(url)).ApproximateNumberOfMessagesNotVisible).toBe('1');
    await sqs('DeleteMessage', { QueueUrl: url, ReceiptHandle: again.ReceiptHandle });
    expect((await attributes(url)).ApproximateNumberOfMessagesNotVisible).toBe('0');
  });

  test('wakes a client that waits for it', async () => {
    await using slow = await testCloud();
    const real = jsonClient(slow.endpoint, 'AmazonSQS', 'sqs');
    const { QueueUrl } = await real('CreateQueue', { QueueName: 'q' });
    const began = Date.now();
    const waiting = real('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
    await real('SendMessage', { QueueUrl, MessageBody: 'now' });
    expect((await waiting).Messages[0].Body).toBe('now');
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test('is not taken by a client that went away', async () => {
    const url = await queue('q');
    const body = JSON.stringify({ QueueUrl: url, WaitTimeSeconds: 20 });
    const gone = new AbortController();
    const waiting = fetch(cloud.endpoint, {
      method: 'POST',
      body,
      signal: gone.signal,
      headers: {
        'x-amz-target': 'AmazonSQS.ReceiveMessage',
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request',
      },
    });
    // Long enough for the request to have arrived; were it not, the test would prove less, and not fail.
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.abort();
    await expect(waiting).rejects.toThrow();
    // The server hears of the closed connection on its next turn.
    await attributes(url);
    await send(url, 'for the living');
    expect((await receive(url, { WaitTimeSeconds: 5 }))[0]?.Body).toBe('for the living');
  });

  test('can be delayed', async () => {
    const url = await queue('q');
    await send(url, 'later', { DelaySeconds: 10 });
    expect(await receive(url)).toEqual([]);
    expect((await attributes(url)).ApproximateNumberOfMessagesDelayed).toBe('1');
    expect((await receiveInTime(url))[0]?.Body).toBe('later');
  });

  test('is forgotten when its retention is over', async () => {
    await using quick = await testCloud({ scale: 100 });
    const fast = jsonClient(quick.endpoint, 'AmazonSQS', 'sqs');
    const { QueueUrl } = await fast('CreateQueue', { QueueName: 'q', Attributes: { MessageRetentionPeriod: '60' } });
    const began = Date.now();
    await fast('SendMessage', { QueueUrl, MessageBody: 'old' });
    const left = async () =>
      (await fast('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes.ApproximateNumberOfMessages;
    while ((await left()) !== '0') {
      expect(Date.now() - began).toBeLessThan(10_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // A minute is 0.6 s here.
    expect(Date.now() - began).toBeGreaterThanOrEqual(590);
  });

  test('received too often goes to the dead-letter queue, and says where it came from', async () => {
    const dead = await queue('dead');
    const { QueueArn } = await attributes(dead);
    const url = await queue('q', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 2 }),
    });
    await send(url, 'poison');
    for (const _ of [1, 2]) expect(await receive(url, { VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive(url)).toEqual([]);
    const [letter] = await receive(dead, { AttributeNames: ['All'] });
    expect(letter).toMatchObject({
      Body: 'poison',
      Attributes: { ApproximateReceiveCount: '1', DeadLetterQueueSourceArn: (await attributes(url)).QueueArn },
    });
  });

  test('can be hidden for longer, or shown at once', async () => {
    const url = await queue('q', { VisibilityTimeout: '43200' });
    await send(url, 'm');
    const [message] = await receive(url);
    const { ReceiptHandle } = message;
    await sqs('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 });
    expect(await nameOf(sqs('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 9 }))).toBe(
      'MessageNotInflight',
    );
    expect(await receive(url)).toHaveLength(1);
  });

  test('has the MD5 of its attributes that the developer guide describes, and brings the attributes that were asked for', async () => {
    const url = await queue('q');
    const sent = await send(url, 'm', {
      MessageAttributes: {
        'trace.id': { DataType: 'String', StringValue: 'test' },
        bytes: { DataType: 'Binary', BinaryValue: 'AAE=' },
      },
    });
    const [message] = await receive(url, { MessageAttributeNames: ['trace.*'] });
    expect(message.MessageAttributes).toEqual({ 'trace.id': { DataType: 'String', StringValue: 'test' } });
    expect(message.MD5OfMessageAttributes).not.toBe(sent.MD5OfMessageAttributes);
    // By hand: 00000008 trace.id 00000006 String 01 00000004 test
    const { createHash } = await import('node:crypto');
    const bytes = Buffer.from('\0\0\0\x08trace.id\0\0\0\x06String\x01\0\0\0\x04test', 'latin1');
    expect(message.MD5OfMessageAttributes).toBe(createHash('md5').update(bytes).digest('hex'));
  });
});

test('messages outlive a restart, in flight and not', async () => {
  const url = await queue('q', { VisibilityTimeout: '43200' });
  await send(url, '1');
  await send(url, '2');
  const [one] = await receive(url);
  await cloud.stop();
  await using second = await testCloud({ root: cloud.root, scale });
  const again = jsonClient(second.endpoint, 'AmazonSQS', 'sqs');
  // The old URL names another port; what counts is the queue's name.
  const left = await again('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10 });
  expect(left.Messages.map(({ Body }: { Body: string }) => Body)).toEqual(['2']);
  await again('DeleteMessage', { QueueUrl: url, ReceiptHandle: one.ReceiptHandle });
  const { Attributes } = await again('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] });
  expect(Attributes.ApproximateNumberOfMessagesNotVisible).toBe('1');
});

describe('a batch', () => {
  test('tells of each entry what became of it', async () => {
    const url = await queue('q');
    const sent = await sqs('SendMessageBatch', {
      QueueUrl: url,
      Entries: [
        { Id: 'a', MessageBody: '1' },
        { Id: 'b', MessageBody: '2', DelaySeconds: 901 },
      ],
    });
    expect(sent.Successful.map(({ Id }: { Id: string }) => Id)).toEqual(['a']);
    expect(sent.Failed).toEqual([
      { Id: 'b', Code: 'InvalidParameterValue', SenderFault: true, Message: expect.any(String) },
    ]);
    const [message] = await receive(url);
    const done = await sqs('DeleteMessageBatch', {
      QueueUrl: url,
      Entries: [
        { Id: 'x', ReceiptHandle: message.ReceiptHandle },
        { Id: 'y', ReceiptHandle: 'junk' },
      ],
    });
    expect([done.Successful[0].Id, done.Failed[0].Code]).toEqual(['x', 'ReceiptHandleIsInvalid']);
  });

  test.each([
    ['EmptyBatchRequest', []],
    ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' }))],
    [
      'BatchEntryIdsNotDistinct',
      [
        { Id: 'a', MessageBody: '1' },
        { Id: 'a', MessageBody: '2' },
      ],
    ],
    ['InvalidBatchEntryId', [{ Id: 'a b', MessageBody: '1' }]],
    ['BatchRequestTooLong', [1, 2].map((i) => ({ Id: `${i}`, MessageBody: 'x'.repeat(600_000) }))],
  ])('is refused whole: %s', async (name, Entries) => {
    const url = await queue('q');
    expect(await nameOf(sqs('SendMessageBatch', { QueueUrl: url, Entries }))).toBe(name);
  });
});

describe('a FIFO queue', () => {
  test('keeps the order within a group, and holds a group back while one of it is in flight', async () => {
    const url = await queue('q.fifo', { FifoQueue: 'true', VisibilityTimeout: '43200' });
    for (const [body, group] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ] as const) {
      await send(url, body, { MessageGroupId: group, MessageDeduplicationId: body });
    }
    const [first] = await receive(url);
    expect(first.Body).toBe('a1');
    expect((await receive(url, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual(['b1']);
    await sqs('DeleteMessage', { QueueUrl: url, ReceiptHandle: first.ReceiptHandle });
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['a2']);
  });

  test('takes the same message once in five minutes', async () => {
    const url = await queue('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const one = await send(url, 'same', { MessageGroupId: 'g' });
    const two = await send(url, 'same', { MessageGroupId: 'g' });
    expect([two.MessageId, two.SequenceNumber]).toEqual([one.MessageId, one.SequenceNumber]);
    expect((await attributes(url)).ApproximateNumberOfMessages).toBe('1');
    expect(await nameOf(send(url, 'x'))).toBe('MissingRequiredParameterException');
  });
});

describe('a queue', () => {
  test('is made once, found by name, and gone when deleted', async () => {
    const url = await queue('q', { VisibilityTimeout: '5' });
    expect(await queue('q', { VisibilityTimeout: '5' })).toBe(url);
    expect(await nameOf(queue('q', { VisibilityTimeout: '6' }))).toBe('QueueNameExists');
    expect((await sqs('GetQueueUrl', { QueueName: 'q' })).QueueUrl).toBe(url);
    await sqs('DeleteQueue', { QueueUrl: url });
    expect(await nameOf(send(url, 'x'))).toBe('QueueDoesNotExist');
    expect(await nameOf(queue('q'))).toBe('QueueDeletedRecently');
  });

  test.each([
    [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    [{ Nonsense: '1' }, 'InvalidAttributeName'],
    [
      { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:x","maxReceiveCount":1}' },
      'InvalidParameterValueException',
    ],
    [{ RedrivePolicy: 'no json' }, 'InvalidParameterValueException'],
  ])('is not made with %j', async (wrong, name) => {
    expect(await nameOf(queue('q', wrong))).toBe(name);
  });

  test('lists page by page', async () => {
    for (const name of ['a1', 'a2', 'b1']) await queue(name);
    const page = await sqs('ListQueues', { QueueNamePrefix: 'a', MaxResults: 1 });
    expect(page.QueueUrls).toHaveLength(1);
    const rest = await sqs('ListQueues', { QueueNamePrefix: 'a', MaxResults: 1, NextToken: page.NextToken });
    expect(rest.QueueUrls[0]).toMatch(/a2$/);
    expect(rest.NextToken).toBeUndefined();
  });

  test('is purged at most once a minute', async () => {
    const url = await queue('q');
    await send(url, 'x');
    await sqs('PurgeQueue', { QueueUrl: url });
    expect((await attributes(url)).ApproximateNumberOfMessages).toBe('0');
    expect(await nameOf(sqs('PurgeQueue', { QueueUrl: url }))).toBe('PurgeQueueInProgress');
  });
});

test('errors carry the code that the Query protocol had for them', async () => {
  const error = await sqs('GetQueueUrl', { QueueName: 'none' }).catch((reason) => reason);
  expect(error).toMatchObject({ name: 'QueueDoesNotExist', query: 'AWS.SimpleQueueService.NonExistentQueue;Sender' });
});

test('clients from before 2023 speak Query to the URL of the queue', async () => {
  const query = queryClient(cloud.endpoint, '2012-11-05', 'sqs');
  const made = await query('CreateQueue', {
    QueueName: 'old',
    'Attribute.1.Name': 'VisibilityTimeout',
    'Attribute.1.Value': '77',
  });
  expect(made.text).toContain(`<QueueUrl>${cloud.endpoint}/123456789012/old</QueueUrl>`);
  const path = '/123456789012/old';
  const sent = await query(
    'SendMessage',
    {
      MessageBody: 'a<b',
      'MessageAttribute.1.Name': 'n',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'v',
    },
    path,
  );
  expect(sent.text).toMatch(
    /^<\?xml[^>]*\?>\s*<SendMessageResponse xmlns="http:\/\/queue.amazonaws.com\/doc\/2012-11-05\/"><SendMessageResult>/,
  );
  const got = await query(
    'ReceiveMessage',
    { 'AttributeName.1': 'ApproximateReceiveCount', 'MessageAttributeName.1': 'All' },
    path,
  );
  expect(got.text).toContain('<Body>a&lt;b</Body>');
  expect(got.text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
  expect(got.text).toContain(
    '<MessageAttribute><Name>n</Name><Value><DataType>String</DataType><StringValue>v</StringValue></Value></MessageAttribute>',
  );
  const told = await query('GetQueueAttributes', { 'AttributeName.1': 'VisibilityTimeout' }, path);
  expect(told.text).toContain('<Attribute><Name>VisibilityTimeout</Name><Value>77</Value></Attribute>');
  const missing = await query('GetQueueUrl', { QueueName: 'none' });
  expect([missing.status, missing.text.includes('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>')]).toEqual([
    400,
    true,
  ]);
});
