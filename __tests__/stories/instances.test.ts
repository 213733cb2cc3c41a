import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookInto } from './cloud.ts';
import { application, room, runAction, scale, settings, startLocalCloud, write } from './stage.ts';

/** An application that tells on every path when it was started, and logs it; on /license what it was given then; on /slow after a while, and on /bad with an error. */
const server = `
  const { createServer } = require('node:http');
  const started = String(Date.now());
  const server = createServer(({ url }, answer) => {
    if (url === '/slow') return setTimeout(() => answer.end(started), 250);
    if (url === '/bad') answer.statusCode = 500;
    answer.end(url === '/license' ? process.env.LICENSE : started);
  });
  server.listen(process.env.PORT, () => console.log('started at ' + started));
  process.on('SIGTERM', () => server.close());
`;

describe('commands that reach the instances', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  const tree = () => {
    const yml = settings('variables: { LICENSE: { parameter: /story/license } }\n');
    return write(join(here.path, 'tree'), application('1', { 'beanpole.yml': yml, 'server.js': server }));
  };
  const license = (Value: string) =>
    lookInto(cloud.endpoint).ssm.send(
      new PutParameterCommand({ Name: '/story/license', Value, Type: 'SecureString', Overwrite: true }),
    );
  const run = (command: string, inputs: Readonly<Record<string, string>> = {}) =>
    runAction({
      workspace: join(here.path, 'tree'),
      inputs: { command, environment: 'single', ...inputs },
      environment: cloud.environment,
    });

  beforeAll(async () => {
    tree();
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    await license('first-license');
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('without an environment they say so', async () => {
    const { code, log } = await run('restart');
    expect(code).toBe(1);
    expect(log).toContain('There is no environment "single" of "story" with instances.');
  });

  test('health tells of each instance what it answered, how long that took, what it runs and how busy it is', async () => {
    const deployed = await run('deploy');
    const { url = '', version = '' } = deployed.outputs;
    for (let asked = 0; asked < 20; asked += 1) await (await fetch(`${url}/${asked < 5 ? 'slow' : 'bad'}`)).text();
    const told = await run('health');
    expect({ code: told.code, outcome: told.outputs['outcome'] }).toEqual({ code: 0, outcome: 'health' });
    const { status, instances } = JSON.parse(told.outputs['result'] ?? '{}');
    expect({ status, count: instances.length }).toEqual({ status: 'Ok', count: 1 });
    const { requests, machine, ...instance } = instances[0].health;
    expect(instance).toMatchObject({ state: 'serves', version, deployment: expect.stringMatching(/./) });
    // The gate has asked, too.
    expect(requests.statuses).toMatchObject({ '2xx': expect.any(Number), '5xx': 15 });
    expect(requests.statuses['2xx']).toBeGreaterThanOrEqual(5);
    expect(requests.latency['p99.9']).toBeGreaterThanOrEqual(200);
    expect(requests.latency.p10).toBeLessThan(200);
    expect(machine.cpu.idle).toBeLessThanOrEqual(100);
    expect(told.log).toMatch(/% of the requests of the last minute failed with HTTP 5xx\./);
    expect(told.log).toMatch(new RegExp(`${instances[0].instance} +${version} .* 15 `));
  }, 60_000);

  test('logs shows what the application logged, restart starts it anew without a request lost', async () => {
    const deployed = await run('deploy');
    expect(deployed.code).toBe(0);
    const url = deployed.outputs['url'] ?? '';
    const before = await (await fetch(url)).text();
    const told = await run('logs');
    expect({ code: told.code, outcome: told.outputs['outcome'] }).toEqual({ code: 0, outcome: 'logs' });
    expect(told.log).toContain(`started at ${before}`);
    expect(told.summary).toContain(`started at ${before}`);

    const lost: unknown[] = [];
    let asking = true;
    const asked = (async () => {
      for (; asking; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => ({
          ok: false,
          error,
        }));
        if (!answer.ok) lost.push(answer);
      }
    })();
    const restarted = await run('restart');
    asking = false;
    await asked;
    expect(restarted.log).toContain('was started anew on 1 instances');
    expect({ code: restarted.code, outcome: restarted.outputs['outcome'] }).toEqual({ code: 0, outcome: 'restarted' });
    expect(restarted.outputs['version']).toBe(deployed.outputs['version']);
    expect(Number(await (await fetch(url)).text())).toBeGreaterThan(Number(before));
    expect(lost).toEqual([]);
  }, 120_000);

  test('restart reads secrets and parameters again', async () => {
    const { outputs } = await run('status');
    const page = async () => (await fetch(`${outputs['url']}/license`)).text();
    expect(await page()).toBe('first-license');
    await license('second-license');
    expect(await page()).toBe('first-license');
    expect((await run('restart')).outputs['outcome']).toBe('restarted');
    expect(await page()).toBe('second-license');
  }, 120_000);

  test('plan says which resources would change, the steps and the cost, and leaves nothing behind', async () => {
    const before = (await run('status')).log;
    const planned = await run('plan', { set: 'instances.type=t4g.medium' });
    expect(planned.code).toBe(0);
    expect(planned.log).toMatch(/^LaunchTemplate \(.*\) would be changed where it is$/m);
    expect(planned.log).toMatch(/^1\. a new instance is launched, proves itself and takes the address/m);
    expect(planned.log).toMatch(/^now: 16\.71 USD a month$/m);
    expect(planned.log).toMatch(/^then: 28\.98 USD a month \(prices of us-east-1, \d{4}-\d{2}\), without traffic/m);
    expect(planned.summary).toContain('### 📋 Plan for `single`');
    const { changes, cost } = JSON.parse(planned.outputs['result'] ?? '');
    expect(changes.kind).toBe('changes');
    expect(cost.after.from).toBeGreaterThan(cost.before.from);
    const variable = await run('plan', { set: 'variables.GREETING=hello' });
    expect(variable.log).toMatch(/^LaunchTemplate \(.*\) would be changed where it is$/m);
    expect(variable.log).not.toContain('no resource would change');
    const last = (log: string) => /^last: .*$/m.exec(log)?.[0];
    expect(last((await run('status')).log)).toBe(last(before));
  }, 60_000);
});
