import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { events, type startGitHub } from '../../scripts/stage/github/server.js';
import { application, runAction, type Tree } from './stage.ts';

export type TestGitHub = Awaited<ReturnType<typeof startGitHub>>;

/** A clone that grows commit by commit; each has a date of its own, so that git knows which one is newer. */
export function clone(directory: string) {
  let commits = 0;
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...words], {
      cwd: directory,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_DATE: `2026-01-01T00:00:0${commits}Z`,
        GIT_COMMITTER_DATE: `2026-01-01T00:00:0${commits}Z`,
      },
    }).trim();
  mkdirSync(directory, { recursive: true });
  git('init', '-q');
  return {
    directory,
    /** Commits a tree over the one before, and gives the sha. */
    push(tree: Tree): string {
      for (const [path, content] of Object.entries(tree)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), content);
      }
      commits += 1;
      git('add', '-A');
      git('commit', '-qm', `commit ${commits}`, '--no-verify', '--allow-empty');
      return git('rev-parse', 'HEAD');
    },
    /** Another clone of it, as another run checks it out. */
    copy(to: string): string {
      execFileSync('git', ['clone', '-q', directory, to], { stdio: 'ignore' });
      return to;
    },
  };
}

export const settings = `application: story
health: { interval: 10s, successes: 2, deadline: 90s }
deploy: { timeout: 5m, drain: 10s, policy: rolling }
mode: high-availability
instances: { min: 2, max: 4 }
branches: { main: production }
preview: { lifetime: 48h }
`;

export function version(name: string, more: Tree = {}): Tree {
  return application(name, { 'beanpole.yml': settings, Procfile: 'web: exec node server.js\n', ...more });
}

/** What GitHub's runner gives a run for an event: GitHub's own example of it, about our pull request. */
export function pullRequest(
  action: 'opened' | 'synchronize' | 'reopened' | 'closed',
  { number = 7, head, from = 'octo-org/hello', room }: { number?: number; head: string; from?: string; room: string },
): Readonly<Record<string, string>> {
  const payload = structuredClone(events[`pull_request.${action}`]);
  payload.number = number;
  payload.pull_request.number = number;
  payload.pull_request.head.sha = head;
  payload.pull_request.head.repo.full_name = from;
  payload.pull_request.base.repo.full_name = 'octo-org/hello';
  payload.repository.full_name = 'octo-org/hello';
  return {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: eventFile(room, payload),
    GITHUB_REF: `refs/pull/${number}/merge`,
    // The merge commit that GitHub makes of it: no tree of ours.
    GITHUB_SHA: 'f'.repeat(40),
  };
}

let files = 0;
export function eventFile(room: string, payload: unknown): string {
  files += 1;
  const path = join(room, `event-${files}.json`);
  writeFileSync(path, JSON.stringify(payload));
  return path;
}

/** A step of a job that has a token. */
export function stepWith(github: TestGitHub, cloud: { readonly environment: Readonly<Record<string, string>> }) {
  return (workspace: string, event: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) =>
    runAction({
      workspace,
      inputs: { 'github-token': github.token, ...inputs },
      environment: { ...cloud.environment, ...github.environment, ...event },
    });
}

/** A text without what differs from run to run: addresses, shas, ids, durations, and the bars of the rollout. */
export function settled(text: string): string {
  return text
    .replace(/```text\n {6,}\d\d:\d\d:\d\d[\s\S]*?```/g, '```text\n(bars)\n```')
    .replace(/s3:\/\/[a-z0-9.-]+\//g, 's3://BUCKET/')
    .replace(/http:\/\/[\d.]+(:\d+)?/g, 'http://ADDRESS')
    .replace(/\b[0-9a-f]{40}\b|\b[0-9a-f]{12}\b/g, 'SHA')
    .replace(/\bi-[0-9a-f]{8,17}\b/g, 'i-INSTANCE')
    .replace(/run=\d+|runs\/\d+/g, (found) => found.replace(/\d+/, 'RUN'))
    .replace(/\b\d+ s\b/g, 'N s')
    .replace(/\d\d:\d\d:\d\d(\.\d+)?/g, 'TIME');
}

/** Compares with the golden file of a name; UPDATE_GOLDEN=1 writes it. Gives what stands in the file. */
export function golden(name: string, text: string): string {
  const path = new URL(`./goldens/${name}`, import.meta.url).pathname;
  if (process.env['UPDATE_GOLDEN'] === '1' || !existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return readFileSync(path, 'utf8');
}
