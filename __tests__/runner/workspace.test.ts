import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openWorkspace } from '../../src/runner/workspace.ts';
import { directory, tree } from '../bundle/trees.ts';

const outside = tree({ 'secret/a.txt': '', 'app.zip': '' });
const root = tree({
  'app/index.js': '',
  'app.zip': '',
  inner: { link: 'app' },
  out: { link: join(outside, 'secret') },
  'out.zip': { link: join(outside, 'app.zip') },
  'app/up': { link: '../..' },
  dangling: { link: 'nowhere' },
  '..dots/a.txt': '',
});
const workspace = openWorkspace(root);

describe('place', () => {
  test.each([
    ['the workspace itself', '.', root],
    ['a directory', 'app', join(root, 'app')],
    ['a directory whose name begins with dots', '..dots', join(root, '..dots')],
    ['a way through the parent that ends inside', 'app/../app', join(root, 'app')],
    ['a link that stays inside, resolved', 'inner', join(root, 'app')],
    ['an absolute path inside', join(root, 'app'), join(root, 'app')],
  ])('takes %s', (_, path, real) => {
    expect(workspace.place('source', path)).toBe(real);
  });

  test('opens a workspace that is itself behind a link', () => {
    const link = tree({ here: { link: root } });
    const opened = openWorkspace(join(link, 'here'));
    expect(opened.root).toBe(root);
    expect(opened.place('source', 'app')).toBe(join(root, 'app'));
  });

  test.each([
    ['the parent', 'source', '..', 'lies outside'],
    ['a neighbour whose name begins alike', 'source', `${root}-other`, 'lies outside'],
    ['an absolute path elsewhere', 'source', outside, 'lies outside'],
    ['a link out of the workspace', 'source', 'out', 'leads through a link out of the workspace'],
    ['a path behind such a link', 'source', 'out/a.txt', 'leads through a link out of the workspace'],
    ['a link to the parent', 'source', 'app/up', 'leads through a link out of the workspace'],
    ['an artifact behind a link', 'artifact', 'out.zip', 'leads through a link out of the workspace'],
    ['what does not exist', 'source', 'nothing', 'does not exist'],
    ['a link that leads nowhere', 'artifact', 'dangling', 'leads nowhere'],
    ['a file as the source', 'source', 'app.zip', 'is not a directory'],
    ['a directory as the artifact', 'artifact', 'app', 'is not a file'],
  ] as const)('refuses %s', (_, setting, path, why) => {
    const refusal = { code: 'settings', message: expect.stringContaining(why), problems: [{ where: setting }] };
    expect(() => workspace.place(setting, path)).toThrow(expect.objectContaining({ code: 'settings' }));
    try {
      workspace.place(setting, path);
    } catch (error) {
      expect(error).toMatchObject(refusal);
    }
  });
});

test('a workspace that does not exist is no workspace', () => {
  expect(() => openWorkspace(join(directory(), 'none'))).toThrow();
});
