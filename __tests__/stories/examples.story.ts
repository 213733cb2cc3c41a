import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { examples } from '../../scripts/stage/examples.js';

describe('the examples', () => {
  // Needs `npm run build`; compilers and virtual machines take their time.
  test('each whose runtime is here: version 1, version 2, and version 2 again after a broken version 3', () => {
    const run = spawnSync(process.execPath, ['scripts/examples.js'], { encoding: 'utf8' });
    expect(run.stdout).toMatch(/^[1-9]\d* passed, 0 failed, \d+ skipped$/m);
    expect(run.status).toBe(0);
    for (const { name } of examples) {
      expect(run.stdout).toMatch(new RegExp(`^${name} .*(v2 again after a broken v3|not run here)`, 'm'));
    }
  }, 1_200_000);
});
