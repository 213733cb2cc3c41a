import { createServer, type RequestListener, request, type Server } from 'node:http';
import { request as secureRequest } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/local/engine/resource.ts';
import { get, type Made, stack, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function app(listener: RequestListener): Promise<{ port: number; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { server, port: (server.address() as AddressInfo).port };
}

interface Balanced {
  readonly test: TestCloud;
  readonly url: string;
  readonly balancer: Made;
  readonly group: Made;
  register(port: number): void;
  state(port: number): string | undefined;
}

const certificate = [{ CertificateArn: 'arn:aws:acm:eu-central-1:000000000000:certificate/1' }];

async function balanced(properties: JsonObject = {}, scale = 20): Promise<Balanced> {
  const test = await startCloud({ scale });
  closing.push(test.stop);
  const own = stack(test);
  const balancer = await own.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
    Subnets: subnets(test),
  });
  const group = await own.create('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroup', {
    TargetType: 'ip',
    Port: 80,
    Protocol: 'HTTP',
    HealthCheckIntervalSeconds: 5,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/healthz',
    ...properties,
  });
  await own.create('AWS::ElasticLoadBalancingV2::Listener', 'HttpListener', {
    LoadBalancerArn: balancer.physicalId,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group.physicalId }],
  });
  const { targets } = test.world.parts;
  return {
    test,
    balancer,
    group,
    url: `http://${String(balancer.attributes['DNSName'])}`,
    register: (port) => targets.register(group.physicalId, { id: '127.0.0.1', port }),
    state: (port) => {
      const found = targets.of(group.physicalId).find((target) => target.port === port);
      return found && targets.verdict(found).state;
    },
  };
}

const delay = (seconds: number) => [{ Key: 'deregistration_delay.timeout_seconds', Value: String(seconds) }];

describe('a load balancer', () => {
  test('has the names and attributes of an Application Load Balancer', async () => {
    const { balancer, group } = await balanced();
    expect(balancer.physicalId).toMatch(
      /^arn:aws:elasticloadbalancing:eu-central-1:000000000000:loadbalancer\/app\/shop-live-.{1,23}\/[0-9a-f]{16}$/,
    );
    expect(balancer.physicalId.split('/')[2]?.length).toBeLessThanOrEqual(32);
    expect(balancer.attributes['LoadBalancerFullName']).toMatch(/^app\/shop-live-/);
    expect(group.attributes['TargetGroupFullName']).toMatch(/^targetgroup\/shop-live-/);
  });

  test('forwards a request with its body and tells the target who asked', async () => {
    const seen: { url?: string | undefined; headers: Record<string, unknown>; body: string }[] = [];
    const { port } = await app(async (message, response) => {
      let body = '';
      for await (const piece of message) body += piece;
      if (message.url !== '/healthz') seen.push({ url: message.url, headers: message.headers, body });
      response
        .setHeader('Set-Cookie', ['a=1', 'b=2'])
        .writeHead(message.method === 'POST' ? 201 : 200)
        .end(`got ${body}`);
    });
    const { url, register, state } = await balanced();
    register(port);
    await until('health', () => state(port) === 'healthy');
    const answer = await fetch(`${url}/a?b=c`, {
      method: 'POST',
      body: 'hello',
      headers: { 'X-Forwarded-For': '203.0.113.7' },
    });
    expect([answer.status, await answer.text()]).toEqual([201, 'got hello']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(seen).toMatchObject([
      {
        url: '/a?b=c',
        body: 'hello',
        headers: {
          'x-forwarded-for': '203.0.113.7, 127.0.0.1',
          'x-forwarded-proto': 'http',
          'x-forwarded-port': '80',
          host: url.slice('http://'.length),
        },
      },
    ]);
  });

  test('sends no request to a new target before a check has passed, and answers 503 while there is no other', async () => {
    let healthy = false;
    let asked = 0;
    const { port } = await app((message, response) => {
      if (message.url !== '/healthz') asked += 1;
      response.writeHead(message.url === '/healthz' && !healthy ? 500 : 200).end('ok');
    });
    const { url, register, state } = await balanced({ UnhealthyThresholdCount: 10 });
    expect((await get(url)).status).toBe(503);
    register(port);
    expect(state(port)).toBe('initial');
    expect(await get(url)).toMatchObject({
      status: 503,
      body: expect.stringContaining('503 Service Temporarily Unavailable'),
    });
    expect(asked).toBe(0);
    healthy = true;
    await until('health', () => state(port) === 'healthy');
    expect((await get(url)).status).toBe(200);
  });

  test('sends a client back to the target that it has by its cookie, until that one leaves', async () => {
    const apps = await Promise.all(
      ['first', 'second'].map((name) => app((_, response) => response.setHeader('Set-Cookie', 'own=1').end(name))),
    );
    const sticky = { 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '3600' };
    const { test, group, url, register, state } = await balanced({
      TargetGroupAttributes: Object.entries(sticky).map(([Key, Value]) => ({ Key, Value })),
    });
    for (const { port } of apps) register(port);
    await until('health', () => apps.every(({ port }) => state(port) === 'healthy'));
    const first = await fetch(url);
    const name = await first.text();
    const cookies = first.headers.getSetCookie();
    expect(cookies.map((one) => one.split('=')[0])).toEqual(['own', 'AWSALB', 'AWSALBCORS']);
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    const again = async () => (await fetch(url, { headers: { cookie } })).text();
    for (let turn = 0; turn < 4; turn += 1) expect(await again()).toBe(name);
    expect(new Set([await (await fetch(url)).text(), await (await fetch(url)).text()]).size).toBe(2);
    const { port = 0 } = apps[name === 'first' ? 0 : 1] ?? {};
    test.world.parts.targets.deregister(group.physicalId, { id: '127.0.0.1', port });
    expect(await again()).not.toBe(name);
  });

  test('takes an unhealthy target out, and fails open when all are unhealthy', async () => {
    const good = new Set(['a', 'b']);
    const make = (name: string) =>
      app((message, response) =>
        response.writeHead(message.url === '/healthz' && !good.has(name) ? 500 : 200).end(name),
      );
    const [a, b] = await Promise.all([make('a'), make('b')]);
    const { url, register, state } = await balanced();
    for (const { port } of [a, b]) register(port);
    await until('health', () => state(a.port) === 'healthy' && state(b.port) === 'healthy');
    const names = async () => new Set(await Promise.all(Array.from({ length: 8 }, async () => (await get(url)).body)));
    expect(await names()).toEqual(new Set(['a', 'b']));
    good.delete('a');
    await until('a to be unhealthy', () => state(a.port) === 'unhealthy');
    expect(await names()).toEqual(new Set(['b']));
    good.delete('b');
    await until('b to be unhealthy', () => state(b.port) === 'unhealthy');
    expect(await names()).toEqual(new Set(['a', 'b']));
  });

  test('answers 502 when the target refuses or breaks off, and counts it', async () => {
    const { port, server } = await app((message, response) => {
      if (message.url === '/healthz') response.end('ok');
      else message.socket.destroy();
    });
    const { url, register, state, test, balancer, group } = await balanced({ HealthCheckIntervalSeconds: 60 });
    register(port);
    await until('health', () => state(port) === 'healthy');
    expect(await get(url)).toMatchObject({ status: 502, body: expect.stringContaining('502 Bad Gateway') });
    server.closeAllConnections();
    server.close();
    expect((await get(url)).status).toBe(502);
    const dimensions = [{ Name: 'LoadBalancer', Value: String(balancer.attributes['LoadBalancerFullName']) }];
    const count = (name: string, more: typeof dimensions = []) =>
      test.world.parts.metrics.statistic(
        { namespace: 'AWS/ApplicationELB', name, dimensions: [...dimensions, ...more] },
        'Sum',
        { from: 0, to: Infinity },
      );
    expect(count('HTTPCode_ELB_5XX_Count')).toBe(2);
    expect(
      count('RequestCount', [{ Name: 'TargetGroup', Value: String(group.attributes['TargetGroupFullName']) }]),
    ).toBe(2);
    expect(count('HTTPCode_Target_5XX_Count')).toBeUndefined();
  });

  test('drops no request of a constant stream while a target is deregistered', async () => {
    const make = (name: string) =>
      app((message, response) => void setTimeout(() => response.end(name), message.url === '/healthz' ? 0 : 25));
    const [a, b] = await Promise.all([make('a'), make('b')]);
    const { url, register, state, test, group } = await balanced({ TargetGroupAttributes: delay(5) });
    for (const { port } of [a, b]) register(port);
    await until('health', () => state(a.port) === 'healthy' && state(b.port) === 'healthy');
    const answers: string[] = [];
    let going = true;
    const client = async () => {
      while (going)
        answers.push(
          await get(url).then(
            ({ status, body }) => `${status} ${body}`,
            (error: Error) => `failed: ${error.message}`,
          ),
        );
    };
    const clients = [client(), client(), client(), client()];
    await until('both to serve', () => answers.includes('200 a') && answers.includes('200 b'));
    test.world.parts.targets.deregister(group.physicalId, { id: '127.0.0.1', port: a.port });
    expect(state(a.port)).toBe('draining');
    await until('the target to be gone', () => state(a.port) === undefined);
    a.server.close();
    a.server.closeAllConnections();
    const before = answers.length;
    await until('more answers', () => answers.length > before + 40);
    going = false;
    await Promise.all(clients);
    expect(new Set(answers)).toEqual(new Set(['200 a', '200 b']));
    expect(new Set(answers.slice(before + 4))).toEqual(new Set(['200 b']));
  });

  test('lets a request under way finish on a draining target, and cuts it when the delay is over', async () => {
    const held: (() => void)[] = [];
    const { port } = await app((message, response) => {
      if (message.url === '/healthz') response.end('ok');
      else held.push(() => response.end('late'));
    });
    const { url, register, state, test, group } = await balanced({ TargetGroupAttributes: delay(10) });
    register(port);
    await until('health', () => state(port) === 'healthy');
    const [finished, cut] = [get(url), get(url).catch(() => 'cut')];
    await until('both requests', () => held.length === 2);
    test.world.parts.targets.deregister(group.physicalId, { id: '127.0.0.1', port });
    held[0]?.();
    expect((await finished).body).toBe('late');
    expect(await cut).toBe('cut');
    expect(state(port)).toBeUndefined();
  });

  test('carries a WebSocket both ways', async () => {
    const { port, server } = await app((_, response) => void response.end('ok'));
    server.on('upgrade', (message, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Path: ${message.url}\r\n\r\n`,
      );
      socket.on('data', (data: Buffer) => socket.write(`echo ${data}`));
      socket.on('end', () => socket.end()).on('error', () => {});
    });
    const { url, register, state } = await balanced();
    register(port);
    await until('health', () => state(port) === 'healthy');
    const upgrade = request(`${url}/chat`, { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } });
    const answered = await new Promise<{ path: unknown; text: string }>((resolve, reject) => {
      upgrade.once('error', reject);
      upgrade.once('upgrade', (answer, socket) => {
        socket.once('data', (data: Buffer) => {
          resolve({ path: answer.headers['x-path'], text: String(data) });
          socket.destroy();
        });
        socket.write('hello');
      });
      upgrade.end();
    });
    expect(answered).toEqual({ path: '/chat', text: 'echo hello' });
  });

  test('speaks TLS and plain HTTP at one door, and redirects from one to the other', async () => {
    const { port } = await app((message, response) => void response.end(String(message.headers['x-forwarded-proto'])));
    const { test, url, group, balancer, register, state } = await balanced();
    register(port);
    const own = stack(test);
    await own.create('AWS::ElasticLoadBalancingV2::Listener', 'HttpsListener', {
      LoadBalancerArn: balancer.physicalId,
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: certificate,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group.physicalId }],
    });
    const http = test.world.parts.records.listeners.values().find((listener) => listener.port === 80);
    const redirect = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } };
    if (http) test.world.parts.records.listeners.set(http.arn, { ...http, defaultActions: [redirect] });
    await until('health', () => state(port) === 'healthy');
    const answer = await fetch(`${url}/a?b=1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([301, `${url.replace('http', 'https')}/a?b=1`]);
    const secure = await new Promise<string>((resolve, reject) => {
      const asked = secureRequest(answer.headers.get('location') ?? '', { rejectUnauthorized: false }, (response) => {
        response.once('data', (data: Buffer) => resolve(String(data)));
      });
      asked.once('error', reject).end();
    });
    expect(secure).toBe('https');
  });

  test('keeps its door at the same port over a restart, and closes it with the load balancer', async () => {
    const { test, url, balancer } = await balanced();
    expect((await get(url)).status).toBe(503);
    await stack(test).delete(balancer);
    const port = Number(url.split(':')[2]);
    await expect(
      new Promise((resolve, reject) => connect(port, '127.0.0.1').once('connect', resolve).once('error', reject)),
    ).rejects.toThrow('ECONNREFUSED');
  });
});
