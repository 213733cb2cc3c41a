import { createServer as createWeb } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/local/engine/resource.ts';
import { type Made, stack, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Says its name, then sends back what it gets. */
async function echo(name: string): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).write(`${name}\n`);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function started(): Promise<{ readonly test: TestCloud; readonly own: ReturnType<typeof stack> }> {
  const test = await startCloud({ scale: 20 });
  closing.push(test.stop);
  return { test, own: stack(test) };
}

type Own = ReturnType<typeof stack>;
const v2 = 'AWS::ElasticLoadBalancingV2';

const networkBalancer = (own: Own, test: TestCloud) =>
  own.create(`${v2}::LoadBalancer`, 'Network', { Type: 'network', Subnets: subnets(test) });
const appBalancer = (own: Own, test: TestCloud, id = 'App') =>
  own.create(`${v2}::LoadBalancer`, id, { Subnets: subnets(test) });
const group = (own: Own, id: string, properties: JsonObject) =>
  own.create(`${v2}::TargetGroup`, id, {
    TargetType: 'ip',
    Port: 80,
    HealthCheckIntervalSeconds: 5,
    UnhealthyThresholdCount: 2,
    ...properties,
  });
const listener = (own: Own, id: string, balancer: Made, to: Made, properties: JsonObject) =>
  own.create(`${v2}::Listener`, id, {
    LoadBalancerArn: balancer.physicalId,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: to.physicalId }],
    ...properties,
  });

const healthy = (test: TestCloud, { physicalId }: Made) =>
  until('health', () => {
    const { targets } = test.world.parts;
    return (
      targets.of(physicalId).length > 0 &&
      targets.of(physicalId).every((one) => targets.verdict(one).state === 'healthy')
    );
  });

/** The first line that comes, and what comes back of a word. */
function talk(open: () => Socket, word: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = open();
    socket.on('error', reject).on('data', (piece) => {
      heard += String(piece);
      if (heard.endsWith(word)) {
        resolve(heard);
        socket.destroy();
      }
    });
    socket.write(word);
  });
}

const doorOf = (test: TestCloud, port: number) =>
  Number(
    test.world.parts.balancers
      .reached()
      .find((one) => one.port === port)
      ?.address.split(':')[1],
  );

describe('a network load balancer', () => {
  test('carries connections as they come, each listener to its own group, and checks by opening one', async () => {
    const { test, own } = await started();
    const balancer = await networkBalancer(own, test);
    const [one, two] = [await group(own, 'One', { Protocol: 'TCP' }), await group(own, 'Two', { Protocol: 'TCP' })];
    await listener(own, 'Usual', balancer, one, { Port: 80, Protocol: 'TCP' });
    await listener(own, 'Mail', balancer, two, { Port: 25, Protocol: 'TCP' });
    const { targets } = test.world.parts;
    targets.register(one.physicalId, { id: '127.0.0.1', port: await echo('one') });
    targets.register(two.physicalId, { id: '127.0.0.1', port: await echo('two') });
    await Promise.all([healthy(test, one), healthy(test, two)]);
    const [host = '', port = ''] = String(balancer.attributes['DNSName']).split(':');
    // An address without a port means port 80, also where another listener has a lower one.
    expect(await talk(() => connect(Number(port), host), 'hello')).toBe('one\nhello');
    expect(await talk(() => connect(doorOf(test, 25), '127.0.0.1'), 'mail')).toBe('two\nmail');
    expect(String(balancer.attributes['LoadBalancerFullName'])).toMatch(/^net\//);
  });

  test('ends TLS where the listener says so, and hands on what was in it', async () => {
    const { test, own } = await started();
    const balancer = await networkBalancer(own, test);
    const one = await group(own, 'One', { Protocol: 'TCP' });
    const certificate = { CertificateArn: 'arn:aws:acm:eu-central-1:000000000000:certificate/1' };
    await listener(own, 'Secure', balancer, one, { Port: 443, Protocol: 'TLS', Certificates: [certificate] });
    test.world.parts.targets.register(one.physicalId, { id: '127.0.0.1', port: await echo('one') });
    await healthy(test, one);
    const open = () => connectSecure({ port: doorOf(test, 443), host: '127.0.0.1', rejectUnauthorized: false });
    expect(await talk(open, 'secret')).toBe('one\nsecret');
  });

  test('a connection under way stays with a target that leaves; new ones go to another', async () => {
    const { test, own } = await started();
    const balancer = await networkBalancer(own, test);
    const one = await group(own, 'One', { Protocol: 'TCP' });
    await listener(own, 'Usual', balancer, one, { Port: 80, Protocol: 'TCP' });
    const [first, second] = [await echo('first'), await echo('second')];
    const { targets } = test.world.parts;
    targets.register(one.physicalId, { id: '127.0.0.1', port: first });
    await healthy(test, one);
    const socket = connect(doorOf(test, 80), '127.0.0.1');
    closing.push(async () => socket.destroy());
    const heard: string[] = [];
    socket.on('data', (piece) => heard.push(String(piece)));
    await until('the first connection', () => heard.join('') === 'first\n');
    targets.register(one.physicalId, { id: '127.0.0.1', port: second });
    await healthy(test, one);
    targets.deregister(one.physicalId, { id: '127.0.0.1', port: first });
    for (let turn = 0; turn < 3; turn += 1)
      expect(await talk(() => connect(doorOf(test, 80), '127.0.0.1'), 'x')).toBe('second\nx');
    socket.write('still here');
    await until('what comes back', () => heard.join('').endsWith('still here'));
  });
});

describe('Elastic Load Balancing refuses', () => {
  test.each<readonly [string, (own: Own, test: TestCloud) => Promise<unknown>, RegExp]>([
    [
      'HTTP of a network load balancer',
      async (own, test) =>
        listener(own, 'L', await networkBalancer(own, test), await group(own, 'G', { Protocol: 'TCP' }), {
          Port: 80,
          Protocol: 'HTTP',
        }),
      /protocol 'HTTP' is not supported with a load balancer of type 'network'/,
    ],
    [
      'a group of TCP behind an application load balancer',
      async (own, test) =>
        listener(own, 'L', await appBalancer(own, test), await group(own, 'G', { Protocol: 'TCP' }), {
          Port: 80,
          Protocol: 'HTTP',
        }),
      /with protocol TCP cannot be used with a load balancer of type 'application'/,
    ],
    [
      'one group behind two load balancers',
      async (own, test) => {
        const to = await group(own, 'G', { Protocol: 'HTTP' });
        await listener(own, 'L', await appBalancer(own, test), to, { Port: 80, Protocol: 'HTTP' });
        await listener(own, 'M', await appBalancer(own, test, 'Other'), to, { Port: 80, Protocol: 'HTTP' });
      },
      /cannot be associated with more than one load balancer/,
    ],
    [
      'two listeners at one port',
      async (own, test) => {
        const [balancer, to] = [await appBalancer(own, test), await group(own, 'G', { Protocol: 'HTTP' })];
        await listener(own, 'L', balancer, to, { Port: 80, Protocol: 'HTTP' });
        await listener(own, 'M', balancer, to, { Port: 80, Protocol: 'HTTP' });
      },
      /A listener already exists on this port/,
    ],
    [
      'an attribute of the other kind',
      (own, test) =>
        own.create(`${v2}::LoadBalancer`, 'B', {
          Type: 'network',
          Subnets: subnets(test),
          LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '60' }],
        }),
      /'idle_timeout.timeout_seconds' is not supported on load balancers with type 'network'/,
    ],
    [
      'a path of a check that asks nothing',
      (own) => group(own, 'G', { Protocol: 'TCP', HealthCheckProtocol: 'TCP', HealthCheckPath: '/up' }),
      /cannot be specified for the health check protocol TCP/,
    ],
  ])('%s', async (_name, make, words) => {
    const { test, own } = await started();
    await expect(make(own, test)).rejects.toThrow(words);
  });

  test.each<readonly [string, JsonObject, RegExp]>([
    ['a priority that is taken', { Priority: 1 }, /Priority '1' is currently in use/],
    ['a priority that there is not', { Priority: 50_001 }, /must be between 1 and 50000/],
    [
      'six values',
      {
        Priority: 2,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a', '/b', '/c', '/d', '/e', '/f'] } }],
      },
      /at most '5' condition values/,
    ],
    ['no condition', { Priority: 2, Conditions: [] }, /A condition must be specified/],
  ])('a rule of %s', async (_name, properties, words) => {
    const { test, own } = await started();
    const [balancer, to] = [await appBalancer(own, test), await group(own, 'G', { Protocol: 'HTTP' })];
    const { physicalId } = await listener(own, 'L', balancer, to, { Port: 80, Protocol: 'HTTP' });
    const rule = (id: string, more: JsonObject) =>
      own.create(`${v2}::ListenerRule`, id, {
        ListenerArn: physicalId,
        Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com'] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: to.physicalId }],
        ...more,
      });
    await rule('First', { Priority: 1 });
    await expect(rule('Second', properties)).rejects.toThrow(words);
  });

  test('a rule of a network load balancer', async () => {
    const { test, own } = await started();
    const to = await group(own, 'G', { Protocol: 'TCP' });
    const { physicalId } = await listener(own, 'L', await networkBalancer(own, test), to, {
      Port: 80,
      Protocol: 'TCP',
    });
    const rule = own.create(`${v2}::ListenerRule`, 'R', {
      ListenerArn: physicalId,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: to.physicalId }],
    });
    await expect(rule).rejects.toThrow("Rules are not supported on listeners of type 'network'");
  });
});

describe('an application load balancer with several listeners', () => {
  test('answers at each by its own rules, the first matching priority before the others', async () => {
    const { test, own } = await started();
    const web = createWeb(({ headers }, answer) => answer.end(`asked at ${headers['x-forwarded-port']}`));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    });
    const balancer = await appBalancer(own, test);
    const to = await group(own, 'G', { Protocol: 'HTTP' });
    test.world.parts.targets.register(to.physicalId, { id: '127.0.0.1', port: (web.address() as AddressInfo).port });
    await listener(own, 'Usual', balancer, to, { Port: 80, Protocol: 'HTTP' });
    const other = await listener(own, 'Other', balancer, to, { Port: 8080, Protocol: 'HTTP' });
    const says = (id: string, Priority: number, Values: readonly string[], MessageBody: string) =>
      own.create(`${v2}::ListenerRule`, id, {
        ListenerArn: other.physicalId,
        Priority,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [...Values] } }],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody } }],
      });
    await says('Later', 20, ['/admin*'], 'later');
    await says('Sooner', 10, ['/admin/*'], 'sooner');
    await healthy(test, to);
    const ask = async (port: number, path: string) =>
      (await fetch(`http://127.0.0.1:${doorOf(test, port)}${path}`)).text();
    expect(await ask(80, '/admin/x')).toBe('asked at 80');
    expect([await ask(8080, '/admin/x'), await ask(8080, '/admin'), await ask(8080, '/')]).toEqual([
      'sooner',
      'later',
      'asked at 8080',
    ]);
  });
});
