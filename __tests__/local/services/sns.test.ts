import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusal, start, type TestCloud, texts } from './sns/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await start();
});
afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  expect(cloud.lines.filter((line) => line.includes('mistake'))).toEqual([]);
});

const prefix = 'arn:aws:sns:us-east-1:123456789012:';
const attributesOf = (TopicArn: string) => cloud.attributes('GetTopicAttributes', { TopicArn });

describe('a topic', () => {
  test('is made once for each name, with what it was made with', async () => {
    const made = { Attributes: { DisplayName: 'Shop' }, Tags: [{ Key: 'a', Value: '1' }] };
    expect(await cloud.topic('once', made)).toBe(`${prefix}once`);
    expect(await cloud.topic('once')).toBe(`${prefix}once`);
    expect(await cloud.topic('once', made)).toBe(`${prefix}once`);
    const other = (more: object) => refusal(cloud.topic('once', more));
    expect(await other({ Attributes: { DisplayName: 'x' } })).toBe(
      '400 InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    );
    expect(await other({ Tags: [{ Key: 'b', Value: '' }] })).toBe(
      '400 InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags',
    );
    for (const name of ['', 'a b', 'x.fifo', 'ä', 'x'.repeat(257)])
      expect(await refusal(cloud.topic(name))).toBe('400 InvalidParameter: Invalid parameter: Topic Name');
  });

  test('tells its attributes', async () => {
    const TopicArn = await cloud.topic('told');
    const told = await attributesOf(TopicArn);
    expect(told).toEqual({
      TopicArn,
      Owner: '123456789012',
      DisplayName: '',
      Policy: expect.stringContaining('"AWS:SourceOwner":"123456789012"'),
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
      EffectiveDeliveryPolicy: expect.stringContaining('"numRetries":3'),
    });
    expect(await refusal(attributesOf(`${prefix}none`))).toBe('404 NotFound: Topic does not exist');
    expect(await refusal(attributesOf('none'))).toBe(
      '400 InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
    );
  });

  test.each([
    ['DisplayName', 'Shop', 'x'.repeat(101)],
    ['Policy', '{"Version":"2012-10-17","Statement":[]}', 'no JSON'],
    ['SignatureVersion', '2', '3'],
    ['TracingConfig', 'PassThrough', 'Sometimes'],
    ['MaximumMessageSize', '1024', '1023'],
  ])('has the attribute %s', async (AttributeName, good, bad) => {
    const TopicArn = await cloud.topic(`has-${AttributeName}`);
    const set = (AttributeValue: string) =>
      cloud.sns('SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
    const before = await attributesOf(TopicArn);
    await set(good);
    expect((await attributesOf(TopicArn))[AttributeName]).toBe(good);
    expect(await refusal(set(bad))).toMatch(/^400 InvalidParameter: /);
    await set('');
    expect(await attributesOf(TopicArn)).toEqual(before);
  });

  test('refuses in plain words what is not acted out here, and takes no attribute that AWS does not have', async () => {
    const make = (name: string, value: string) =>
      refusal(cloud.topic(`odd-${name}`, { Attributes: { [name]: value } }));
    expect(await make('FifoTopic', 'true')).toBe('400 InvalidParameter: The local cloud does not act out FIFO topics.');
    expect(await make('TracingConfig', 'Active')).toMatch('does not act out X-Ray');
    expect(await make('DeliveryPolicy', '{"http":{}}')).toMatch('does not act out the attribute DeliveryPolicy');
    expect(await make('SQSFailureFeedbackRoleArn', 'arn')).toMatch('does not act out the attribute');
    for (const name of ['Nonsense', 'TopicArn', 'Owner', 'toString'])
      expect(await make(name, 'x')).toBe('400 InvalidParameter: Invalid parameter: AttributeName');
  });

  test('has tags', async () => {
    const ResourceArn = await cloud.topic('tagged', { Tags: [{ Key: 'a', Value: '1' }] });
    const tags = async () => {
      const xml = await cloud.sns('ListTagsForResource', { ResourceArn });
      const values = texts(xml.replaceAll('<Value/>', '<Value></Value>'), 'Value');
      return Object.fromEntries(texts(xml, 'Key').map((key, i) => [key, values[i]]));
    };
    await cloud.sns('TagResource', {
      ResourceArn,
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '' },
      ],
    });
    expect(await tags()).toEqual({ a: '2', b: '' });
    await cloud.sns('UntagResource', { ResourceArn, TagKeys: ['a', 'none'] });
    expect(await tags()).toEqual({ b: '' });
    const tag = (Tags: object[], arn = ResourceArn) => refusal(cloud.sns('TagResource', { ResourceArn: arn, Tags }));
    expect(
      await tag([
        { Key: 'c', Value: '1' },
        { Key: 'c', Value: '2' },
      ]),
    ).toBe('400 InvalidParameter: Invalid parameter: Duplicated keys are not allowed.');
    expect(await tag([{ Key: '', Value: '1' }])).toMatch('InvalidParameter');
    expect(await tag(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' })))).toMatch('TagLimitExceeded');
    expect(await tag([], `${prefix}none`)).toBe('404 ResourceNotFound: Resource does not exist');
  });

  test('goes with its subscriptions, and may go twice', async () => {
    const TopicArn = await cloud.topic('gone');
    const { arn } = await cloud.queue('gone');
    const SubscriptionArn = await cloud.subscribe(TopicArn, 'sqs', arn);
    for (let times = 0; times < 2; times += 1) await cloud.sns('DeleteTopic', { TopicArn });
    expect(await refusal(attributesOf(TopicArn))).toMatch('404 NotFound');
    expect(await refusal(cloud.sns('GetSubscriptionAttributes', { SubscriptionArn }))).toBe(
      '404 NotFound: Subscription does not exist',
    );
    expect(await refusal(cloud.sns('ListSubscriptionsByTopic', { TopicArn }))).toMatch('404 NotFound');
  });

  test('is listed page by page', async () => {
    const names = Array.from({ length: 105 }, (_, i) => `page-${String(i).padStart(3, '0')}`);
    for (const name of names) await cloud.topic(name);
    const first = await cloud.sns('ListTopics');
    expect(texts(first, 'TopicArn')).toHaveLength(100);
    const second = await cloud.sns('ListTopics', { NextToken: texts(first, 'NextToken')[0] ?? '' });
    const both = [...texts(first, 'TopicArn'), ...texts(second, 'TopicArn')];
    expect(both).toEqual([...new Set(both)].sort());
    expect(both).toEqual(expect.arrayContaining(names.map((name) => `${prefix}${name}`)));
    expect(texts(second, 'NextToken')).toEqual([]);
    expect(await refusal(cloud.sns('ListTopics', { NextToken: '!' }))).toMatch('InvalidParameter');
  });
});

describe('a subscription', () => {
  test('of a queue serves at once, and there is one for each endpoint', async () => {
    const topic = await cloud.topic('queues');
    const { arn } = await cloud.queue('subscribed');
    const SubscriptionArn = await cloud.subscribe(topic, 'sqs', arn);
    expect(SubscriptionArn).toMatch(new RegExp(`^${topic}:[0-9a-f-]{36}$`));
    expect(await cloud.subscribe(topic, 'sqs', arn)).toBe(SubscriptionArn);
    expect(await refusal(cloud.subscribe(topic, 'sqs', arn, { RawMessageDelivery: 'true' }))).toMatch(
      'Subscription already exists with different attributes',
    );
    const told = await cloud.attributes('GetSubscriptionAttributes', { SubscriptionArn });
    expect(told).toEqual({
      SubscriptionArn,
      TopicArn: topic,
      Owner: '123456789012',
      Protocol: 'sqs',
      Endpoint: arn,
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      RawMessageDelivery: 'false',
    });
    const listed = await cloud.sns('ListSubscriptionsByTopic', { TopicArn: topic });
    expect(texts(listed, 'SubscriptionArn')).toEqual([SubscriptionArn]);
    expect(texts(await cloud.sns('ListSubscriptions'), 'SubscriptionArn')).toContain(SubscriptionArn);
    for (let times = 0; times < 2; times += 1) await cloud.sns('Unsubscribe', { SubscriptionArn });
    expect(await attributesOf(topic)).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsDeleted: '1' });
  });

  test.each([
    ['lambda', 'arn:aws:lambda:us-east-1:123456789012:function:f', 'does not act out subscriptions by lambda.'],
    ['sms', '+15555550100', 'does not act out subscriptions by sms.'],
    [
      'firehose',
      'arn:aws:firehose:us-east-1:123456789012:deliverystream/s',
      'does not act out subscriptions by firehose.',
    ],
    ['application', 'arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b', 'does not act out'],
    ['pigeon', 'x', 'Invalid parameter: Amazon SNS does not support this protocol string: pigeon'],
    ['sqs', 'http://127.0.0.1/123456789012/q', 'Invalid parameter: SQS endpoint ARN'],
    [
      'sqs',
      'arn:aws:sqs:us-east-1:123456789012:q.fifo',
      'FIFO SQS Queues can not be subscribed to standard SNS topics',
    ],
    ['http', 'https://127.0.0.1/', 'Endpoint must match the specified protocol'],
    ['https', 'http://127.0.0.1/', 'Endpoint must match the specified protocol'],
    ['email', 'nobody', 'Invalid parameter: Email address'],
  ])('is not had by %s with %s', async (protocol, endpoint, message) => {
    const topic = await cloud.topic('choosy');
    const refused = await refusal(cloud.subscribe(topic, protocol, endpoint));
    expect(refused).toMatch(/^400 InvalidParameter: /);
    expect(refused).toContain(message);
  });

  test('takes RawMessageDelivery, and refuses in plain words what it would not act upon', async () => {
    const topic = await cloud.topic('settings');
    const { arn } = await cloud.queue('settings');
    const SubscriptionArn = await cloud.subscribe(topic, 'sqs', arn);
    const set = (AttributeName: string, AttributeValue: string) =>
      refusal(cloud.sns('SetSubscriptionAttributes', { SubscriptionArn, AttributeName, AttributeValue }));
    expect(await set('RawMessageDelivery', 'True')).toBe('no error');
    const told = await cloud.attributes('GetSubscriptionAttributes', { SubscriptionArn });
    expect(told['RawMessageDelivery']).toBe('true');
    expect(await set('RawMessageDelivery', 'odd')).toBe(
      '400 InvalidParameter: Invalid parameter: RawMessageDelivery: Invalid value [odd]. Must be true or false.',
    );
    expect(await set('FilterPolicy', '{"a":["b"]}')).toBe(
      '400 InvalidParameter: The local cloud does not act out the attribute FilterPolicy of subscriptions.',
    );
    expect(await set('FilterPolicy', '')).toBe('no error');
    expect(await set('Endpoint', 'x')).toBe('400 InvalidParameter: Invalid parameter: AttributeName');
    expect(await refusal(cloud.subscribe(topic, 'email', 'a@b.example', { RawMessageDelivery: 'true' }))).toMatch(
      'does not support raw message delivery',
    );
    expect(await refusal(cloud.subscribe(`${prefix}none`, 'sqs', arn))).toBe('404 NotFound: Topic does not exist');
  });
});

describe('a message', () => {
  const sign = { n: { DataType: 'Number', StringValue: '1' }, b: { DataType: 'Binary', BinaryValue: 'AgME' } };

  test('comes to queues as JSON, or raw with its attributes', async () => {
    const topic = await cloud.topic('messages', { Attributes: { SignatureVersion: '2' } });
    const [wrapped, raw] = [await cloud.queue('wrapped'), await cloud.queue('raw')];
    const subscription = await cloud.subscribe(topic, 'sqs', wrapped.arn);
    await cloud.subscribe(topic, 'sqs', raw.arn, { RawMessageDelivery: 'true' });
    const published = await cloud.sns('Publish', {
      TopicArn: topic,
      Subject: 'Grüße',
      Message: 'ä <&> "x"',
      MessageAttributes: sign,
      MessageGroupId: 'g',
    });
    expect(await wrapped.bodies()).toEqual([
      {
        Type: 'Notification',
        MessageId: texts(published, 'MessageId')[0],
        TopicArn: topic,
        Subject: 'Grüße',
        Message: 'ä <&> "x"',
        Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        SignatureVersion: '2',
        Signature: '',
        SigningCertURL: '',
        UnsubscribeURL: `${cloud.endpoint}/?Action=Unsubscribe&Version=2010-03-31&SubscriptionArn=${subscription}`,
        MessageAttributes: { n: { Type: 'Number', Value: '1' }, b: { Type: 'Binary', Value: 'AgME' } },
      },
    ]);
    const [got] = await raw.receive();
    expect(got.Body).toBe('ä <&> "x"');
    expect(got.MessageAttributes).toEqual(sign);
    expect(got.Attributes.MessageGroupId).toBe('g');
  });

  test('has no subject and no attributes that nobody gave', async () => {
    const topic = await cloud.topic('bare');
    const queue = await cloud.queue('bare');
    await cloud.subscribe(topic, 'sqs', queue.arn);
    await cloud.sns('Publish', { TargetArn: topic, Message: 'x' });
    const [body] = await queue.bodies();
    expect(Object.keys(body)).toEqual([
      'Type',
      'MessageId',
      'TopicArn',
      'Message',
      'Timestamp',
      'SignatureVersion',
      'Signature',
      'SigningCertURL',
      'UnsubscribeURL',
    ]);
  });

  test('may say another thing to each protocol', async () => {
    const topic = await cloud.topic('structured');
    const queue = await cloud.queue('structured');
    await cloud.subscribe(topic, 'sqs', queue.arn);
    const say = (message: object) =>
      cloud.sns('Publish', { TopicArn: topic, MessageStructure: 'json', Message: JSON.stringify(message) });
    await say({ default: 'all', sqs: 'queues' });
    await say({ default: 'all', sqs: 5, http: 'web' });
    expect((await queue.bodies()).map(({ Message }) => Message).sort()).toEqual(['all', 'queues']);
    expect(await refusal(say({ sqs: 'x' }))).toMatch('No default entry in JSON message body');
    const broken = { TopicArn: topic, MessageStructure: 'json', Message: '{' };
    expect(await refusal(cloud.sns('Publish', broken))).toMatch('JSON message body failed to parse');
  });

  test.each<[string, object, string]>([
    ['is not empty', { Message: '' }, 'InvalidParameter: Invalid parameter: Empty message'],
    ['is there', {}, 'InvalidParameter: Invalid parameter: Message Reason: no value for required parameter'],
    ['has no empty subject', { Message: 'x', Subject: '' }, 'InvalidParameter: Invalid parameter: Subject'],
    ['has no long subject', { Message: 'x', Subject: 'x'.repeat(101) }, 'Invalid parameter: Subject'],
    ['has no line break in its subject', { Message: 'x', Subject: 'a\nb' }, 'Invalid parameter: Subject'],
    ['is not above 256 KiB', { Message: 'ä'.repeat(131_073) }, 'Invalid parameter: Message too long'],
    [
      'counts its attributes',
      { Message: 'x'.repeat(262_144), MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
      'Invalid parameter: Message too long',
    ],
    [
      'has no empty attribute',
      { Message: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      "ParameterValueInvalid: The message attribute 'a' must contain non-empty message attribute value",
    ],
    [
      'has no attribute of an odd type',
      { Message: 'x', MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
      'has an invalid message attribute type',
    ],
    ['goes to no telephone', { Message: 'x', PhoneNumber: '+15555550100' }, 'does not act out text messages'],
    ['has no deduplication', { Message: 'x', MessageDeduplicationId: 'a' }, 'not valid for this topic type'],
  ])('%s', async (_name, input, message) => {
    const TopicArn = await cloud.topic('strict');
    expect(await refusal(cloud.sns('Publish', { TopicArn, ...input }))).toContain(message);
  });

  test('goes with up to nine others, all or none', async () => {
    const topic = await cloud.topic('batches');
    const queue = await cloud.queue('batches');
    await cloud.subscribe(topic, 'sqs', queue.arn);
    const batch = (entries: object[], TopicArn = topic) =>
      cloud.sns('PublishBatch', { TopicArn, PublishBatchRequestEntries: entries });
    const entry = (Id: string, more: object = {}) => ({ Id, Message: `m${Id}`, ...more });
    const answer = await batch([entry('1', { MessageAttributes: sign }), entry('2', { Subject: 's' })]);
    expect(texts(answer, 'Id')).toEqual(['1', '2']);
    const got = await queue.bodies();
    expect(got.map(({ Message, MessageId }) => [Message, MessageId]).sort()).toEqual([
      ['m1', texts(answer, 'MessageId')[0]],
      ['m2', texts(answer, 'MessageId')[1]],
    ]);
    const wrong: [object[], string][] = [
      [[], 'EmptyBatchRequest'],
      [Array.from({ length: 11 }, (_, i) => entry(String(i))), 'TooManyEntriesInBatchRequest'],
      [[entry('1'), entry('1')], 'BatchEntryIdsNotDistinct'],
      [[entry('a b')], 'InvalidBatchEntryId'],
      [[entry('1'), entry('2', { Message: 'x'.repeat(262_143) })], 'BatchRequestTooLong'],
      [[entry('1'), entry('2', { Message: '' })], 'InvalidParameter: Invalid parameter: Empty message'],
    ];
    for (const [entries, code] of wrong) expect(await refusal(batch(entries))).toContain(`400 ${code}`);
    expect(await refusal(batch([entry('1')], `${prefix}none`))).toMatch('404 NotFound');
    expect(await queue.bodies()).toEqual([]);
  });

  test('that cannot reach its queue is lost with a word in the log', async () => {
    const topic = await cloud.topic('lost');
    await cloud.subscribe(topic, 'sqs', 'arn:aws:sqs:us-east-1:123456789012:nowhere');
    await cloud.sns('Publish', { TopicArn: topic, Message: 'x' });
    expect(cloud.lines.at(-1)).toMatch(/did not reach arn:.*:nowhere: The specified queue does not exist/);
  });
});
