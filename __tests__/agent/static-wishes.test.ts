import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staticFilesOf } from '../../src/agent/static-wishes.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { EnvironmentConfig } from '../../src/settings/environment-config.ts';
import { tree } from '../platforms/source.ts';

const directory = mkdtempSync(join(tmpdir(), 'beanpole-static-'));
const release = { directory, source: tree({ 'app/assets/stylesheets/application.css': '', 'public/icon.svg': '' }) };
const config = { staticFiles: { '/icon': 'public/icon.svg' } } as unknown as EnvironmentConfig;
afterAll(() => rmSync(directory, { recursive: true }));

test('what the settings say is served by the proxy, and of the platform’s own only what is there', () => {
  expect(staticFilesOf(platforms.ruby, release, config)).toEqual({ '/icon': `${directory}/public/icon.svg` });
});

test('assets that the instance has compiled are served by the proxy, too', () => {
  mkdirSync(join(directory, 'public', 'assets'), { recursive: true });
  expect(staticFilesOf(platforms.ruby, release, config)).toEqual({
    '/icon': `${directory}/public/icon.svg`,
    '/assets/': `${directory}/public/assets/`,
  });
});
