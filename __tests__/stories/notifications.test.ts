import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { requestStream } from '../../scripts/stage/stream.js';
import { lookInto, until } from './cloud.ts';
import { application, room, runAction, scale, settings, startLocalCloud, write } from './stage.ts';

/** Answers with an error where its path wants that. */
const answering = `
  const server = require('node:http').createServer(({ url }, answer) => answer.writeHead(url === '/500' ? 500 : 200).end());
  server.listen(process.env.PORT);
  process.on('SIGTERM', () => server.close());
`;

/** What SNS sends to an HTTP endpoint, and the message in it. */
interface Envelope {
  readonly Type: string;
  readonly SubscribeURL?: string;
  readonly Subject?: string;
  readonly Message: string;
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

describe('who is named in the settings', () => {
  const here = room();
  const heard: Envelope[] = [];
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: ReturnType<typeof lookInto>;
  let listener: Server;

  const run = (inputs: Readonly<Record<string, string>> = {}) =>
    runAction({
      workspace: join(here.path, 'tree'),
      inputs: { environment: 'fleet', ...inputs },
      environment: cloud.environment,
    });
  const mails = async (): Promise<readonly Mail[]> =>
    ((await (await fetch(`${cloud.endpoint}/_beanpole/mail`)).json()) as { mail: Mail[] }).mail;
  const subjects = () => heard.map(({ Subject = '' }) => Subject);
  const alarmed = (state: 'ALARM' | 'OK') =>
    until(
      async () => subjects().find((subject) => subject.startsWith(`${state}: "story-fleet-ServerErrorAlarm-`)),
      (subject) => subject !== undefined,
      30_000,
    );

  beforeAll(async () => {
    listener = createServer(async (asked, answer) => {
      const envelope = JSON.parse(await textOf(asked)) as Envelope;
      answer.end();
      // As its owner agrees.
      if (envelope.SubscribeURL !== undefined) await fetch(envelope.SubscribeURL);
      heard.push(envelope);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const to = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/told`;
    const named = settings(`notifications: ["${to}", ops@example.com]\n`);
    write(join(here.path, 'tree'), application('1', { 'server.js': answering, 'beanpole.yml': named }));
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    const { code, log } = await run();
    if (code !== 0) throw new Error(log);
  }, 90_000);
  afterAll(async () => {
    listener.close();
    listener.closeAllConnections();
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('is asked first, an address by a mail and a URL by a request', async () => {
    expect(heard[0]).toMatchObject({ Type: 'SubscriptionConfirmation' });
    const asked = (await mails()).find(({ to }) => to === 'ops@example.com');
    expect(asked?.subject).toBe('AWS Notification - Subscription Confirmation');
    const [link = ''] = /http:\S+ConfirmSubscription\S+/.exec(asked?.body ?? '') ?? [];
    expect((await fetch(link)).status).toBe(200);
  });

  test('hears of an alarm when it rings, and when all is well again', async () => {
    const { Url: url } = (await look.stack('story-fleet'))?.outputs ?? {};
    const broken = requestStream(`${url}/500`, { senders: 2, pauseMs: 10 });
    const rings = await alarmed('ALARM');
    await broken.stop();
    const { Message } = heard.find(({ Subject }) => Subject === rings) ?? { Message: '{}' };
    expect(JSON.parse(Message)).toMatchObject({
      NewStateValue: 'ALARM',
      AlarmDescription: 'More than 10 % of at least 30 requests a minute end in a server error.',
    });
    expect((await mails()).filter(({ to, subject }) => to === 'ops@example.com' && subject === rings)).toHaveLength(1);
    expect(await alarmed('OK')).toBeDefined();
  }, 90_000);

  test('hears of an instance that cannot be launched', async () => {
    const faults = `${cloud.endpoint}/_beanpole/faults`;
    await fetch(faults, { method: 'PUT', body: JSON.stringify({ rules: [{ what: 'no-capacity' }] }) });
    const { AutoScalingGroupName } = await look.group('story-fleet');
    await look.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 }));
    const failed = () =>
      heard.find(({ Message }) => Message.includes('"Event":"autoscaling:EC2_INSTANCE_LAUNCH_ERROR"'));
    expect(
      await until(
        async () => failed(),
        (one) => one !== undefined,
        30_000,
      ),
    ).toBeDefined();
    await fetch(faults, { method: 'PUT', body: JSON.stringify({ rules: [] }) });
    await look.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
  }, 60_000);

  test('goes with the environment, and nobody is left subscribed', async () => {
    expect((await run({ command: 'destroy' })).outputs['outcome']).toBe('destroyed');
    expect(await look.query('sns', 'ListSubscriptions', {})).not.toContain('ops@example.com');
  }, 60_000);
});

async function textOf(asked: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of asked) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
