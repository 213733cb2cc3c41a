import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusal, start, type TestCloud, texts, until, webServer } from './cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await start({ scale: 1000 });
});
afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  expect(cloud.lines.filter((line) => line.includes('mistake'))).toEqual([]);
});

const publish = (TopicArn: string, Message: string, more: object = {}) =>
  cloud.sns('Publish', { TopicArn, Message, ...more });
const stateOf = async (SubscriptionArn: string) =>
  (await cloud.attributes('GetSubscriptionAttributes', { SubscriptionArn }))['PendingConfirmation'];
const confirm = async (post: { readonly text: string } | undefined) =>
  fetch(JSON.parse(post?.text ?? '{}').SubscribeURL);

describe('over HTTP', () => {
  test('an endpoint is asked first, and gets messages once it has confirmed', async () => {
    await using web = await webServer();
    const topic = await cloud.topic('web');
    const arn = await cloud.subscribe(topic, 'http', web.url);
    const [asked] = await web.first(1);
    expect(asked?.headers).toMatchObject({
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-message-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amz-sns-topic-arn': topic,
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
    });
    expect(asked?.headers).not.toHaveProperty('x-amz-sns-subscription-arn');
    const { Token, SubscribeURL, ...rest } = JSON.parse(asked?.text ?? '');
    expect(rest).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn: topic, Signature: '' });
    expect(rest.Message).toBe(
      `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    );
    expect(SubscribeURL).toContain(`Action=ConfirmSubscription`);
    await publish(topic, 'too early');
    expect(await stateOf(arn)).toBe('true');
    const listed = await cloud.sns('ListSubscriptionsByTopic', { TopicArn: topic });
    expect(texts(listed, 'SubscriptionArn')).toEqual(['PendingConfirmation']);

    const answer = await fetch(SubscribeURL);
    expect([answer.status, texts(await answer.text(), 'SubscriptionArn')]).toEqual([200, [arn]]);
    expect(await stateOf(arn)).toBe('false');
    // The same token says the same again; a signed call does it too.
    expect(texts(await cloud.sns('ConfirmSubscription', { TopicArn: topic, Token }), 'SubscriptionArn')).toEqual([arn]);
    await publish(topic, 'now', { Subject: 's' });
    const [, got] = await web.first(2);
    expect(got?.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-subscription-arn': arn,
      'x-amz-sns-topic-arn': topic,
    });
    expect(JSON.parse(got?.text ?? '')).toMatchObject({ Type: 'Notification', Subject: 's', Message: 'now' });
  });

  test('a token has to be the right one', async () => {
    const topic = await cloud.topic('tokens');
    const say = (Token: string) => refusal(cloud.sns('ConfirmSubscription', { TopicArn: topic, Token }));
    expect(await say('x')).toBe('400 InvalidParameter: Invalid token');
    expect(await say('0'.repeat(288))).toBe('400 InvalidParameter: Invalid parameter: Token');
    await cloud.subscribe(await cloud.topic('other-tokens'), 'email', 'other@example.com');
    const [, other = ''] = /Token=([0-9a-f]+)/.exec((await cloud.mails()).at(-1)?.body ?? '') ?? [];
    expect(await say(other)).toBe('400 InvalidParameter: Invalid parameter: Token');
  });

  test('a raw message is its text, with a header that says so', async () => {
    await using web = await webServer();
    const topic = await cloud.topic('raw-web');
    await cloud.subscribe(topic, 'http', web.url.replace('//', '//user:secret@'), { RawMessageDelivery: 'true' });
    await confirm((await web.first(1))[0]);
    await publish(topic, 'just this');
    const [, got] = await web.first(2);
    expect(got?.text).toBe('just this');
    expect(got?.headers['x-amz-sns-rawdelivery']).toBe('true');
    expect(got?.headers.authorization).toBe(`Basic ${Buffer.from('user:secret').toString('base64')}`);
  });

  test('it is tried again three times when the server fails, and given up then', async () => {
    await using web = await webServer(200, 503, 429, 500, 200, 500, 500, 500, 500);
    const topic = await cloud.topic('trying');
    await cloud.subscribe(topic, 'http', web.url);
    await confirm((await web.first(1))[0]);
    await publish(topic, 'first');
    const ids = async (from: number, to: number) =>
      (await web.first(to)).slice(from, to).map(({ headers }) => headers['x-amz-sns-message-id']);
    expect(new Set(await ids(1, 5)).size).toBe(1);
    await publish(topic, 'second');
    await until('given up', () =>
      cloud.lines.some((line) => line.endsWith('not delivered, given up: it answered 500')),
    );
    expect(new Set(await ids(5, 9)).size).toBe(1);
    await publish(topic, 'third');
    expect(JSON.parse((await web.first(10))[9]?.text ?? '').Message).toBe('third');
  });

  test('a server that refuses is not asked again, and no redirect is followed', async () => {
    await using web = await webServer(200, 404, 302);
    const topic = await cloud.topic('refusing');
    await cloud.subscribe(topic, 'http', web.url);
    await confirm((await web.first(1))[0]);
    for (const status of [404, 302]) {
      await publish(topic, `meets ${status}`);
      await until(`${status}`, () => cloud.lines.some((line) => line.endsWith(`given up: it answered ${status}`)));
    }
    await publish(topic, 'last');
    expect(JSON.parse((await web.first(4))[3]?.text ?? '').Message).toBe('last');
    expect(web.posts).toHaveLength(4);
  });

  test('a server that is silent has a limited time', async () => {
    await using web = await webServer(200, 0);
    const topic = await cloud.topic('silent');
    await cloud.subscribe(topic, 'http', web.url);
    await confirm((await web.first(1))[0]);
    await publish(topic, 'hello?');
    const [, one, two] = await web.first(3);
    expect(two?.text).toBe(one?.text);
  });

  test('nothing is sent to another machine', async () => {
    const topic = await cloud.topic('far');
    const arn = await cloud.subscribe(topic, 'https', 'https://user:secret@far.example/hook');
    expect(cloud.lines.at(-1)).toMatch(
      /^SNS: a SubscriptionConfirmation for https:\/\/far\.example\/hook was not sent: .* this machine/,
    );
    expect(await stateOf(arn)).toBe('true');
  });

  test('who ends a subscription without a signature can take it back', async () => {
    await using web = await webServer();
    const topic = await cloud.topic('back');
    const arn = await cloud.subscribe(topic, 'http', web.url);
    await confirm((await web.first(1))[0]);
    await publish(topic, 'x');
    const { UnsubscribeURL } = JSON.parse((await web.first(2))[1]?.text ?? '');
    expect((await fetch(UnsubscribeURL)).status).toBe(200);
    const goodbye = (await web.first(3))[2];
    expect(goodbye?.headers['x-amz-sns-message-type']).toBe('UnsubscribeConfirmation');
    expect(await refusal(stateOf(arn))).toBe('404 NotFound: Subscription does not exist');
    await confirm(goodbye);
    expect(await stateOf(arn)).toBe('false');
    await cloud.sns('Unsubscribe', { SubscriptionArn: arn });
    await publish(topic, 'nobody hears it');
    expect(web.posts).toHaveLength(3);
  });

  test('only what is signed ends a subscription that wants it so', async () => {
    await using web = await webServer();
    const topic = await cloud.topic('signed');
    const SubscriptionArn = await cloud.subscribe(topic, 'http', web.url);
    expect(await refusal(cloud.sns('Unsubscribe', { SubscriptionArn }))).toMatch('pending confirmation');
    const { Token } = JSON.parse((await web.first(1))[0]?.text ?? '');
    await cloud.sns('ConfirmSubscription', { TopicArn: topic, Token, AuthenticateOnUnsubscribe: 'true' });
    const url = `${cloud.endpoint}/?Action=Unsubscribe&Version=2010-03-31&SubscriptionArn=${SubscriptionArn}`;
    expect((await fetch(url)).status).toBe(403);
    expect(await refusal(cloud.sns('Unsubscribe', { SubscriptionArn }))).toBe('no error');
    expect((await fetch(`${cloud.endpoint}/?Action=ListTopics&Version=2010-03-31`)).status).toBe(403);
  });
});

describe('by mail', () => {
  const urlIn = (body: string) => /^http\S+$/m.exec(body)?.[0] ?? '';

  test('an address is asked first, and gets messages once it has confirmed', async () => {
    const topic = await cloud.topic('mail');
    const arn = await cloud.subscribe(topic, 'email', 'ada@example.com');
    await publish(topic, 'too early');
    const [asked, ...more] = (await cloud.mails()).filter(({ topicArn }) => topicArn === topic);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({
      to: 'ada@example.com',
      subject: 'AWS Notification - Subscription Confirmation',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(asked?.body).toMatch(`You have chosen to subscribe to the topic:\n${topic}\n`);
    expect(
      cloud.lines.some((line) => line.includes('a mail to ada@example.com') && line.includes('mails nothing')),
    ).toBe(true);
    expect((await fetch(urlIn(asked?.body ?? ''))).status).toBe(200);
    expect(await stateOf(arn)).toBe('false');
    await publish(topic, 'Something happened.', { Subject: 'News' });
    await publish(topic, 'And again.');
    const [, news, again] = (await cloud.mails()).filter(({ topicArn }) => topicArn === topic);
    expect(news).toMatchObject({ to: 'ada@example.com', subject: 'News' });
    expect(news?.body).toMatch(/^Something happened\.\n\n--\nIf you wish to stop receiving notifications/);
    expect(again?.subject).toBe('AWS Notification Message');
    expect((await fetch(urlIn(news?.body ?? ''))).status).toBe(200);
    await publish(topic, 'Nobody reads it.');
    const [, , , goodbye, ...rest] = (await cloud.mails()).filter(({ topicArn }) => topicArn === topic);
    expect(goodbye?.subject).toBe('AWS Notification - Unsubscribe Confirmation');
    expect(rest).toEqual([]);
  });

  test('email-json gets JSON', async () => {
    const topic = await cloud.topic('mail-json');
    await cloud.subscribe(topic, 'email-json', 'bob@example.com');
    const own = async () =>
      (await cloud.mails()).filter(({ topicArn }) => topicArn === topic).map(({ body }) => JSON.parse(body));
    const [asked] = await own();
    expect(asked.Type).toBe('SubscriptionConfirmation');
    await fetch(asked.SubscribeURL);
    await publish(topic, JSON.stringify({ default: 'd', email: 'e', 'email-json': 'j' }), { MessageStructure: 'json' });
    expect((await own())[1]).toMatchObject({ Type: 'Notification', Message: 'j' });
  });

  test('who subscribes again while pending is asked again', async () => {
    const topic = await cloud.topic('twice');
    const first = await cloud.subscribe(topic, 'email', 'eve@example.com');
    expect(await cloud.subscribe(topic, 'email', 'eve@example.com')).toBe(first);
    expect(
      texts(
        await cloud.sns('Subscribe', { TopicArn: topic, Protocol: 'email', Endpoint: 'eve@example.com' }),
        'SubscriptionArn',
      ),
    ).toEqual(['pending confirmation']);
    expect((await cloud.mails()).filter(({ to }) => to === 'eve@example.com')).toHaveLength(3);
  });

  test('the newest 200 mails are kept', async () => {
    const topic = await cloud.topic('many');
    for (let i = 0; i < 201; i += 1) await cloud.subscribe(topic, 'email', `${i}@example.com`);
    const mails = await cloud.mails();
    expect([mails.length, mails[0]?.to, mails.at(-1)?.to]).toEqual([200, '1@example.com', '200@example.com']);
    const listed = await cloud.sns('ListSubscriptionsByTopic', { TopicArn: topic });
    expect(texts(listed, 'Endpoint')).toHaveLength(100);
    expect(texts(listed, 'NextToken')).toHaveLength(1);
  });
});

test('a token is worth something for two days, and then its subscription is forgotten', async () => {
  // Ten hours pass in a few milliseconds.
  await using fast = await start({ scale: 10_000_000 });
  const topic = await fast.topic('slow');
  await fast.subscribe(topic, 'email', 'late@example.com');
  const url = /^http\S+$/m.exec((await fast.mails())[0]?.body ?? '')?.[0] ?? '';
  await until(
    'forgotten',
    async () => (await fast.attributes('GetTopicAttributes', { TopicArn: topic }))['SubscriptionsPending'] === '0',
  );
  expect((await fetch(url)).status).toBe(400);
});

test('topics, subscriptions, tokens and mails outlive a restart', async () => {
  const first = await start();
  const topic = await first.topic('kept', { Attributes: { DisplayName: 'Kept' }, Tags: [{ Key: 'a', Value: '1' }] });
  const { arn } = await first.queue('kept');
  await first.subscribe(topic, 'sqs', arn);
  await first.subscribe(topic, 'email', 'kay@example.com');
  const before = await first.attributes('GetTopicAttributes', { TopicArn: topic });
  const mails = await first.mails();
  await first.stop();
  await using second = await start({ state: first.state });
  expect(await second.attributes('GetTopicAttributes', { TopicArn: topic })).toEqual(before);
  expect(texts(await second.sns('ListTagsForResource', { ResourceArn: topic }), 'Key')).toEqual(['a']);
  expect(await second.mails()).toEqual(mails);
  // The mail names the door of the cloud that was; its token is as good at that of the new one.
  const [, Token = ''] = /Token=([0-9a-f]+)/.exec(mails[0]?.body ?? '') ?? [];
  await second.sns('ConfirmSubscription', { TopicArn: topic, Token });
  await second.sns('Publish', { TopicArn: topic, Message: 'still here' });
  expect((await (await second.queue('kept')).bodies()).map(({ Message }) => Message)).toEqual(['still here']);
  expect((await second.mails()).at(-1)?.body).toMatch(/^still here\n/);
});

test('a cloud that stops waits for no endpoint', async () => {
  await using web = await webServer(0);
  const own = await start({ scale: 1 });
  await own.subscribe(await own.topic('hanging'), 'http', web.url);
  await web.first(1);
  const began = Date.now();
  await own[Symbol.asyncDispose]();
  expect(Date.now() - began).toBeLessThan(1_500);
});
