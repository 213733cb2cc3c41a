import { execFileSync } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { awsClient } from '../../src/agent/aws/client.ts';
import { instanceCredentials } from '../../src/agent/aws/credentials.ts';
import { instanceMetadata } from '../../src/agent/aws/metadata.ts';
import { boot } from '../../src/agent/boot.ts';
import { scaledClock } from '../../src/agent/clock.ts';
import { localHost } from '../../src/agent/hosts/local.ts';
import type { FailureReport, InstanceDescription } from '../../src/agent/instance.ts';
import { openJournal } from '../../src/agent/journal.ts';
import { jobOfLocal } from '../../src/agent/logs/job.ts';
import { startStreaming } from '../../src/agent/logs/stream.ts';
import { readJob } from '../../src/agent/worker/job.ts';
import { startWorker } from '../../src/agent/worker/worker.ts';
import type { EnvironmentConfig } from '../../src/settings/environment-config.ts';
import { type Cloud, instance, startCloud } from './cloud.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

export interface Setup {
  readonly files: Files;
  readonly binary?: Readonly<Record<string, Buffer>>;
  readonly config?: Partial<EnvironmentConfig>;
  readonly health?: Partial<EnvironmentConfig['health']>;
  readonly description?: Partial<InstanceDescription>;
  readonly scale?: number;
  readonly duty?: 'boot' | 'serve';
  readonly prepare?: (cloud: Cloud) => void;
}

/** One booted instance. */
export interface Rig {
  readonly cloud: Cloud;
  readonly home: string;
  readonly httpPort: number;
  /** Exit code of the agent. */
  readonly done: Promise<number>;
  /** What the agent and the application said. */
  readonly lines: string[];
  /** Tells the instance to stop. */
  tell(): void;
  stop(): Promise<void>;
}

const rigs: Rig[] = [];

/** To be called after each test: no process stays. */
export async function stopRigs(): Promise<void> {
  for (const rig of rigs.splice(0)) await rig.stop();
}

/** A fresh directory that the caller removes. */
export function directory(): string {
  return mkdtempSync(join(tmpdir(), 'beanpole-agent-'));
}

/** Writes a tree of files. */
export function write(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** A zip of these files, made by the real `zip`. */
export function zipOf(files: Files): Buffer {
  const root = directory();
  write(root, files);
  const zip = join(dirname(root), `${root.slice(dirname(root).length + 1)}.zip`);
  execFileSync('zip', ['-q', '-r', '-X', '-y', zip, '.'], { cwd: root });
  const bytes = readFileSync(zip);
  rmSync(root, { recursive: true });
  rmSync(zip);
  return bytes;
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A free port outside the range from which the system itself gives ports away: nobody else takes it meanwhile. */
export async function freePort(): Promise<number> {
  const port = randomInt(10_000, 20_000);
  const server = createServer();
  const free = await new Promise((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free ? port : freePort();
}

export function configuration({ config, health }: Pick<Setup, 'config' | 'health'> = {}): EnvironmentConfig {
  return {
    schema: 1,
    application: 'shop',
    environment: 'test',
    platform: { name: 'node', version: '24' },
    health: {
      path: '/',
      codes: '200-399',
      interval: 1,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      successes: 2,
      deadline: 100,
      ...health,
    },
    drain: 50,
    variables: {},
    ...config,
  };
}

/** Boots an instance in this process, on a cloud of its own, with real child processes. */
export async function start(setup: Setup): Promise<Rig> {
  const cloud = await startCloud();
  const home = directory();
  const zip = zipOf({ ...setup.files, ...setup.binary });
  const config = JSON.stringify(configuration(setup));
  cloud.objects.set('artifacts/bundle.zip', zip);
  cloud.objects.set('artifacts/config.json', Buffer.from(config));
  setup.prepare?.(cloud);
  const description: InstanceDescription = {
    application: 'shop',
    environment: 'test',
    region: 'eu-west-1',
    stack: 'arn:aws:cloudformation:eu-west-1:111111111111:stack/shop-test/1',
    resource: 'AutoScalingGroup',
    bucket: 'artifacts',
    version: { label: 'v1', key: 'bundle.zip', sha256: sha256(zip) },
    config: { key: 'config.json', sha256: sha256(config) },
    deployment: 'run-1',
    ...setup.description,
  };
  const lines: string[] = [];
  const clock = scaledClock(setup.scale ?? 20);
  const journal = openJournal(join(home, 'log'), (line) => lines.push(line));
  const metadata = instanceMetadata(cloud.metadata, clock);
  const credentials = instanceCredentials(metadata, {});
  const aws = awsClient({ region: 'eu-west-1', endpoint: cloud.endpoint, credentials, clock });
  const httpPort = await freePort();
  const env = { ...process.env, BEANPOLE_HOME: home };
  const worker = (job: InstanceDescription) =>
    startWorker({ aws, clock, journal, metadata, instance }, readJob(home, job, httpPort));
  const streaming = (root: string) =>
    startStreaming({ aws, clock, journal, home, instance }, jobOfLocal(home, root, clock));
  const host = localHost({ clock, journal, home, httpPort, env, startWorker: worker, startStreaming: streaming });
  const told = new AbortController();
  const tell = () => told.abort(new Error('told to stop'));
  const world = { host, aws, clock, journal, home, instance, until: told.signal, duty: setup.duty ?? 'boot' } as const;
  const done = boot(world, description);
  const stop = async () => {
    tell();
    await done;
    await cloud.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  const rig = { cloud, home, httpPort, done, lines, tell, stop };
  rigs.push(rig);
  return rig;
}

/** The report that a failed instance left in the bucket. */
export function reportOf({ cloud }: Rig): FailureReport {
  const text = cloud.objects.get(`artifacts/environments/test/failures/v1/${instance}.json`);
  if (text === undefined) throw new Error('There is no report.');
  return JSON.parse(text.toString()) as FailureReport;
}

/** Polls, with a bound. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Until the instance has told CloudFormation that it is good. */
export async function ready(rig: Rig, limitMs?: number): Promise<void> {
  let ended = false;
  void rig.done.then(() => {
    ended = true;
  });
  await until('the instance is ready', () => ended || rig.lines.some((line) => line.includes('serves:')), limitMs);
  if (ended) throw new Error(`The instance ended:\n${rig.lines.join('\n')}`);
}
