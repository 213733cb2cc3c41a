import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { layouts } from '../../scripts/stage/layouts.js';

// Needs `npm run build`, and the registries of npm, PyPI and Maven.
test('what the generators of well-known frameworks leave is recognised and started, without a setting', () => {
  const run = spawnSync(process.execPath, ['scripts/layouts.js'], { encoding: 'utf8' });
  expect(run.stdout).toMatch(/^[1-9]\d* passed, 0 failed, \d+ skipped$/m);
  expect(run.status).toBe(0);
  for (const { name } of layouts) {
    expect(run.stdout).toMatch(new RegExp(`^${name} .*(because of|not run here)`, 'm'));
  }
}, 1_200_000);
