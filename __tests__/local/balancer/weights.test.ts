import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { get, type Made, stack, startCloud, subnets, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function app(name: string): Promise<number> {
  const server: Server = createServer((_, answer) => answer.end(name));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A load balancer with two groups of one target each, and a rule for all paths that shares requests out between them. */
async function shared(weights: readonly [number, number]) {
  const cloud = await startCloud({ scale: 20 });
  closing.push(cloud.stop);
  const own = stack(cloud);
  const { targets } = cloud.world.parts;
  const balancer = await own.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
    Subnets: subnets(cloud),
  });
  const groups: Made[] = [];
  for (const name of ['a', 'b']) {
    const group = await own.create('AWS::ElasticLoadBalancingV2::TargetGroup', `TargetGroup${name}`, {
      TargetType: 'ip',
      Port: 80,
      HealthCheckIntervalSeconds: 5,
      HealthyThresholdCount: 2,
    });
    targets.register(group.physicalId, { id: '127.0.0.1', port: await app(name) });
    groups.push(group);
  }
  const state = (at: number) => {
    const [target] = targets.of(groups[at]?.physicalId ?? '');
    return target && targets.verdict(target).state;
  };
  const forward = ([a, b]: readonly [number, number]) => [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: groups[0]?.physicalId ?? '', Weight: a },
          { TargetGroupArn: groups[1]?.physicalId ?? '', Weight: b },
        ],
      },
    },
  ];
  const unused = state(1);
  const listener = await own.create('AWS::ElasticLoadBalancingV2::Listener', 'HttpListener', {
    LoadBalancerArn: balancer.physicalId,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: forward([1, 0]),
  });
  await until('both are checked', () => state(0) === 'healthy' && state(1) === 'healthy');
  const properties = (wanted: readonly [number, number]) => ({
    ListenerArn: listener.physicalId,
    Priority: 50_000,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }],
    Actions: forward(wanted),
  });
  const rule = await own.create('AWS::ElasticLoadBalancingV2::ListenerRule', 'SlotRule', properties(weights));
  return {
    unused,
    groups,
    url: `http://${String(balancer.attributes['DNSName'])}`,
    change: (wanted: readonly [number, number]) => own.update(rule, properties(wanted)),
    remove: (at: number) => own.delete(groups[at] as Made),
  };
}

/** How many of so many requests the target of the second group answers. */
async function answeredByB(url: string, count: number): Promise<number> {
  let found = 0;
  for (let asked = 0; asked < count; asked += 1) if ((await get(`${url}/any/path`)).body === 'b') found += 1;
  return found;
}

describe('a rule that shares requests out between two groups', () => {
  test('gives each its share, and a change of the weights counts for the next request', async () => {
    const { url, change } = await shared([75, 25]);
    const count = 600;
    const share = (await answeredByB(url, count)) / count;
    // Five standard deviations.
    expect(Math.abs(share - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / count));
    await change([0, 100]);
    expect(await answeredByB(url, 50)).toBe(50);
    await change([100, 0]);
    expect(await answeredByB(url, 50)).toBe(0);
  });

  test('a group is not checked until a listener names it; one of weight 0 is, and cannot be deleted', async () => {
    const { unused, remove } = await shared([100, 0]);
    expect(unused).toBe('unused');
    await expect((async () => remove(1))()).rejects.toThrow('currently in use by a listener or a rule');
  });

  test.each([[-1], [1000], [1.5]])('refuses the weight %d', async (weight) => {
    const { change } = await shared([100, 0]);
    await expect((async () => change([100, weight]))()).rejects.toThrow('must be between 0 and 999');
  });
});
