import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
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
