import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cloud, startCloud } from './cloud.ts';
import { configuration, directory, freePort, sha256, until, zipOf } from './rig.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
let root: string;
let cloud: Cloud;

/** The agent as a program of its own, as near to the bundled one as can be without bundling. */
beforeAll(async () => {
  root = directory();
  cloud = await startCloud();
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  for (const folder of ['agent', 'platforms']) {
    for (const file of readdirSync(join(repository, 'src', folder), { recursive: true }) as string[]) {
      if (file.endsWith('.ts')) compile(join(folder, file));
    }
  }
  compile('errors.ts');
});

afterAll(async () => {
  await cloud.stop();
  rmSync(root, { recursive: true, force: true, maxRetries: 3 });
});

function compile(file: string): void {
  const source = readFileSync(join(repository, 'src', file), 'utf8');
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'es6' },
  });
  const target = join(root, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code.replace(/(from\s+['"][^'"]+)\.ts(['"])/g, '$1.js$2'));
}

interface Program {
  readonly process: ChildProcess;
  readonly port: number;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

async function run(app: string): Promise<Program> {
  const zip = zipOf({ 'app.js': app });
  const config = JSON.stringify(configuration());
  cloud.objects.set('artifacts/bundle.zip', zip);
  cloud.objects.set('artifacts/config.json', Buffer.from(config));
  const home = directory();
  const port = await freePort();
  const description = {
    application: 'shop',
    environment: 'test',
    region: 'eu-west-1',
    stack: 'arn:stack',
    resource: 'AutoScalingGroup',
    bucket: 'artifacts',
    version: { label: 'v1', key: 'bundle.zip', sha256: sha256(zip) },
    config: { key: 'config.json', sha256: sha256(config) },
  };
  writeFileSync(join(home, 'instance.json'), JSON.stringify(description));
  const env = {
    PATH: process.env['PATH'],
    BEANPOLE_HOME: home,
    BEANPOLE_HOST: 'local',
    BEANPOLE_HTTP_PORT: `${port}`,
    BEANPOLE_TIME_SCALE: '20',
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: cloud.metadata,
  };
  const child = spawn(process.execPath, [join(root, 'agent/index.js'), 'boot', join(home, 'instance.json')], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  void exit.then(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  return { process: child, port, output: () => output, exit };
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
    expect(seen).toMatchObject({ BEANPOLE_VERSION: 'v1', NODE_ENV: 'production', AWS_REGION: 'eu-west-1' });
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

  test('exits 1 after a failed trial', async () => {
    const program = await run('process.exit(5)');
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain('The web process exited with code 5');
  });

  test('says how it is used', async () => {
    const child = spawn(process.execPath, [join(root, 'agent/index.js'), 'dance']);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(output).toContain('Usage: agent.mjs boot|serve|update|restart|work <instance.json>');
  });
});
