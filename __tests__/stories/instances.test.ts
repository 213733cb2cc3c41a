import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { application, room, runAction, scale, settings, startLocalCloud, write } from './stage.ts';

/** An application that tells on every path when it was started, and logs it. */
const server = `
  const { createServer } = require('node:http');
  const started = String(Date.now());
  const server = createServer((_, answer) => answer.end(started));
  server.listen(process.env.PORT, () => console.log('started at ' + started));
  process.on('SIGTERM', () => server.close());
`;

describe('commands that reach the instances', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  const tree = () =>
    write(join(here.path, 'tree'), application('1', { 'beanpole.yml': settings(), 'server.js': server }));
  const run = (command: string) =>
    runAction({
      workspace: join(here.path, 'tree'),
      inputs: { command, environment: 'single' },
      environment: cloud.environment,
    });

  beforeAll(async () => {
    tree();
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
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
        const answer = await fetch(url).catch((error: unknown) => ({ ok: false, error }));
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
});
