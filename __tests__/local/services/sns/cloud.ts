import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCloud } from '../../../../src/local/cloud.ts';
import { jsonClient, queryClient } from '../clients.ts';

/** The texts of all elements of a name, in an answer in XML. */
export const texts = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );

/** `{Attributes: {a: '1'}}` and `{Tags: [{Key: 'a'}]}` as Query has them. */
function flat(input: object, before = ''): [string, string][] {
  return Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    const path = before === '' ? name : `${before}.${name}`;
    if (Array.isArray(value)) return value.flatMap((item, i) => leafOf(item, `${path}.member.${i + 1}`));
    if (name === 'Attributes')
      return Object.entries(value as object).flatMap(([key, text], i): [string, string][] => [
        [`${path}.entry.${i + 1}.key`, key],
        [`${path}.entry.${i + 1}.value`, String(text)],
      ]);
    if (name === 'MessageAttributes')
      return Object.entries(value as object).flatMap(([key, inner], i): [string, string][] => [
        [`${path}.entry.${i + 1}.Name`, key],
        ...flat(inner as object, `${path}.entry.${i + 1}.Value`),
      ]);
    return leafOf(value, path);
  });
}

function leafOf(value: unknown, path: string): [string, string][] {
  return typeof value === 'object' && value !== null ? flat(value, path) : [[path, String(value)]];
}

/** A Query service that takes nested input and throws `Code: Message` for an error. */
function caller(endpoint: string, version: string, service: string) {
  const ask = queryClient(endpoint, version, service);
  return async (action: string, input: object = {}) => {
    const { status, text } = await ask(action, Object.fromEntries(flat(input)));
    if (status < 300) return text;
    throw new Error(`${status} ${texts(text, 'Code').join()}: ${texts(text, 'Message').join()}`);
  };
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly topicArn: string;
  readonly at: string;
}

/** A whole cloud with clients of it. */
export async function start({ scale = 200, state = mkdtempSync(join(tmpdir(), 'sns-')) } = {}) {
  const lines: string[] = [];
  const cloud = await openCloud({ port: 0, state, scale, log: (line) => lines.push(line) });
  const sns = caller(cloud.endpoint, '2010-03-31', 'sns');
  const sqs = jsonClient(cloud.endpoint, 'AmazonSQS', 'sqs');
  const topic = async (Name: string, more: object = {}) =>
    texts(await sns('CreateTopic', { Name, ...more }), 'TopicArn')[0] ?? '';
  const subscribe = async (TopicArn: string, Protocol: string, Endpoint: string, Attributes: object = {}) =>
    texts(
      await sns('Subscribe', { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: 'true' }),
      'SubscriptionArn',
    )[0] ?? '';
  const queue = async (QueueName: string) => {
    const { QueueUrl } = await sqs('CreateQueue', { QueueName });
    const receive = async (WaitTimeSeconds = 0) => {
      const { Messages = [] } = await sqs('ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
        VisibilityTimeout: 43_200,
        WaitTimeSeconds,
      });
      // biome-ignore lint/suspicious/noExplicitAny: each test knows what it sent.
      return Messages as any[];
    };
    return {
      url: QueueUrl as string,
      arn: `arn:aws:sqs:us-east-1:123456789012:${QueueName}`,
      receive,
      /** The notifications in it. */
      bodies: async () => (await receive()).map(({ Body }) => JSON.parse(Body)),
    };
  };
  return {
    endpoint: cloud.endpoint,
    lines,
    state,
    sns,
    sqs,
    topic,
    subscribe,
    queue,
    cloudWatch: caller(cloud.endpoint, '2010-08-01', 'monitoring'),
    autoScaling: caller(cloud.endpoint, '2011-01-01', 'autoscaling'),
    cloudFormation: caller(cloud.endpoint, '2010-05-15', 'cloudformation'),
    /** The attributes of a topic or a subscription. */
    attributes: async (operation: string, input: object) => {
      const xml = await sns(operation, input);
      const values = texts(xml.replaceAll('<value/>', '<value></value>'), 'value');
      return Object.fromEntries(texts(xml, 'key').map((key, i) => [key, values[i]]));
    },
    mails: async () => {
      const answer = (await (await fetch(`${cloud.endpoint}/_beanpole/mail`)).json()) as { readonly mail: Mail[] };
      return answer.mail;
    },
    stop: cloud.stop,
    async [Symbol.asyncDispose]() {
      await cloud.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

export type TestCloud = Awaited<ReturnType<typeof start>>;

/** What came to a web server. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A web server that keeps what is posted to it and answers in turn with these statuses, then with 200; 0 is no answer at all. */
export async function webServer(...statuses: number[]) {
  const posts: Posted[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    posts.push({ headers: request.headers, text });
    const status = statuses.shift() ?? 200;
    if (status !== 0) response.writeHead(status, { location: '/elsewhere' }).end();
    for (const wake of waiting.splice(0)) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    posts,
    /** The posts, once there are so many. */
    async first(count: number) {
      while (posts.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return posts;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Polls until `test` gives something true; fails after 10 s. */
export async function until<T>(what: string, test: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + 10_000; ; ) {
    const value = await test();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Why something was refused. */
export const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => error.message,
  );
