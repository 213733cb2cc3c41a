import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startLocalCloud } from '../../scripts/stage/local-cloud.js';
import { runAction } from '../../scripts/stage/runner.js';

/** AWS seconds per real second in the stories. */
export const scale = 20;

/** A source tree by path and content. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** A directory of this test's own. */
export function room(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'beanpole-story-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes a tree into a fresh directory of the room. */
export function write(directory: string, tree: Tree): string {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return directory;
}

/** Makes a repository of a directory, with one commit whose identity depends on nothing but the content. */
export function commit(directory: string, message = 'one'): void {
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...words], {
      cwd: directory,
      stdio: 'ignore',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
        GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
      },
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', message, '--no-verify');
}

/** A web application that answers with its version on every path; `more` runs before it listens. */
export function application(version: string, more: Tree = {}): Tree {
  return {
    'package.json': JSON.stringify({ name: 'story', version, private: true, scripts: { start: 'node server.js' } }),
    'server.js': `
      const { createServer } = require('node:http');
      const server = createServer((_, answer) => answer.writeHead(200, { 'x-app-version': '${version}' }).end('version ${version}'));
      server.listen(process.env.PORT, () => console.log('version ${version} listens'));
      process.on('SIGTERM', () => server.close());
    `,
    'beanpole.yml': settings(),
    ...more,
  };
}

/** Settings with short deadlines: a broken version shall be found in seconds. */
export function settings(more = ''): string {
  return `application: story
health: { interval: 10s, successes: 3, deadline: 90s }
deploy: { timeout: 5m, drain: 20s }
environments:
  single: { mode: single-instance }
  fleet: { mode: high-availability, instances: { min: 2, max: 3 } }
${more}`;
}

export { runAction, startLocalCloud };
