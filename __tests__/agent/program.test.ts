import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgent, machine, type Program, publish, run as runAgent } from './agent-program.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { addressOf } from './elastic-ip.ts';
import { until } from './rig.ts';

const agent = compileAgent();
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud();
});

afterAll(async () => {
  await cloud.stop();
  agent.remove();
});

let count = 0;

async function run(app: string): Promise<Program> {
  count += 1;
  const on = await machine(cloud);
  const program = runAgent(agent.file, on, 'boot', {
    ...publish(cloud, { label: `bundle-${count}`, files: { 'app.js': app } }),
  });
  void program.exit.then(() => rmSync(on.home, { recursive: true, force: true, maxRetries: 3 }));
  return program;
}

const app = `console.log('pid ' + process.pid);
  require('node:http').createServer((_, response) => response.end(JSON.stringify(process.env))).listen(process.env.PORT);`;

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const pidOf = (program: Program) => Number(/web: pid (\d+)/.exec(program.output())?.[1]);

describe('the agent as a program', () => {
  test('boots an instance, hides its own environment from the application, and ends well on SIGTERM', async () => {
    const program = await run(app);
    await until('it serves', () => program.output().includes('serves:'));
    const seen = (await (await fetch(`http://127.0.0.1:${program.port}/`)).json()) as Record<string, string>;
    expect(seen).toMatchObject({ BEANPOLE_VERSION: 'bundle-1', NODE_ENV: 'production', AWS_REGION: 'eu-west-1' });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['BEANPOLE_HOME']));
    program.process.kill('SIGTERM');
    expect(await program.exit).toBe(0);
    await until('the application is reaped', () => !alive(pidOf(program)));
  });

  test('takes its application with it, even when it is killed without a word', async () => {
    const program = await run(app);
    await until('it serves', () => program.output().includes('serves:'));
    program.process.kill('SIGKILL');
    await program.exit;
    await until('the application is gone', () => !alive(pidOf(program)));
  });

  test('hands back the address that another agent had taken, which was lost before it told of its boot', async () => {
    const on = await machine(cloud, 'i-00000000000000001');
    const address = addressOf(cloud, 'i-00000000000000000');
    const description = {
      ...publish(cloud, {
        label: 'lost',
        files: { 'app.js': app },
        config: { bake: { minutes: 60, requests: 1, percent: 1 } },
      }),
      elasticIp: { allocationId: 'eipalloc-1', address: '203.0.113.5' },
    };
    const lost = runAgent(agent.file, on, 'boot', description);
    await until('it has the address', () => address.holder === 'i-00000000000000001', 60_000);
    lost.process.kill('SIGKILL');
    await lost.exit;
    const handing = runAgent(agent.file, on, 'hand-back', description);
    expect({ code: await handing.exit, output: handing.output() }).toEqual({
      code: 0,
      output: expect.stringContaining('i-00000000000000000 has the address'),
    });
    expect(address.holder).toBe('i-00000000000000000');
    // Nothing is taken back from whoever has it by now.
    address.holder = 'i-00000000000000002';
    expect(await runAgent(agent.file, on, 'hand-back', description).exit).toBe(0);
    expect(address.holder).toBe('i-00000000000000002');
    rmSync(on.home, { recursive: true, force: true, maxRetries: 3 });
  }, 120_000);

  test('tells scripts of the release on trial, and anybody else of the one that serves, as Beanstalk’s tools do', async () => {
    const on = await machine(cloud);
    symlinkSync(agent.file, join(on.home, 'agent.mjs'));
    const root = join(on.home, 'root');
    const tool = join(root, 'opt/elasticbeanstalk/bin/get-config');
    const hook = `#!/bin/sh\necho "on trial: $(../../root/opt/elasticbeanstalk/bin/get-config environment -k GREETING)"\n`;
    const greeting = (word: string, code = app) => ({
      files: { 'app.js': code, '.platform/hooks/predeploy/a': hook, '.platform/hooks/postdeploy/a': hook },
      config: { variables: { GREETING: { kind: 'plain', value: word } as const } },
    });
    const asked = () => execFileSync(tool, ['environment', '-k', 'GREETING'], { encoding: 'utf8' });
    const kept = () => readdirSync(join(root, 'run/beanpole/facts')).filter((name) => name.endsWith('.json'));

    const booted = runAgent(agent.file, on, 'boot', publish(cloud, { label: 'one', ...greeting('hello') }));
    await until('it serves', () => booted.output().includes('serves:'));
    expect(booted.output().match(/on trial: \w+/g)).toEqual(['on trial: hello', 'on trial: hello']);
    expect(asked()).toBe('hello\n');
    expect(statSync(join(root, 'run/beanpole/facts', kept()[0] ?? '')).mode & 0o777).toBe(0o600);

    const packages = (word: string) =>
      execFileSync(join(root, 'opt/elasticbeanstalk/bin/pkg-repo'), [word], { encoding: 'utf8' }).trim();
    expect(
      ['status', 'unlock', 'status', 'lock', 'status'].map(packages).map((text) => text.split(' ').at(-1)),
    ).toEqual(['LOCKED', 'unlocked', 'UNLOCKED', 'locked', 'LOCKED']);

    const broken = publish(cloud, { label: 'two', ...greeting('oops', 'process.exit(5)') });
    const failed = runAgent(agent.file, on, 'update', broken);
    expect(await failed.exit).toBe(1);
    expect([failed.output().match(/on trial: \w+/g), asked()]).toEqual([['on trial: oops'], 'hello\n']);

    const updated = runAgent(agent.file, on, 'update', publish(cloud, { label: 'three', ...greeting('servus') }));
    expect(await updated.exit).toBe(0);
    expect([asked(), kept().length]).toEqual(['servus\n', 1]);
    booted.process.kill('SIGTERM');
    await booted.exit;
    rmSync(on.home, { recursive: true, force: true, maxRetries: 3 });
  }, 120_000);

  test('exits 1 after a failed trial', async () => {
    const program = await run('process.exit(5)');
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain('The web process exited with code 5');
  });

  test('says how it is used', async () => {
    const child = spawn(process.execPath, [agent.file, 'dance']);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(output).toContain(
      'Usage: agent.mjs boot|serve|update|restart|work|stream|tls|hand-back|health <instance.json>',
    );
  });
});
