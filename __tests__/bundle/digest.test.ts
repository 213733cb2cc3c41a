import { chmodSync, renameSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sourceDigest } from '../../src/bundle/digest.ts';
import { sourceOf, tree } from './trees.ts';

const files = { 'a.txt': 'a', 'b/c.txt': 'c', run: { program: 'x' }, link: { link: 'a.txt' } };
const digestOf = async (root: string) => sourceDigest((await sourceOf(root)).files);

describe('sourceDigest', () => {
  test('is the same for the same tree in another place at another time', async () => {
    const [one, other] = [tree(files), tree(files)];
    utimesSync(join(other, 'a.txt'), 1, 1);
    chmodSync(join(other, 'b/c.txt'), 0o600);
    expect(await digestOf(other)).toBe(await digestOf(one));
  });

  test('stays what it is from release to release, or every known tree would be uploaded again', async () => {
    expect(await digestOf(tree(files))).toBe('439c3eadaf2b65cd9ee4d2643f7d57b27877109790ee5598c069ec4e8e1a7ad9');
  });

  const changes: readonly (readonly [string, (root: string) => void])[] = [
    ['a content', (root) => writeFileSync(join(root, 'a.txt'), 'A')],
    ['a name', (root) => renameSync(join(root, 'a.txt'), join(root, 'a2.txt'))],
    ['a new file', (root) => writeFileSync(join(root, 'new'), '')],
    ['an executable bit', (root) => chmodSync(join(root, 'a.txt'), 0o755)],
    [
      'the target of a link',
      (root) => {
        unlinkSync(join(root, 'link'));
        symlinkSync('b/c.txt', join(root, 'link'));
      },
    ],
    [
      'a link that becomes a file holding its target',
      (root) => {
        unlinkSync(join(root, 'link'));
        writeFileSync(join(root, 'link'), 'a.txt');
      },
    ],
    [
      'two contents that change places',
      (root) => {
        writeFileSync(join(root, 'a.txt'), 'c');
        writeFileSync(join(root, 'b/c.txt'), 'a');
      },
    ],
  ];
  test.each(changes)('changes with %s', async (_, change) => {
    const root = tree(files);
    const before = await digestOf(root);
    change(root);
    expect(await digestOf(root)).not.toBe(before);
  });

  test('large files are hashed in pieces, and each byte counts', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024);
    const before = await digestOf(tree({ large }));
    large[large.length - 1] = 1;
    expect(await digestOf(tree({ large }))).not.toBe(before);
  });
});

describe('hashSource', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`;

  test('refuses Git LFS pointers by name', async () => {
    await expect(sourceOf(tree({ 'model.bin': pointer, 'a.txt': 'a', 'b/c.png': pointer }))).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('b/c.png, model.bin'),
      fix: expect.stringContaining('lfs: true'),
    });
  });

  test('takes a text that only speaks of them', async () => {
    const source = await sourceOf(
      tree({ 'a.md': `# LFS\n${pointer}`, 'b.md': 'version https://git-lfs.github.com/spec/v1\n' }),
    );
    expect(source.files).toHaveLength(2);
  });
});
