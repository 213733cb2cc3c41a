import { createSocket } from 'node:dgram';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto, until } from './cloud.ts';
import { room, runAction, scale, startLocalCloud, write } from './stage.ts';

/** Tells where it was asked, by whom and as which version; `PORT_ADMIN` is there where the settings name a process `admin`. */
const server = (version: string) => `
  const { createServer } = require('node:http');
  const open = (what, port) => createServer((asked, answer) => {
    const { 'x-forwarded-port': port = 'none' } = asked.headers;
    answer.end([what, process.env.BEANPOLE_ENVIRONMENT, '${version}', port].join(' '));
  }).listen(port);
  const servers = [open('web', process.env.PORT)];
  if (process.env.PORT_ADMIN) servers.push(open('admin', process.env.PORT_ADMIN));
  if (process.env.PORT_SECURE) servers.push(open('secure', process.env.PORT_SECURE));
  if (process.env.PORT_VOICE) {
    const voice = require('node:dgram').createSocket('udp4');
    voice.on('message', (message, { port, address }) => voice.send(message + ' ${version}', port, address));
    voice.bind(Number(process.env.PORT_VOICE), '127.0.0.1');
  }
  process.on('SIGTERM', () => process.exit(0));
`;

const settings = `application: story
platform: node
health: { interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 20s }
environments:
  staging:
    mode: high-availability
    load-balancer: { lend: true }
    processes: { admin: { port: 9000, path: /ready } }
    listeners: { 8081: { process: admin } }
    rules: { admin: { hosts: ['staging.example.com'], paths: ['/admin/*'], process: admin } }
  pr-*:
    load-balancer: { shared: staging, hosts: ['{environment}.preview.example.com'] }
  second:
    mode: high-availability
    load-balancer: { shared: staging, hosts: [second.example.com] }
    deploy: { policy: in-place }
    processes: { admin: { port: 9000 }, secure: { port: 9443, protocol: HTTPS } }
    rules:
      admin: { paths: ['/admin/*'], process: admin }
      secure: { paths: ['/secure/*'], priority: 2, process: secure }
  stream:
    mode: high-availability
    load-balancer: { type: network }
    processes: { admin: { port: 2525 }, voice: { port: 5060, protocol: UDP } }
    listeners: { 25: { process: admin }, 5060: { protocol: UDP, process: voice } }
`;

describe('load balancers', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  let lender = '';

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  const deploy = async (environment: string, version: string, inputs: Readonly<Record<string, string>> = {}) => {
    const run = await runAction({
      workspace: write(join(here.path, environment), { 'server.js': server(version), 'beanpole.yml': settings }),
      inputs: { environment, 'version-label': `${environment}-${version}`, ...inputs },
      environment: cloud.environment,
    });
    return { ...run, told: run.code === 0 ? '' : run.log };
  };
  /** The real door of a port of a load balancer. */
  const door = async (stack: string, port: number) => {
    const arn = await look.output(stack, 'LoadBalancerArn');
    const { listeners } = (await (await fetch(`${cloud.endpoint}/_beanpole/listeners`)).json()) as {
      listeners: { loadBalancerArn: string; port: number; address: string }[];
    };
    return listeners.find((one) => one.loadBalancerArn === arn && one.port === port)?.address ?? '';
  };

  test('two processes are routed by path and by port', async () => {
    const { told, outputs } = await deploy('staging', 'v1');
    expect(told).toBe('');
    lender = (outputs['url'] ?? '').replace('http://', '');
    expect(await ask(lender, 'staging.example.com', '/')).toBe('web staging v1 80');
    expect(await ask(lender, 'staging.example.com', '/admin/users')).toBe('admin staging v1 80');
    // The rule names a host: under another one the path is nothing special.
    expect(await ask(lender, 'other.example.com', '/admin/users')).toBe('web staging v1 80');
    expect(await ask(await door('story-staging', 8081), 'other.example.com', '/')).toBe('admin staging v1 8081');
  }, 180_000);

  test('a preview on one instance is a guest by its host name, and costs no load balancer and no address', async () => {
    const { told, outputs } = await deploy('pr-7', 'v1');
    expect(told).toBe('');
    expect(outputs['url']).toBe('http://pr-7.preview.example.com');
    expect(await ask(lender, 'pr-7.preview.example.com', '/')).toBe('web pr-7 v1 80');
    expect(await ask(lender, 'staging.example.com', '/')).toBe('web staging v1 80');
    expect(await look.stack('story-pr-7-data')).toBeUndefined();
    const planned = await deploy('pr-7', 'v1', { command: 'plan' });
    expect(planned.log).toMatch(/the shared load balancer, which is paid for where it stands/);
    const own = await deploy('pr-7', 'v1', { command: 'plan', set: 'mode=high-availability' });
    expect([own.code, planned.code]).toEqual([0, 0]);
  }, 180_000);

  test('a guest of nobody is refused before anything is made, with what to do', async () => {
    const { code, log } = await deploy('pr-8', 'v1', { set: 'load-balancer.shared=nobody' });
    expect(code).not.toBe(0);
    expect(log).toContain('with load-balancer.lend: true');
    expect(await look.stack('story-pr-8')).toBeUndefined();
  }, 120_000);

  test('an update of a guest, and of its host, drops no request of either', async () => {
    const guest = stream(lender, 'pr-7.preview.example.com');
    const host = stream(lender, 'staging.example.com');
    const [one, other] = await Promise.all([deploy('pr-7', 'v2'), deploy('staging', 'v2')]);
    expect([one.told, other.told]).toEqual(['', '']);
    await until(
      () => ask(lender, 'pr-7.preview.example.com', '/'),
      (answer) => answer === 'web pr-7 v2 80',
    );
    const told = await Promise.all([guest.end(), host.end()]);
    expect(told.map(({ failed }) => failed)).toEqual([[], []]);
    expect(told.map(({ seen }) => [...seen].sort())).toEqual([
      ['web pr-7 v1 80', 'web pr-7 v2 80'],
      ['web staging v1 80', 'web staging v2 80'],
    ]);
  }, 240_000);

  test('a guest with several instances has processes of its own, one of them over TLS; who lends cannot go while it is there', async () => {
    const { told } = await deploy('second', 'v1');
    expect(told).toBe('');
    expect(await ask(lender, 'second.example.com', '/')).toBe('web second v1 80');
    expect(await ask(lender, 'second.example.com', '/admin/x')).toBe('admin second v1 80');
    expect(await ask(lender, 'second.example.com', '/secure/x')).toBe('secure second v1 80');
    const destroyed = await deploy('staging', 'v2', { command: 'destroy', confirm: 'staging' });
    expect(destroyed.code).not.toBe(0);
    expect(destroyed.log).toMatch(/in use by/);
    expect(await ask(lender, 'second.example.com', '/')).toBe('web second v1 80');
  }, 180_000);

  test('an update in place turns the doors of all processes, and drops no request of any', async () => {
    const streams = ['/', '/admin/x', '/secure/x'].map((path) => stream(lender, 'second.example.com', path));
    expect((await deploy('second', 'v2')).told).toBe('');
    await until(
      () => ask(lender, 'second.example.com', '/secure/x'),
      (answer) => answer === 'secure second v2 80',
    );
    const told = await Promise.all(streams.map((one) => one.end()));
    expect(told.flatMap(({ failed }) => failed)).toEqual([]);
    expect(told.flatMap(({ seen }) => [...seen]).filter((answer) => answer.includes('v2'))).toHaveLength(3);
  }, 180_000);

  test('a network load balancer carries connections, each port to its process, and an update fails none', async () => {
    const { told, outputs } = await deploy('stream', 'v1');
    expect(told).toBe('');
    const address = (outputs['url'] ?? '').replace('http://', '');
    expect(await ask(address, 'any.example.com', '/')).toBe('web stream v1 none');
    expect(await ask(await door('story-stream', 25), 'any.example.com', '/')).toBe('admin stream v1 none');
    expect(await say(await door('story-stream', 5060), 'hello')).toBe('hello v1');
    const clients = stream(address, 'any.example.com');
    expect((await deploy('stream', 'v2')).told).toBe('');
    await until(
      () => ask(address, 'any.example.com', '/'),
      (answer) => answer === 'web stream v2 none',
    );
    const { failed, seen } = await clients.end();
    expect(failed).toEqual([]);
    expect([...seen].sort()).toEqual(['web stream v1 none', 'web stream v2 none']);
    expect(await say(await door('story-stream', 5060), 'hello')).toBe('hello v2');
  }, 240_000);
});

/** One request, on a connection of its own, to a load balancer that nobody's DNS knows. */
function ask(address: string, host: string, path: string): Promise<string> {
  const [hostname = '', port = ''] = address.split(':');
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { host, connection: 'close' }, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (piece: Buffer) => {
        body += piece.toString();
      });
      answer.once('error', reject);
      answer.once('end', () => resolve(answer.statusCode === 200 ? body : `${answer.statusCode} ${body}`));
    })
      .once('error', reject)
      .end();
  });
}

/** Sends a datagram until one comes back: they may be lost. */
function say(address: string, word: string): Promise<string> {
  const [host = '', port = ''] = address.split(':');
  const client = createSocket('udp4');
  return new Promise((resolve) => {
    const again = setInterval(() => client.send(word, Number(port), host), 200);
    client.once('message', (answer) => {
      clearInterval(again);
      client.close();
      resolve(String(answer));
    });
  });
}

/** Asks again and again until it is told to end; tells every answer that is none of the application's. */
function stream(address: string, host: string, path = '/') {
  const seen = new Set<string>();
  const failed: string[] = [];
  let ended = false;
  const run = (async () => {
    while (!ended) {
      const answer = await ask(address, host, path).catch((error: Error) => `broken: ${error.message}`);
      if (/^(web|admin|secure) /.test(answer)) seen.add(answer);
      else failed.push(answer);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  return {
    end: async () => {
      ended = true;
      await run;
      return { seen, failed };
    },
  };
}
