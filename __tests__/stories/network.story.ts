import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto } from './cloud.ts';
import { room, runAction, scale, startLocalCloud, write } from './stage.ts';

const server = `
  const server = require('node:http').createServer((_, answer) => answer.end('hello ' + process.pid));
  server.listen(process.env.PORT);
  process.on('SIGTERM', () => process.exit(0));
`;

const settings = (network: string) => `mode: high-availability
health: { interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 10s, bake: 0 }
domain: { zone: Z0123456789ABC }
load-balancer: { stickiness: 1h, access-logs: own }
network: ${network}
outputs: { Door: { Value: !GetAtt LoadBalancer.DNSName } }
environments:
  live: { domain: { name: shop.example.com }, network: { private: true } }
`;

describe('private instances behind a load balancer with a name', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  const deploy = (label: string, network: string) =>
    runAction({
      workspace: write(join(here.path, label), { 'server.js': server, 'beanpole.yml': settings(network) }),
      inputs: { application: 'story', environment: 'live', platform: 'node', 'version-label': label },
      environment: cloud.environment,
    });

  test('come up behind one NAT gateway and answer over TLS, each client by one instance', async () => {
    const { code, outputs, log } = await deploy('v1', '{ exit: nat }');
    expect([code, log]).toEqual([0, expect.any(String)]);
    expect(outputs['url']).toBe('https://shop.example.com');
    const door = await look.output('story-live', 'Door');
    const plain = await fetch(`http://${door}/`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, expect.stringContaining('https://127.0.0.1')]);
    const first = await secure(door);
    expect(first.body).toMatch(/^hello \d+$/);
    for (let turn = 0; turn < 4; turn += 1) expect((await secure(door, first.cookie)).body).toBe(first.body);
  }, 120_000);

  test('keep their way out: an update that would take it away is refused', async () => {
    const { code, log } = await deploy('v2', '{ exit: endpoints }');
    expect(code).not.toBe(0);
    expect(log).toContain('NatGateway1 (AWS::EC2::NatGateway) would be removed');
  }, 60_000);

  test('get a way out in each zone, where they are', async () => {
    const { code } = await deploy('v3', '{ exit: nat-per-zone }');
    expect(code).toBe(0);
  }, 120_000);
});

function secure(door: string, cookie = ''): Promise<{ readonly body: string; readonly cookie: string }> {
  const [host = '', port = ''] = door.split(':');
  return new Promise((resolve, reject) => {
    request({ host, port, rejectUnauthorized: false, headers: { cookie } }, (answer) => {
      let body = '';
      answer.on('data', (piece: Buffer) => {
        body += piece.toString();
      });
      const cookies = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
      answer.on('end', () => resolve({ body, cookie: cookies }));
    })
      .on('error', reject)
      .end();
  });
}
