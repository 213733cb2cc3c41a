import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commitOf } from '../../src/bundle/commit.ts';
import { commit, git, noGit, repository, sourceOf, tree } from './trees.ts';

const files = { 'a.js': '', 'sub/b.js': '', '.gitignore': 'dist' };
const commitIn = async (root: string) => commitOf(await sourceOf(root));

describe('commitOf', () => {
  test('is exact when nothing differs from the commit, ignored files aside', async () => {
    const root = repository(files);
    tree({ 'dist/out.js': '' }, root);
    expect(await commitIn(root)).toEqual({ sha: git(root, 'rev-parse', 'HEAD'), state: 'exact' });
  });

  test.each([
    ['a changed file', (root: string) => writeFileSync(join(root, 'a.js'), 'changed')],
    ['a new file', (root: string) => writeFileSync(join(root, 'new.js'), '')],
    ['a deleted file', (root: string) => rmSync(join(root, 'a.js'))],
    ['a staged change', (root: string) => void (writeFileSync(join(root, 'a.js'), 'x') ?? git(root, 'add', 'a.js'))],
  ])('is dirty with %s', async (_, change) => {
    const root = repository(files);
    change(root);
    expect(await commitIn(root)).toMatchObject({ state: 'dirty' });
  });

  test('is dirty when .ebignore lets build output in that git ignores', async () => {
    const root = repository({ ...files, '.ebignore': '' });
    expect(await commitIn(root)).toMatchObject({ state: 'exact' });
    tree({ 'dist/out.js': '' }, root);
    expect(await commitIn(root)).toMatchObject({ state: 'dirty' });
  });

  test('is exact with a submodule that is as committed, and dirty when it is not', async () => {
    const library = repository({ 'lib.js': '' });
    const root = repository(files);
    git(root, 'submodule', '--quiet', 'add', library, 'lib');
    commit(root);
    expect(await commitIn(root)).toMatchObject({ state: 'exact' });
    writeFileSync(join(root, 'lib/lib.js'), 'changed');
    expect(await commitIn(root)).toMatchObject({ state: 'dirty' });
  });

  test('is of the source directory alone', async () => {
    const root = repository(files);
    writeFileSync(join(root, 'a.js'), 'changed');
    expect(await commitIn(join(root, 'sub'))).toMatchObject({ state: 'exact' });
  });

  test('is absent without git, without a repository, and before the first commit', async () => {
    const root = tree(files);
    expect(commitOf(await sourceOf(root, noGit))).toBeUndefined();
    expect(await commitIn(root)).toBeUndefined();
    git(root, 'init', '--quiet');
    expect(await commitIn(root)).toBeUndefined();
  });
});
