import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { AutoScalingClient, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

type Step = Awaited<ReturnType<typeof runAction>>;
type Kill = (signal: NodeJS.Signals) => boolean;

const here = room();
let cloud: Awaited<ReturnType<typeof startLocalCloud>>;

beforeAll(async () => {
  cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
});
afterAll(async () => {
  await cloud.stop();
  here.remove();
}, 30_000);

interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly run?: { readonly id: string; readonly attempt: string };
  /** Called with each line of the log and the means to end the step. */
  readonly onLine?: (line: string, kill: Kill) => void;
}

/** Runs the step in a workspace. */
async function step(workspace: string, environment: string, { inputs = {}, run, onLine }: Given = {}): Promise<Step> {
  let kill: Kill = () => false;
  const identity = run && { GITHUB_RUN_ID: run.id, GITHUB_RUN_ATTEMPT: run.attempt };
  return runAction({
    workspace,
    inputs: { environment, ...inputs },
    environment: { ...cloud.environment, ...identity },
    onStart: (child) => {
      kill = (signal) => child.kill(signal);
    },
    onLine: (line) => onLine?.(line, kill),
  });
}

const ended = ({ code, outputs }: Step) => ({ code, outcome: outputs['outcome'], version: outputs['version'] });
const page = async (url: string | undefined) => (await fetch(url ?? '')).text();

describe('a runner that dies', () => {
  const tree = (version: string) => write(join(here.path, `died-${version}`), application(version));
  const version = (label: string) => ({ inputs: { 'version-label': label, application: 'died' } });

  test('after it has handed over is followed by its re-run, which attaches and ends green', async () => {
    const first = await step(tree('1'), 'single', version('v1'));
    expect(ended(first)).toEqual({ code: 0, outcome: 'created', version: 'v1' });
    const killed = await step(tree('2'), 'single', {
      ...version('v2'),
      run: { id: '77', attempt: '1' },
      onLine: (line, kill) => void (/died-single: update begins/.test(line) && kill('SIGKILL')),
    });
    expect(killed.code).toBeNull();
    const second = await step(join(here.path, 'died-2'), 'single', {
      ...version('v2'),
      run: { id: '77', attempt: '2' },
    });
    expect(second.log).toContain('this run goes on with the operation that an earlier attempt began');
    expect(ended(second)).toEqual({ code: 0, outcome: 'updated', version: 'v2' });
    expect(await page(second.outputs['url'])).toBe('version 2');
  }, 90_000);

  test('while another run comes: that one waits, says for whom and since when, and then deploys its own', async () => {
    await step(tree('3'), 'single', {
      ...version('v3'),
      run: { id: '78', attempt: '1' },
      onLine: (line, kill) => void (/died-single: update begins/.test(line) && kill('SIGKILL')),
    });
    const other = await step(tree('4'), 'single', { ...version('v4'), run: { id: '79', attempt: '1' } });
    expect(other.log).toMatch(/died-single: UPDATE_IN_PROGRESS, held by run 78 since \d\d:\d\d:\d\d UTC; waiting/);
    expect(ended(other)).toEqual({ code: 0, outcome: 'updated', version: 'v4' });
  }, 90_000);
});

describe('newest wins', () => {
  const origin = join(here.path, 'origin');
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...words], {
      cwd: origin,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
    }).trim();
  /** A checkout of its own at one commit, as a workflow has it. */
  const checkout = (version: number) => {
    const directory = join(here.path, `checkout-${version}`);
    cpSync(origin, directory, { recursive: true });
    execFileSync('git', ['checkout', '-q', `v${version}`], { cwd: directory, stdio: 'ignore' });
    return directory;
  };
  const inputs = { application: 'order' };

  beforeAll(() => {
    write(origin, application('1'));
    git('init', '-q');
    for (const version of [1, 2, 3, 4, 5]) {
      for (const [path, content] of Object.entries(application(String(version)))) {
        execFileSync('tee', [join(origin, path)], { input: content, stdio: ['pipe', 'ignore', 'ignore'] });
      }
      git('add', '-A');
      // All at one moment: only the history tells which is newer.
      const at = '2026-01-01T00:00:00Z';
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', `${version}`, '--no-verify'], {
        cwd: origin,
        env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
      });
      git('tag', `v${version}`);
    }
  });

  test('a run of an older commit is green, says so, and changes nothing; asked to, it deploys', async () => {
    const newer = await step(checkout(2), 'single', { inputs });
    expect(ended(newer)).toMatchObject({ code: 0, outcome: 'created' });
    const older = await step(checkout(1), 'single', { inputs });
    expect(ended(older)).toEqual({ code: 0, outcome: 'superseded', version: newer.outputs['version'] });
    expect(older.log).toMatch(/^::notice title=Not deployed%3A a newer commit is live::/m);
    expect(await page(newer.outputs['url'])).toBe('version 2');
    const asked = await step(checkout(1), 'single', { inputs: { ...inputs, 'allow-older': 'true' } });
    expect(ended(asked)).toMatchObject({ code: 0, outcome: 'updated' });
    expect(await page(newer.outputs['url'])).toBe('version 1');
  }, 90_000);

  test('three runs at once, of which the newest commit comes second, end with the newest commit live and no red run', async () => {
    const runs = await Promise.all([4, 5, 3].map((version) => step(checkout(version), 'single', { inputs })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs[1]?.outputs['outcome']).toBe('updated');
    expect(await page(runs[1]?.outputs['url'])).toBe('version 5');
  }, 120_000);
});

describe('commands that need no checkout', () => {
  const empty = () => write(join(here.path, 'empty'), { 'README.md': 'nothing to deploy' });
  const without = (command: string, more: Readonly<Record<string, string>> = {}) =>
    step(empty(), 'single', { inputs: { application: 'away', command, ...more } });
  const deploy = (version: string, environment = 'single') =>
    step(write(join(here.path, `away-${version}`), application(version)), environment, {
      inputs: { application: 'away', 'version-label': `v${version}` },
    });

  test('rollback goes to the previous version, and then forward again; status says what is live', async () => {
    const first = await deploy('1');
    const url = first.outputs['url'];
    expect(ended(await without('rollback'))).toMatchObject({ code: 1, outcome: 'failed' });
    await deploy('2');
    const back = await without('rollback');
    expect(ended(back)).toEqual({ code: 0, outcome: 'updated', version: 'v1' });
    expect(await page(url)).toBe('version 1');
    const status = await without('status');
    expect(status.outputs).toMatchObject({ outcome: 'live', version: 'v1', 'previous-version': 'v2', url });
    expect(status.log).toMatch(/instance i-[0-9a-f]+: InService, Healthy, live version/);
    expect(status.log).toContain('stack away-single: UPDATE_COMPLETE');
    const named = await without('rollback', { 'version-label': 'v2' });
    expect(ended(named)).toEqual({ code: 0, outcome: 'updated', version: 'v2' });
    expect(await page(url)).toBe('version 2');
    const unknown = await without('rollback', { 'version-label': 'v9' });
    expect(unknown.log).toContain('There is no version "v9" in this application.');
  }, 120_000);

  test('promote brings the very bytes that run in another environment', async () => {
    const shadow = await deploy('1', 'shadow');
    expect(ended(shadow)).toMatchObject({ code: 0, outcome: 'created' });
    const step = await without('promote', { from: 'single', environment: 'shadow' });
    expect(ended(step)).toEqual({ code: 0, outcome: 'updated', version: 'v2' });
    expect(await page(shadow.outputs['url'])).toBe('version 2');
    const again = await without('promote', { from: 'single', environment: 'shadow' });
    expect(again.outputs['outcome']).toBe('unchanged');
    const nowhere = await without('promote', { from: 'nowhere', environment: 'shadow' });
    expect(nowhere.log).toContain('Nothing can be taken from environment "nowhere": it does not exist.');
  }, 120_000);

  test('doctor finds nothing in a healthy environment, and names what would make a rollback impossible', async () => {
    expect((await without('doctor')).outputs['outcome']).toBe('healthy');
    const client = new S3Client({ ...connection(), forcePathStyle: true });
    const bucket = await bucketOf('away');
    const manifest = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'versions/v1.json' }));
    const { key } = JSON.parse((await manifest.Body?.transformToString()) ?? '{}');
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    const auto = new AutoScalingClient(connection());
    const group = await groupOf('away-single');
    await auto.send(new SuspendProcessesCommand({ AutoScalingGroupName: group, ScalingProcesses: ['Launch'] }));
    const sick = await without('doctor');
    expect(ended(sick)).toMatchObject({ code: 0, outcome: 'findings' });
    expect(sick.log).toContain('a rollback to it is impossible');
    expect(sick.log).toContain('has suspended processes: Launch');
    const back = await without('rollback');
    expect(ended(back)).toMatchObject({ code: 1, outcome: 'failed' });
    expect(back.log).toContain('The bundle of version "v1" is no longer in the artifact bucket');
  }, 60_000);
});

describe('a run that is cancelled', () => {
  const cancel = async (version: string, set: string) => {
    let since = 0;
    const run = await step(write(join(here.path, `cut-${version}`), application(version)), 'single', {
      inputs: { application: 'cut', 'version-label': `v${version}`, set },
      onLine: (line, kill) => {
        if (!/cut-single: update begins/.test(line)) return;
        since = Date.now();
        kill('SIGINT');
      },
    });
    return { ...run, ms: Date.now() - since };
  };
  const deploy = (version: string) =>
    step(write(join(here.path, `cut-${version}`), application(version)), 'single', {
      inputs: { application: 'cut', 'version-label': `v${version}` },
    });

  test('says within five seconds that the update goes on, or that it is undone, and that is what happens', async () => {
    const { outputs } = await deploy('1');
    const left = await cancel('2', 'deploy.on-cancel=leave');
    expect({ code: left.code, outcome: left.outputs['outcome'] }).toEqual({ code: 1, outcome: 'cancelled' });
    expect(left.log).toContain('The update of the stack "cut-single" goes on');
    expect(left.ms).toBeLessThan(5_000);
    expect((await deploy('2')).outputs['outcome']).toBe('unchanged');
    const undone = await cancel('3', 'deploy.on-cancel=undo');
    expect({ code: undone.code, outcome: undone.outputs['outcome'] }).toEqual({ code: 1, outcome: 'cancelled' });
    expect(undone.log).toContain('The update of the stack "cut-single" is being undone');
    expect(undone.ms).toBeLessThan(5_000);
    const status = await step(here.path, 'single', { inputs: { application: 'cut', command: 'doctor' } });
    expect(status.code).toBe(0);
    expect((await deploy('2')).outputs['outcome']).toBe('unchanged');
    expect(await page(outputs['url'])).toBe('version 2');
  }, 120_000);
});

const connection = () => ({
  endpoint: cloud.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

async function outputOf(stack: string, name: string): Promise<string | undefined> {
  const answer = await new CloudFormationClient(connection()).send(new DescribeStacksCommand({ StackName: stack }));
  return answer.Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
}

const bucketOf = (application: string) => outputOf(application, 'ArtifactBucket');
const groupOf = (compute: string) => outputOf(compute, 'AutoScalingGroupName');
