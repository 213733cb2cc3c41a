import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FailureReport, InstanceDescription } from '../../src/agent/instance.ts';
import type { Context } from '../../src/template/context.ts';
import { userData } from '../../src/template/user-data.ts';
import { combinations, someContext } from './contexts.ts';

const agent = 'console.log("the agent")\n';
const values: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-central-1',
  'AWS::StackId': 'arn:aws:cloudformation:eu-central-1:111122223333:stack/shop-production/0a1b',
  AgentKey: 'agents/agent.js',
  AgentSha256: createHash('sha256').update(agent).digest('hex'),
  ArtifactBucket: 'artifacts',
  BundleKey: 'bundles/b.zip',
  BundleSha256: 'b'.repeat(64),
  ConfigKey: 'environments/production/config/c.json',
  ConfigSha256: 'c'.repeat(64),
  CacheHost: 'cache.example.com',
  CachePort: '6379',
  CacheSecret: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:CacheSecret-a1b2c3',
  DatabaseHost: 'database.example.com',
  DatabasePort: '5432',
  DatabaseSecret: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!db-0a1b-a1b2c3',
  Deployment: 'beanpole-17-1-ab12cd34-compute-production',
  ElasticIp: '203.0.113.7',
  ElasticIpAllocationId: 'eipalloc-0a1b2c',
  QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs',
  CronQueueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/cron.fifo',
  'AWS::URLSuffix': 'amazonaws.com',
  TargetGroup: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/t/1',
  VersionLabel: 'v1.2.3 (main) $HOME `id` & more',
};

/** What `Fn::Sub` makes of a text. A name without a value is a mistake. */
function substitute(text: string, given = values): string {
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    // Each process has a target group of its own, named after it.
    const value = given[name.startsWith('TargetGroup') ? 'TargetGroup' : name];
    if (value === undefined) throw new Error(`nobody gives a value for ${name}`);
    return value;
  });
}

/** Stand-ins for the commands of Amazon Linux 2023 that reach outside of the instance; each writes down how it was called. */
const commands: Readonly<Record<string, string>> = {
  aws: `printf '%s\\n' "aws $*" >> "$ROOT/calls"
case "$1 $2" in
  's3 cp')
    case "$3" in
      s3://*) cp "$ROOT/s3/\${3#s3://}" "$4" ;;
      *) mkdir -p "$(dirname "$ROOT/s3/\${4#s3://}")" && cp "$3" "$ROOT/s3/\${4#s3://}" ;;
    esac ;;
esac`,
  dnf: `printf '%s\\n' "dnf $*" >> "$ROOT/calls"
[ -f "$ROOT/dnf-fails" ] && { echo 'Error: "no" mirror\\here' >&2; exit 1; }
[ -f "$ROOT/spare/node-24" ] && cp "$ROOT/spare/node-24" "$ROOT/bin/"; exit 0`,
};
/** Stands for the agent: it tells how the boot went, but where it is to be lost. */
const node24 = `printf '%s\\n' "node-24 $*" >> "$ROOT/calls"
cat "$1" > /dev/null && cat "$3" > "$ROOT/seen"
[ "$2" = boot ] || exit 0
[ -e "$ROOT/is-stopped" ] && { trap 'echo stopped >> "$ROOT/calls"; rm untold; exit 1' TERM; while :; do sleep 0.1; done; }
[ -e "$ROOT/ends-first" ] && { (while [ -e "/proc/$$" ]; do :; done; kill "$PPID") & rm untold; exit 1; }
[ -e "$ROOT/is-lost" ] && { mkdir log; echo 'door 0.2 s' > log/agent.log; kill -KILL "$$"; }
rm untold`;

const roots: string[] = [];
const metadata = createServer((request, response) => {
  const isToken = request.method === 'PUT' && request.url === '/latest/api/token';
  const isAsked =
    request.url === '/latest/meta-data/instance-id' && request.headers['x-aws-ec2-metadata-token'] === 'token';
  response.writeHead(isToken || isAsked ? 200 : 401).end(isToken ? 'token' : 'i-0123');
});
beforeAll(() => new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve)));
afterAll(async () => {
  for (const root of roots) rmSync(root, { recursive: true });
  await new Promise((resolve) => metadata.close(resolve));
});

/** Boots a machine: true bash, true coreutils, true curl against a true metadata service. */
async function boot(
  context: Context,
  prepare: (root: string) => void,
  given = values,
  meanwhile: (root: string, child: ChildProcess) => void = () => {},
) {
  const root = mkdtempSync(join(tmpdir(), 'beanpole-user-data-'));
  roots.push(root);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), 0o755);
  };
  for (const [name, body] of Object.entries(commands)) write(`bin/${name}`, `#!/bin/bash\n${body}\n`);
  write('bin/node-24', `#!/bin/bash\n${node24}\n`);
  write('s3/artifacts/agents/agent.js', agent);
  prepare(root);
  const file = join(root, 'user-data');
  writeFileSync(file, substitute(userData(context), given));
  const child = spawn('/bin/bash', [file], {
    env: {
      PATH: `${join(root, 'bin')}:/usr/bin:/bin`,
      ROOT: root,
      BEANPOLE_HOME: join(root, 'home'),
      BEANPOLE_TIME_SCALE: '2000',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`,
    },
  });
  meanwhile(root, child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  return { status, output, read, calls: read('calls').trimEnd().split('\n') };
}

function moveNodeAway(root: string): void {
  mkdirSync(join(root, 'spare'));
  spawnSync('mv', [join(root, 'bin/node-24'), join(root, 'spare')]);
}

const signal = `aws cloudformation signal-resource --stack-name ${values['AWS::StackId']} --logical-resource-id AutoScalingGroup --unique-id i-0123 --status FAILURE --region eu-central-1`;
const failures = 's3/artifacts/environments/production/failures';

describe('userData()', () => {
  test.each(combinations)('is short and is bash: $name', ({ context }) => {
    expect(Buffer.byteLength(userData(context))).toBeLessThan(4096);
    const { status, stderr } = spawnSync('/bin/bash', ['-n'], { input: substitute(userData(context)) });
    expect([status, String(stderr)]).toEqual([0, '']);
  });

  test('hands over to the agent with what it has to know, in high availability', async () => {
    const { status, read, calls } = await boot(someContext(), () => {});
    expect(status).toBe(0);
    expect(calls).toEqual([
      'aws s3 cp s3://artifacts/agents/agent.js agent.mjs --only-show-errors --region eu-central-1',
      'node-24 agent.mjs boot instance.json',
    ]);
    expect(JSON.parse(read('seen')) satisfies InstanceDescription).toEqual({
      application: 'shop',
      environment: 'production',
      region: 'eu-central-1',
      stack: values['AWS::StackId'],
      resource: 'AutoScalingGroup',
      bucket: 'artifacts',
      version: { label: values['VersionLabel'], key: 'bundles/b.zip', sha256: 'b'.repeat(64) },
      config: { key: 'environments/production/config/c.json', sha256: 'c'.repeat(64) },
      deployment: values['Deployment'],
      targetGroup: values['TargetGroup'],
      hook: 'gate',
    });
  });

  test('tells a single instance of the address that it is to take over', async () => {
    const { read } = await boot(someContext({ mode: 'single-instance' }), () => {});
    const { elasticIp, targetGroup } = JSON.parse(read('seen')) as InstanceDescription;
    expect([elasticIp, targetGroup]).toEqual([{ allocationId: 'eipalloc-0a1b2c', address: '203.0.113.7' }, undefined]);
  });

  test('installs Node.js where there is none', async () => {
    const { status, calls } = await boot(someContext(), moveNodeAway);
    expect(status).toBe(0);
    expect(calls[0]).toBe('dnf install -y nodejs24');
    expect(calls.at(-1)).toBe('node-24 agent.mjs boot instance.json');
  });

  test('never starts an agent of other bytes; tries a bounded number of times, leaves a report, then signals', async () => {
    const { status, output, read, calls } = await boot(someContext(), () => {}, {
      ...values,
      AgentSha256: '0'.repeat(64),
      VersionLabel: 'v1',
    });
    expect(status).toBe(1);
    expect(calls.filter((call) => call.includes('agents/agent.js'))).toHaveLength(8);
    expect(calls.filter((call) => call.startsWith('node-24'))).toEqual([]);
    expect(calls.slice(-3)).toEqual([
      'aws s3 cp boot.log s3://artifacts/environments/production/failures/v1/i-0123.log --region eu-central-1',
      'aws s3 cp failure.json s3://artifacts/environments/production/failures/v1/i-0123.json --region eu-central-1',
      signal,
    ]);
    expect(output).toContain('agent.mjs: FAILED');
    const report = JSON.parse(read(`${failures}/v1/i-0123.json`)) as FailureReport;
    expect(report).toEqual({
      schema: 1,
      instance: 'i-0123',
      version: 'v1',
      step: 'fetch-agent',
      reason: 'The instance could not start its agent: fetch-agent ended with status 1.',
      lastLines: expect.arrayContaining(['agent.mjs: FAILED', 'Try 7 of 8 failed: fetch_agent']),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(read(`${failures}/v1/i-0123.log`)).toContain('agent.mjs: FAILED');
  });

  test("reports the last lines as they are, also where they hold JSON's own signs", async () => {
    const { status, read, calls } = await boot(
      someContext(),
      (root) => {
        moveNodeAway(root);
        writeFileSync(join(root, 'dnf-fails'), '');
      },
      { ...values, VersionLabel: 'v1' },
    );
    expect(status).toBe(1);
    expect(calls.filter((call) => call.startsWith('dnf'))).toHaveLength(8);
    expect(calls.at(-1)).toBe(signal);
    const { step, lastLines } = JSON.parse(read(`${failures}/v1/i-0123.json`)) as FailureReport;
    expect([step, lastLines.at(-1)]).toEqual(['install-node', 'Error: "no" mirror\\here']);
  });

  test('has the address handed back, reports and signals in place of an agent that was lost', async () => {
    const { status, read, calls } = await boot(
      someContext({ mode: 'single-instance' }),
      (root) => writeFileSync(join(root, 'is-lost'), ''),
      { ...values, VersionLabel: 'v1' },
    );
    expect(status).toBe(1);
    expect(calls.slice(1, 3)).toEqual([
      'node-24 agent.mjs boot instance.json',
      'node-24 agent.mjs hand-back instance.json',
    ]);
    expect(calls.at(-1)).toBe(signal);
    expect(JSON.parse(read(`${failures}/v1/i-0123.json`))).toMatchObject({
      step: 'agent',
      reason: 'The agent was lost before it could tell how the version did: agent ended with status 137.',
      lastLines: expect.arrayContaining(['door 0.2 s']),
    });
  });

  test('tells the agent when its main process is told to stop, and waits for it', async () => {
    const { status, calls } = await boot(
      someContext(),
      (root) => writeFileSync(join(root, 'is-stopped'), ''),
      values,
      (root, child) => {
        const watch = setInterval(() => {
          if (!existsSync(join(root, 'seen'))) return;
          clearInterval(watch);
          // The stand-in sets its trap a moment after that.
          setTimeout(() => child.kill('SIGTERM'), 300);
        }, 10);
      },
    );
    expect([status, calls.slice(-2)]).toEqual([1, ['node-24 agent.mjs boot instance.json', 'stopped']]);
  });

  test('is told to stop just when the agent has ended, which has told by itself: no second report, no second signal', async () => {
    // The moment is short, so that one boot meets it three times in four.
    for (let boots = 0; boots < 6; boots += 1) {
      const { calls } = await boot(someContext(), (root) => writeFileSync(join(root, 'ends-first'), ''));
      expect(calls.slice(1)).toEqual(['node-24 agent.mjs boot instance.json']);
    }
  });

  test('signals also when Node.js was installed but is not there', async () => {
    const { status, calls } = await boot(someContext(), (root) => {
      moveNodeAway(root);
      rmSync(join(root, 'spare/node-24'));
    });
    expect([status, calls.at(-1)]).toEqual([1, signal]);
  });
});
