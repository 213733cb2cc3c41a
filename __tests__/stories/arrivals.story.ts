import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyState } from '../../scripts/stage/state-copy.js';
import { application, room, runAction, scale, startLocalCloud } from './stage.ts';

const here = room();
const base = join(here.path, 'base');
const repository = join(here.path, 'repository');
type Step = Awaited<ReturnType<typeof runAction>>;

const git = (minute: number, directory: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...words], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_COMMITTER_DATE: `2026-01-01T00:0${minute}:00Z` },
  }).trim();

/** A checkout of one commit, as a workflow run has it. */
const checkout = (commit: number) => join(here.path, `commit-${commit}`);

/** Commits 0 to 3, a minute apart, each one's application saying which it is. A checkout knows nothing of later ones but by their dates. */
function writeHistory(): void {
  mkdirSync(repository);
  for (const commit of [0, 1, 2, 3]) {
    for (const [path, content] of Object.entries(application(String(commit))))
      writeFileSync(join(repository, path), content);
    if (commit === 0) git(commit, repository, 'init', '-q');
    git(commit, repository, 'add', '-A');
    git(commit, repository, 'commit', '-qm', String(commit), '--no-verify', '--allow-empty');
    git(commit, here.path, 'clone', '-q', repository, checkout(commit));
  }
}

beforeAll(async () => {
  writeHistory();
  const cloud = await startLocalCloud({ state: base, scale });
  const first = await run(cloud, 0).ended;
  await cloud.stop();
  if (first.code !== 0) throw new Error(first.log);
}, 90_000);
afterAll(() => here.remove());

type Cloud = Awaited<ReturnType<typeof startLocalCloud>>;

/** Starts a run of one commit. `arrived`: it has said what it does with the environment's stack. */
function run(cloud: Cloud, commit: number): { readonly arrived: Promise<void>; readonly ended: Promise<Step> } {
  let arrive: () => void = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const ended = runAction({
    workspace: checkout(commit),
    inputs: { environment: 'single' },
    environment: { ...cloud.environment, BEANPOLE_POLL_MS: '250' },
    onLine: (line) => /story-single: /.test(line) && arrive(),
  }).finally(() => arrive());
  return { arrived, ended };
}

/** What is live after runs of these commits, each begun once the one before has arrived, or all at once. */
async function play(order: readonly number[], when: 'one after the other' | 'at once') {
  const state = join(here.path, `order-${order.join('-')}-${when.length}`);
  await copyState(base, state);
  const cloud = await startLocalCloud({ state, scale });
  try {
    const runs: Promise<Step>[] = [];
    for (const commit of order) {
      const { arrived, ended } = run(cloud, commit);
      runs.push(ended);
      if (when === 'one after the other') await arrived;
    }
    const steps = await Promise.all(runs);
    const url = steps.find(({ outputs }) => outputs['url'] !== undefined)?.outputs['url'] ?? '';
    const page = await fetch(url).then((answer) => answer.text());
    return { steps, page };
  } finally {
    await cloud.stop();
  }
}

describe('runs of several commits at once', () => {
  test.each([[[1, 2]], [[2, 1]], [[1, 2, 3]], [[1, 3, 2]], [[2, 1, 3]], [[2, 3, 1]], [[3, 1, 2]], [[3, 2, 1]]])(
    'in the order %j leave the newest one live; none is red',
    async (order) => {
      const newest = Math.max(...order);
      const { steps, page } = await play(order, 'one after the other');
      expect(steps.map(({ code, log }) => (code === 0 ? 'green' : log))).toEqual(order.map(() => 'green'));
      expect(page).toBe(`version ${newest}`);
      expect(steps[order.indexOf(newest)]?.outputs['outcome']).toBe('updated');
    },
    300_000,
  );

  test('begun at the same moment leave the newest one live; none is red', async () => {
    const { steps, page } = await play([2, 3, 1], 'at once');
    expect(steps.map(({ code, log }) => (code === 0 ? 'green' : log))).toEqual(['green', 'green', 'green']);
    expect(page).toBe('version 3');
  }, 300_000);
});
