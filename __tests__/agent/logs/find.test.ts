import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filesLike } from '../../../src/agent/logs/find.ts';
import { filesOfLocal } from '../../../src/agent/logs/places.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'beanpole-find-'));
  for (const path of [
    'log/web.log',
    'log/agent.log',
    'log/update/agent.log',
    'log/web.txt',
    'log/.hidden.log',
    'app/1/log/a+b.log',
  ])
    write(path);
  symlinkSync(join(root, 'app/1'), join(root, 'app/current'));
});
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
}

test.each([
  ['/log/*.log', ['log/agent.log', 'log/web.log']],
  ['/log/*/agent.log', ['log/update/agent.log']],
  ['/log/web.log', ['log/web.log']],
  ['/log/w*.*', ['log/web.log', 'log/web.txt']],
  ['/app/current/log/*.log', ['app/current/log/a+b.log']],
  ['/app/*/log/a+*', ['app/1/log/a+b.log', 'app/current/log/a+b.log']],
  ['/log/web.log/*', []],
  ['/nowhere/*.log', []],
])('%s finds %j', (pattern, found) => {
  expect(filesLike(pattern, root)).toEqual(found.map((path) => join(root, path)));
});

test('logs are called by what they are of', () => {
  expect(filesOfLocal(root, root, ['/app/current/log/*.log']).map(({ log }) => log)).toEqual([
    'agent',
    'web',
    'agent',
    'app/current/log/a+b.log',
  ]);
});
