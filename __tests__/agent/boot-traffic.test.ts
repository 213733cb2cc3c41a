import { afterAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Cloud, error, instance } from './cloud.ts';
import { addressOf } from './elastic-ip.ts';
import { ready, reportOf, type Rig, start, stopRigs, until } from './rig.ts';

afterAll(stopRigs);

const files = {
  'app.js': `require('node:http').createServer((request, response) => {
    if (request.url === '/die') process.exit(4);
    response.end('ok');
  }).listen(process.env.PORT, '127.0.0.1');`,
};
const targetGroup = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/shop/1';
const statuses = ({ cloud }: Rig) => cloud.named('SignalResource').map(({ parameters }) => parameters['Status']);

function health(state: string, reason = '', description = ''): Answer {
  const why = reason && `<Reason>${reason}</Reason><Description>${description}</Description>`;
  return {
    body: `<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult>
      <TargetHealthDescriptions><member><Target><Id>${instance}</Id><Port>80</Port></Target>
      <TargetHealth><State>${state}</State>${why}</TargetHealth></member></TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>`,
  };
}

describe('behind a load balancer', () => {
  test.concurrent('the instance signals only when the load balancer calls it healthy, and its door is open for that (trap 3: a signal before the application is healthy)', async () => {
    const states = ['unused', 'initial', 'unhealthy', 'initial'];
    const rig = await start({
      files,
      description: { targetGroup },
      scale: 50,
      prepare: ({ operations }) => {
        operations['DescribeTargetHealth'] = ({ parameters }) => {
          expect(parameters).toMatchObject({ TargetGroupArn: targetGroup, 'Targets.member.1.Id': instance });
          return health(states.shift() ?? 'healthy');
        };
      },
    });
    await until('the load balancer is asked', () => rig.cloud.named('DescribeTargetHealth').length > 0);
    expect((await fetch(`http://127.0.0.1:${rig.httpPort}/`)).status).toBe(200);
    expect(statuses(rig)).toEqual([]);
    await ready(rig);
    expect(rig.cloud.named('DescribeTargetHealth')).toHaveLength(5);
    expect(statuses(rig)).toEqual(['SUCCESS']);
  });

  test.concurrent('one that never becomes healthy fails in time, in the load balancer’s words', async () => {
    const rig = await start({
      files,
      description: { targetGroup },
      scale: 500,
      health: { deadline: 5_000 },
      prepare: ({ operations }) => {
        operations['DescribeTargetHealth'] = () =>
          health('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [502]');
      },
    });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig)).toMatchObject({
      step: 'balancer',
      reason:
        'The load balancer calls the instance "unhealthy" after 302 s: Health checks failed with these codes: [502] Target.ResponseCodeMismatch',
    });
    expect(statuses(rig)).toEqual(['FAILURE']);
  });

  test.concurrent('an application that ends while the load balancer looks is a failure', async () => {
    const rig = await start({
      files,
      description: { targetGroup },
      prepare: ({ operations }) => {
        operations['DescribeTargetHealth'] = () => health('initial');
      },
    });
    await until('the load balancer is asked', () => rig.cloud.named('DescribeTargetHealth').length > 0);
    await fetch(`http://127.0.0.1:${rig.httpPort}/die`).catch(() => {});
    expect(await rig.done).toBe(1);
    expect(reportOf(rig).reason).toMatch(/^The web process exited with code 4,/);
    await expect(fetch(`http://127.0.0.1:${rig.httpPort}/`)).rejects.toThrow();
  });
});

/** Asks the instance's door for its page for as long as something lasts. */
async function underTraffic({ httpPort }: Rig, action: () => Promise<unknown>): Promise<void> {
  const asking = setInterval(() => void fetch(`http://127.0.0.1:${httpPort}/`).catch(() => {}), 50);
  await action().finally(() => clearInterval(asking));
}

describe('a single instance', () => {
  const elasticIp = { allocationId: 'eipalloc-1', address: '203.0.113.5' };

  test.concurrent('takes the address over from the old instance, once it is proven, and then signals (trap 18: an address that moves before the gate)', async () => {
    let address: { holder: string | undefined } = { holder: undefined };
    const rig = await start({
      files,
      description: { elasticIp },
      prepare: (cloud) => {
        address = addressOf(cloud, 'i-old');
      },
    });
    await ready(rig);
    expect(address.holder).toBe(instance);
    const order = rig.cloud.calls.map(({ name }) => name).filter((name) => /Associate|Signal/.test(name));
    expect(order).toEqual(['AssociateAddress', 'SignalResource']);
  });

  test.concurrent('hands it back to the old instance when CloudFormation cannot be told', async () => {
    let address: { holder: string | undefined } = { holder: undefined };
    const rig = await start({
      files,
      description: { elasticIp },
      scale: 500,
      health: { deadline: 5_000 },
      prepare: (cloud) => {
        address = addressOf(cloud, 'i-old');
        cloud.operations['SignalResource'] = () => error(403, 'AccessDenied', 'no');
      },
    });
    expect(await rig.done).toBe(1);
    expect(address.holder).toBe('i-old');
    expect(reportOf(rig).step).toBe('signal');
  });

  const bake = { minutes: 3, requests: 1, percent: 10 };

  test.concurrent('hands it back to the old instance when its answers are bad in the bake, and no signal says that it is good', async () => {
    let address: { holder: string | undefined } = { holder: undefined };
    const rig = await start({
      files: {
        'app.js': `require('node:http').createServer((asked, answer) => {
          answer.writeHead(asked.url === '/health' ? 200 : 500).end();
        }).listen(process.env.PORT, '127.0.0.1');`,
      },
      config: { bake },
      health: { path: '/health' },
      description: { elasticIp },
      scale: 50,
      prepare: (cloud) => {
        address = addressOf(cloud, 'i-old');
      },
    });
    await underTraffic(rig, async () => expect(await rig.done).toBe(1));
    expect(address.holder).toBe('i-old');
    expect(reportOf(rig)).toMatchObject({ step: 'bake', reason: expect.stringContaining('deploy.bake') });
    expect(rig.cloud.named('SignalResource').map(({ parameters }) => parameters['Status'])).toEqual(['FAILURE']);
  });

  test.concurrent('bakes when it takes the address from an instance, and then signals; the first one has nothing to go back to', async () => {
    const bakes = await Promise.all(
      ['i-old', undefined].map(async (holder) => {
        const prepare = (cloud: Cloud) => void addressOf(cloud, holder);
        const rig = await start({ files, config: { bake }, description: { elasticIp }, scale: 50, prepare });
        await underTraffic(rig, () => ready(rig));
        return rig.lines.filter((line) => line.startsWith('Baked for 3 minutes')).length;
      }),
    );
    expect(bakes).toEqual([1, 0]);
  });

  test.concurrent('leaves the address alone when the version is bad', async () => {
    const rig = await start({
      files: { 'app.js': 'process.exit(1)' },
      description: { elasticIp },
      prepare: (cloud) => void addressOf(cloud, 'i-old'),
    });
    expect(await rig.done).toBe(1);
    expect(rig.cloud.named('AssociateAddress')).toEqual([]);
  });

  test.concurrent('that may not take the address fails, and says why', async () => {
    const rig = await start({
      files,
      description: { elasticIp },
      prepare: (cloud) => void addressOf(cloud, 'i-old', [instance]),
    });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig)).toMatchObject({ step: 'address' });
    expect(reportOf(rig).reason).toContain('You are not authorized');
  });

  test.concurrent.each([
    ['takes an address that nobody has', undefined, instance],
    ['does not take it from the instance that replaced it meanwhile', 'i-new', 'i-new'],
  ])('after a reboot %s, and tells CloudFormation nothing', async (_, before, after) => {
    let address: { holder: string | undefined } = { holder: undefined };
    const rig = await start({
      files,
      description: { elasticIp },
      duty: 'serve',
      prepare: (cloud) => {
        address = addressOf(cloud, before);
      },
    });
    await ready(rig);
    expect(address.holder).toBe(after);
    expect(statuses(rig)).toEqual([]);
  });
});
