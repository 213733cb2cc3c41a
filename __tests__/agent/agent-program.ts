import { transformSync } from '@swc/core';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstanceDescription } from '../../src/agent/instance.ts';
import type { EnvironmentConfig } from '../../src/settings/environment-config.ts';
import type { Cloud } from './cloud.ts';
import { configuration, directory, type Files, freePort, sha256, zipOf } from './rig.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The agent as a program of its own, as near to the bundled one as can be without bundling. */
export function compileAgent(): { readonly file: string; remove(): void } {
  const root = directory();
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  for (const folder of ['agent', 'platforms']) {
    for (const file of readdirSync(join(repository, 'src', folder), { recursive: true }) as string[]) {
      if (file.endsWith('.ts')) compile(root, join(folder, file));
    }
  }
  compile(root, 'errors.ts');
  return {
    file: join(root, 'agent/index.js'),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function compile(root: string, file: string): void {
  const source = readFileSync(join(repository, 'src', file), 'utf8');
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'es6' },
  });
  const target = join(root, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code.replace(/(from\s+['"][^'"]+)\.ts(['"])/g, '$1.js$2'));
}

/** One machine on which the agent runs as a program. */
export interface Machine {
  readonly home: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** A machine with an id of its own, or the usual one. */
export async function machine({ endpoint, metadata }: Cloud, id?: string): Promise<Machine> {
  const home = directory();
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    BEANPOLE_HOME: home,
    BEANPOLE_HOST: 'local',
    BEANPOLE_HTTP_PORT: `${port}`,
    BEANPOLE_TIME_SCALE: '20',
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: id === undefined ? metadata : `${metadata}-${id}`,
  };
  return { home, port, env };
}

/** What a machine shall run. */
export interface Wanted {
  readonly label: string;
  readonly files: Files;
  readonly config?: Partial<EnvironmentConfig>;
  readonly deployment?: string;
}

/** Puts a version and its configuration into the bucket; gives the description of an instance that runs them. */
export function publish({ objects }: Cloud, { label, files, config = {}, deployment }: Wanted): InstanceDescription {
  const zip = objects.get(`artifacts/${label}.zip`) ?? zipOf(files);
  const text = JSON.stringify(configuration({ config }));
  objects.set(`artifacts/${label}.zip`, zip);
  objects.set(`artifacts/${sha256(text)}.json`, Buffer.from(text));
  return {
    application: 'shop',
    environment: 'test',
    region: 'eu-west-1',
    stack: 'arn:stack',
    resource: 'AutoScalingGroup',
    bucket: 'artifacts',
    version: { label, key: `${label}.zip`, sha256: sha256(zip) },
    config: { key: `${sha256(text)}.json`, sha256: sha256(text) },
    deployment: deployment ?? `run-of-${label}`,
  };
}

export interface Program {
  readonly process: ChildProcess;
  readonly port: number;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

/** Runs the agent on a machine. */
export function run(
  file: string,
  on: Machine,
  duty: 'boot' | 'update' | 'hand-back',
  description: InstanceDescription,
): Program {
  const written = join(on.home, duty === 'update' ? 'next.json' : 'instance.json');
  writeFileSync(written, JSON.stringify(description));
  const child = spawn(process.execPath, [file, duty, written], { env: on.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, port: on.port, output: () => output, exit };
}
