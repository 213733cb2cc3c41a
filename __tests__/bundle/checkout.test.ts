import { readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makeBundle } from '../../src/bundle/bundle.ts';
import { hashSource, sourceDigest } from '../../src/bundle/digest.ts';
import { selectFiles } from '../../src/bundle/select.ts';
import { realFiles } from '../../src/runner/files.ts';
import { realGit } from '../../src/runner/git.ts';
import { judge } from './judges.ts';
import { commit, directory, git, noGit, packing, repository, sourceOf, tree } from './trees.ts';

const files = {
  'a.txt': 'a',
  'sub/with space.txt': 'b',
  'sub/"quoted" ☃.txt': 'c',
  run: { program: '#!/bin/sh\n' },
  link: { link: 'a.txt' },
};
const digestOf = async (root: string, machineGit = realGit) => sourceDigest((await sourceOf(root, machineGit)).files);

/** The digest, and which files were read for it. */
async function watched(root: string) {
  const read: string[] = [];
  const watching = {
    ...realFiles,
    read: (path: string) => {
      read.push(path.slice(root.length + 1));
      return realFiles.read(path);
    },
  };
  const source = await selectFiles({ workspace: root, root }, { files: watching, git: realGit });
  const digest = sourceDigest((await hashSource(source, watching)).files);
  return { digest, read: read.sort() };
}

describe('a tree that git knows', () => {
  test('is identified without reading a file', async () => {
    const root = repository(files);
    expect((await watched(root)).read).toEqual([]);
  });

  const changes: readonly (readonly [string, readonly string[], (root: string) => unknown])[] = [
    ['nothing', [], () => {}],
    ['a changed file', ['a.txt'], (root) => writeFileSync(join(root, 'a.txt'), 'A')],
    ['a change of the same length and time', ['a.txt'], sameLengthAndTime],
    ['a new file', ['sub/new'], (root) => writeFileSync(join(root, 'sub/new'), '')],
    ['a staged file', [], (root) => git(tree({ n: 'n' }, root), 'add', 'n')],
    ['a file that is only announced', ['n'], (root) => git(tree({ n: 'n' }, root), 'add', '-N', 'n')],
    ['a deleted file', [], (root) => rmSync(join(root, 'a.txt'))],
    [
      'a file that became a link',
      [],
      (root) => {
        rmSync(join(root, 'run'));
        symlinkSync('a.txt', join(root, 'run'));
      },
    ],
    [
      'a change that git was told not to see',
      ['a.txt'],
      (root) => {
        git(root, 'update-index', '--assume-unchanged', 'a.txt');
        writeFileSync(join(root, 'a.txt'), 'A');
      },
    ],
  ];
  test.each(changes)('with %s has the digest that reading every file gives', async (_, expected, change) => {
    const root = repository(files);
    change(root);
    const { digest, read } = await watched(root);
    expect(digest).toBe(await digestOf(root, noGit));
    expect(read).toEqual(expected);
  });

  test('has the same digest before it is committed, when it is staged, and after', async () => {
    const root = repository({ 'a.txt': 'a' });
    tree({ 'b.txt': 'b' }, root);
    const untracked = await digestOf(root);
    git(root, 'add', '--all');
    const staged = await digestOf(root);
    commit(root);
    expect(new Set([untracked, staged, await digestOf(root)]).size).toBe(1);
  });

  test('below the top of a repository is the same as on its own', async () => {
    const root = repository({ ...files, 'app/a.txt': 'a', 'app/new/b.txt': 'b' });
    tree({ 'app/c.txt': 'c', 'other.txt': 'o' }, root);
    const alone = tree({ 'a.txt': 'a', 'new/b.txt': 'b', 'c.txt': 'c' });
    expect(await digestOf(join(root, 'app'))).toBe(await digestOf(alone));
    expect((await watched(join(root, 'app'))).read).toEqual(['c.txt']);
  });

  test("the user's own index stays as it is, to the byte", async () => {
    const root = repository(files);
    writeFileSync(join(root, 'a.txt'), 'A');
    utimesSync(join(root, 'run'), 1, 1);
    const index = join(root, '.git/index');
    const before = { bytes: readFileSync(index), changed: statSync(index).mtimeMs };
    const objects = git(root, 'count-objects');
    await digestOf(root);
    expect(readFileSync(index).equals(before.bytes)).toBe(true);
    expect(statSync(index).mtimeMs).toBe(before.changed);
    expect(git(root, 'count-objects')).toBe(objects);
  });

  test.each([
    ['attributes', (root: string) => tree({ '.gitattributes': '* text=auto\n' }, root)],
    ['configuration', (root: string) => git(root, 'config', 'core.autocrlf', 'input')],
  ])('line ends that git converts by %s count as they lie on the disk', async (_, convert) => {
    const [unix, windows] = [repository({ 'run.sh': 'a\n' }), repository({ 'run.sh': 'a\n' })];
    for (const root of [unix, windows]) {
      convert(root);
      commit(root);
    }
    writeFileSync(join(windows, 'run.sh'), 'a\r\n');
    git(windows, 'add', '--renormalize', '.');
    expect(await digestOf(windows)).not.toBe(await digestOf(unix));
  });

  test('what passes through a filter counts as it lies on the disk', async () => {
    const root = repository({ '.gitattributes': 'secret filter=lock\n', secret: 'locked' });
    const locked = await digestOf(root);
    git(root, 'config', 'filter.lock.clean', 'echo locked | tr -d "\\n"');
    writeFileSync(join(root, 'secret'), 'open');
    git(root, 'add', 'secret');
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(await digestOf(root)).not.toBe(locked);
  });

  test('in a repository that names objects by SHA-256 makes a bundle as well', async () => {
    const root = tree(files);
    git(root, 'init', '--quiet', '--object-format=sha256');
    commit(root);
    tree({ 'new.txt': 'n' }, root);
    const before = await digestOf(root);
    const { path } = await makeBundle(await sourceOf(root), join(directory(), 'bundle.zip'), packing);
    expect(judge(path)).toHaveLength(6);
    commit(root);
    expect(await digestOf(root)).toBe(before);
  });

  test('Git LFS pointers that no attribute announces are refused when they are packed', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`;
    const source = await sourceOf(repository({ 'model.bin': pointer }));
    await expect(makeBundle(source, join(directory(), 'bundle.zip'), packing)).rejects.toMatchObject({
      message: expect.stringContaining('model.bin'),
      fix: expect.stringContaining('lfs: true'),
    });
  });
});

/** As quick as a test is: git must compare contents where times cannot tell. */
function sameLengthAndTime(root: string): void {
  const { atime, mtime } = statSync(join(root, 'a.txt'));
  writeFileSync(join(root, 'a.txt'), 'z');
  utimesSync(join(root, 'a.txt'), atime, mtime);
}
