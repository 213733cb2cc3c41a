import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { selectFiles } from '../../src/bundle/select.ts';
import { realFiles } from '../../src/runner/files.ts';
import { realGit } from '../../src/runner/git.ts';
import { commit, directory, git, noGit, repository, selected, tree } from './trees.ts';

const machine = { files: realFiles, git: realGit };

describe('selectFiles with .ebignore', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['an empty one lets everything in, ignored files too', '', ['.gitignore', 'app.js', 'dist/app.js', 'log/a.log']],
    ['a pattern leaves files out at every depth', '*.js', ['.gitignore', 'log/a.log']],
    ['a pattern with a slash is tied to the top', '/app.js', ['.gitignore', 'dist/app.js', 'log/a.log']],
    ['an exclamation mark takes a file back', '*.js\n!app.js\n/dist', ['.gitignore', 'app.js', 'log/a.log']],
    ['a file in an ignored directory cannot come back', 'dist/\n!dist/app.js', ['.gitignore', 'app.js', 'log/a.log']],
    [
      'comments, blank lines and Windows line ends mean nothing',
      '# no\r\n\r\n*.log\r\n',
      ['.gitignore', 'app.js', 'dist/app.js'],
    ],
    ['it cannot let itself in', '*\n!*.js\n!.ebignore', ['app.js']],
    ['upper and lower case differ', 'APP.js\nDIST/', ['.gitignore', 'app.js', 'dist/app.js', 'log/a.log']],
  ];
  test.each(cases)('%s', async (_, ebignore, expected) => {
    const files = { 'app.js': '', 'dist/app.js': '', 'log/a.log': '', '.gitignore': 'dist/\n*.log\n' };
    expect(await selected(repository({ ...files, '.ebignore': ebignore }))).toEqual(expected);
  });

  test('never takes .git, at no depth', async () => {
    const root = repository({ '.ebignore': '', 'a/b.txt': '' });
    repository({ 'inner.txt': '' }, join(root, 'nested'));
    expect(await selected(root)).toEqual(['a/b.txt', 'nested/inner.txt']);
  });
});

describe('selectFiles with git', () => {
  test('takes tracked and new files, and honours every .gitignore and the repository exclude file', async () => {
    const root = repository({
      '.gitignore': '*.log',
      'a/.gitignore': '!keep.log\nlocal',
      'a/keep.log': '',
      'b.log': '',
    });
    tree({ 'new.txt': '', 'a/local': '', 'excluded.txt': '', '.git/info/exclude': 'excluded.txt' }, root);
    expect(await selected(root)).toEqual(['.gitignore', 'a/.gitignore', 'a/keep.log', 'new.txt']);
  });

  test('takes a tracked file that is ignored, and leaves a deleted one out', async () => {
    const root = repository({ 'gone.txt': '', 'forced.txt': '', 'a.txt': '' });
    writeFileSync(join(root, '.gitignore'), 'forced.txt');
    rmSync(join(root, 'gone.txt'));
    expect(await selected(root)).toEqual(['.gitignore', 'a.txt', 'forced.txt']);
  });

  test('a sub-directory becomes the root of the bundle, under the ignore files above it', async () => {
    const root = repository({ '.gitignore': 'node_modules', 'apps/web/index.js': '', 'other.txt': '' });
    tree({ 'apps/web/node_modules/x.js': '' }, root);
    expect(await selected(join(root, 'apps/web'), realGit, root)).toEqual(['index.js']);
  });

  test('a source directory that git ignores is taken by its own ignore files, because it was named', async () => {
    const root = repository({ '.gitignore': 'dist', 'a.js': '' });
    tree({ 'dist/app.js': '', 'dist/app.map': '', 'dist/.gitignore': '*.map' }, root);
    expect(await selected(join(root, 'dist'), realGit, root)).toEqual(['.gitignore', 'app.js']);
  });

  test('takes the files of a submodule, by its own ignore files', async () => {
    const library = repository({ 'lib.js': '', '.gitignore': '*.tmp' });
    const root = repository({ 'a.js': '' });
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/lib');
    commit(root);
    tree({ 'vendor/lib/x.tmp': '', 'vendor/lib/new.js': '' }, root);
    const paths = ['.gitmodules', 'a.js', 'vendor/lib/.gitignore', 'vendor/lib/lib.js', 'vendor/lib/new.js'];
    expect(await selected(root)).toEqual(paths);
  });

  test('refuses a submodule that is not checked out', async () => {
    const library = repository({ 'lib.js': '' });
    const root = repository({ 'a.js': '' });
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/lib');
    commit(root);
    const clone = join(directory(), 'clone');
    git(root, 'clone', '--quiet', root, clone);
    await expect(selected(clone)).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('"vendor/lib" is not checked out'),
      fix: expect.stringContaining('submodules: true'),
    });
  });

  test('takes what stands in a directory that has replaced a tracked file', async () => {
    const root = repository({ place: 'a file' });
    rmSync(join(root, 'place'));
    tree({ 'place/inside.txt': '' }, root);
    expect(await selected(root)).toEqual(['place/inside.txt']);
  });

  test('lists a file in conflict once', async () => {
    const root = repository({ 'a.txt': 'base' });
    git(root, 'checkout', '--quiet', '-b', 'other');
    writeFileSync(join(root, 'a.txt'), 'theirs');
    commit(root);
    git(root, 'checkout', '--quiet', 'main');
    writeFileSync(join(root, 'a.txt'), 'ours');
    commit(root);
    expect(() => git(root, 'merge', 'other')).toThrow();
    expect(await selected(root)).toEqual(['a.txt']);
  });
});

describe('selectFiles without git', () => {
  const files = {
    '.gitignore': '*.log\n/build/\nnode_modules',
    'app.js': '',
    'a.log': '',
    'build/x.js': '',
    'src/build/x.js': '',
    'src/.gitignore': '!keep.log\n/secret',
    'src/keep.log': '',
    'src/secret': '',
    'src/deep/secret': '',
  };
  const expected = ['.gitignore', 'app.js', 'src/.gitignore', 'src/build/x.js', 'src/deep/secret', 'src/keep.log'];

  test('honours every .gitignore in a directory that is no repository', async () => {
    expect(await selected(tree(files))).toEqual(expected);
  });

  test('does so in a repository when there is no git on PATH', async () => {
    const root = repository(files);
    const path = process.env['PATH'];
    process.env['PATH'] = directory();
    try {
      expect(await selected(root)).toEqual(expected);
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('counts the ignore files above a source sub-directory', async () => {
    const root = tree({
      '.gitignore': 'node_modules\n',
      'apps/.gitignore': '/web/*.map',
      'apps/web/a.js': '',
      'apps/web/a.map': '',
    });
    tree({ 'apps/web/node_modules/x.js': '', 'apps/web/b/a.map': '' }, root);
    expect(await selected(join(root, 'apps/web'), noGit, root)).toEqual(['a.js', 'b/a.map']);
  });

  test('takes an ignored source directory that was asked for', async () => {
    const root = tree({ '.gitignore': 'dist', 'dist/app.js': '' });
    expect(await selected(join(root, 'dist'), noGit, root)).toEqual(['app.js']);
  });
});

describe('selectFiles', () => {
  test('orders names by their bytes, not by UTF-16 units or a locale', async () => {
    // U+FF5E precedes U+1F600 in UTF-8 and follows it in UTF-16.
    const names = ['a/b', 'a.txt', 'B', 'a', 'é', '\u{ff5e}', '\u{1f600}', 'Z'].filter((name) => name !== 'a');
    const root = tree(Object.fromEntries(names.map((name) => [name, ''])));
    expect(await selected(root)).toEqual(['B', 'Z', 'a.txt', 'a/b', 'é', '\u{ff5e}', '\u{1f600}']);
  });

  test('keeps names with spaces, quotes, line breaks, and two that differ only in Unicode normalisation', async () => {
    const names = ['\n', ' lead', '"quoted"', 'back\\slash', 'e\u0301', '\u00e9'];
    expect(await selected(repository(Object.fromEntries(names.map((name) => [name, 'x']))))).toEqual(names);
  });

  test('leaves the bundle out that is being written into the source directory', async () => {
    const root = tree({ 'a.js': '', 'out/bundle.zip': '' });
    const source = await selectFiles({ workspace: root, root, bundle: join(root, 'out/bundle.zip') }, machine);
    expect(source.files.map(({ path }) => path)).toEqual(['a.js']);
  });

  test('leaves out what only configures the deploy, whatever an ignore file says', async () => {
    const settings = { 'beanpole.yml': 'application: shop', '.github/workflows/deploy.yml': 'on: push' };
    for (const more of [{}, { '.ebignore': '!beanpole.yml' }]) {
      const root = tree({ 'a.js': '', 'docs/beanpole.yml': 'not the settings', ...settings, ...more });
      const configuration = ['beanpole.yml', '.github'].map((name) => join(root, name));
      const { files } = await selectFiles({ workspace: root, root, configuration }, machine);
      expect(files.map(({ path }) => path)).toEqual(['a.js', 'docs/beanpole.yml']);
    }
  });

  test('keeps links as links, without following those to directories, and links that lead nowhere inside', async () => {
    const root = tree({
      'real/a.js': '',
      link: { link: 'real' },
      'deep/up': { link: '../real/a.js' },
      dangling: { link: 'nowhere' },
    });
    const { files } = await selectFiles({ workspace: root, root }, machine);
    expect(files.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'link dangling',
      'link deep/up',
      'link link',
      'file real/a.js',
    ]);
  });

  test.each([
    ['git', realGit],
    ['no git', noGit],
  ])('refuses links out of the tree and names all of them (%s)', async (_, machineGit) => {
    const outside = tree({ 'secret.txt': 'x' });
    const root = repository({
      'ok.txt': '',
      absolute: { link: join(outside, 'secret.txt') },
      'a/climbs': { link: '../../secret.txt' },
      'own-absolute': { link: '/etc/hostname' },
      fine: { link: 'ok.txt' },
    });
    const refusal = await selected(root, machineGit).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'bundle', fix: expect.stringContaining('relative') });
    expect(String(refusal)).toContain('a/climbs → ../../secret.txt');
    expect(String(refusal)).toContain(`absolute → ${join(outside, 'secret.txt')}`);
    expect(String(refusal)).toContain('own-absolute → /etc/hostname');
    expect(String(refusal)).not.toContain('fine');
  });

  test('refuses a link that leaves the tree only through another link', async () => {
    const root = directory();
    tree(
      { 'secret.txt': 'x', 'app/a.js': '', 'app/here': { link: '.' }, 'app/sly': { link: 'here/../secret.txt' } },
      root,
    );
    await expect(selected(join(root, 'app'), noGit, root)).rejects.toMatchObject({
      message: expect.stringContaining('sly → here/../secret.txt'),
    });
  });

  test('refuses sockets and pipes by name, unless they are ignored', async () => {
    const root = tree({ 'a.js': '', '.ebignore': '' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      await expect(selected(root)).rejects.toMatchObject({
        code: 'bundle',
        message: expect.stringContaining('pipe, socket'),
      });
      writeFileSync(join(root, '.ebignore'), 'pipe\nsocket');
      expect(await selected(root)).toEqual(['a.js']);
    } finally {
      server.close();
    }
  });

  test.each([
    ['git', realGit],
    ['no git', noGit],
  ])('refuses a name that is not UTF-8 and shows its bytes (%s)', async (_, machineGit) => {
    const root = repository({ 'a.js': '' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]), '');
    await expect(selected(root, machineGit)).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('636166e9'),
    });
  });

  test('refuses a path that no instance could unpack', async () => {
    const long = Array.from({ length: 16 }, () => 'd'.repeat(200)).join('/');
    await expect(selected(tree({ 'a.js': '', [`${long}/x`]: '' }))).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('3072 bytes'),
    });
  });

  test('refuses an empty directory', async () => {
    await expect(selected(tree({ '.ebignore': '*' }))).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('no file to deploy'),
    });
  });
});
