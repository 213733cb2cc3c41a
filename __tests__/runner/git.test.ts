import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { realGit } from '../../src/runner/git.ts';
import { commit, directory, git, repository, tree } from '../bundle/trees.ts';

/** The paths that the index holds. */
async function names(root: string): Promise<readonly string[]> {
  const { index } = (await realGit.look(root)) ?? {};
  const lines = Buffer.from(index ?? [])
    .toString()
    .split('\0');
  return lines.filter(Boolean).map((line) => line.slice(line.indexOf('\t') + 1));
}

/** Runs with other environment variables, and puts the old ones back. */
async function under<T>(variables: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

describe('realGit', () => {
  test('has nothing to say where there is no repository', async () => {
    const root = tree({ 'a.txt': '' });
    expect(await realGit.look(root)).toBeUndefined();
    expect(await realGit.head(root)).toBeUndefined();
    expect(await realGit.ignores(root)).toBe(false);
  });

  test('has nothing to say where there is no git', async () => {
    const root = repository({ 'a.txt': '' });
    await under({ PATH: directory() }, async () => expect(await realGit.look(root)).toBeUndefined());
  });

  test('asks the repository of the directory, whatever a surrounding git hook says', async () => {
    const root = repository({ 'a.txt': '' });
    const hook = repository({ 'hook.txt': '' });
    const variables = { GIT_DIR: join(hook, '.git'), GIT_WORK_TREE: hook, GIT_INDEX_FILE: join(hook, '.git/index') };
    await under(variables, async () => expect(await names(root)).toEqual(['a.txt']));
  });

  test('tells whether a directory is ignored as a whole', async () => {
    const root = repository({ '.gitignore': 'dist', 'src/a.js': '' });
    tree({ 'dist/a.js': '' }, root);
    expect(await realGit.ignores(join(root, 'dist'))).toBe(true);
    expect(await realGit.ignores(join(root, 'src'))).toBe(false);
    expect(await realGit.ignores(root)).toBe(false);
  });

  test('gives the commit that is checked out', async () => {
    const root = commit(repository({ 'a.txt': '' }));
    expect(await realGit.head(root)).toBe(git(root, 'rev-parse', 'HEAD'));
  });

  // Only root can give files away.
  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot('reads a checkout that belongs to another user, as in a container job', async () => {
    const root = repository({ 'a.txt': '' });
    for (const path of [root, join(root, '.git')]) chownSync(path, 12_345, 12_345);
    expect(() => git(root, 'ls-files')).toThrow('dubious ownership');
    expect(await names(root)).toEqual(['a.txt']);
  });

  test('a repository that git cannot read is an error, not "no repository"', async () => {
    const root = repository({ 'a.txt': '' });
    writeFileSync(join(root, '.git/index'), 'garbage');
    await expect(realGit.look(root)).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringMatching(/git (ls-files|status) failed/),
      fix: expect.stringContaining('git status'),
    });
  });

  test('does not run a program that the repository names for its file system monitor', async () => {
    const root = repository({ 'a.txt': '' });
    const program = join(root, '.git/monitor');
    writeFileSync(program, `#!/bin/sh\ntouch ${root}/.git/was-run\n`);
    chmodSync(program, 0o755);
    git(root, 'config', 'core.fsmonitor', program);
    await realGit.look(root);
    expect(() => git(root, 'hash-object', '.git/was-run')).toThrow();
  });

  test('tells when a commit was made and how two are related', async () => {
    const root = repository({ 'a.txt': '1' });
    const first = (await realGit.head(root)) ?? '';
    tree({ 'a.txt': '2' }, root);
    commit(root);
    const second = (await realGit.head(root)) ?? '';
    expect(await realGit.committedAt(root, first)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(await realGit.ancestry(root, first, second)).toBe('ancestor');
    expect(await realGit.ancestry(root, second, first)).toBe('descendant');
    git(root, 'checkout', '-q', '--orphan', 'other');
    commit(root);
    expect(await realGit.ancestry(root, second, (await realGit.head(root)) ?? '')).toBe('unknown');
  });

  test('does not know commits that the clone does not have', async () => {
    const root = repository({ 'a.txt': '1' });
    const head = (await realGit.head(root)) ?? '';
    const elsewhere = '1'.repeat(40);
    expect(await realGit.committedAt(root, elsewhere)).toBeUndefined();
    expect(await realGit.ancestry(root, head, elsewhere)).toBe('unknown');
    expect(await realGit.ancestry(directory(), head, elsewhere)).toBe('unknown');
  });
});
