import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rotation } from '../../../src/agent/hosts/amazon-logs.ts';
import { directory } from '../rig.ts';

// Amazon Linux has the same logrotate as Debian.
const program = '/usr/sbin/logrotate';
const real = spawnSync(program, ['--version']).status === 0 ? test : test.skip;

let root: string;
beforeEach(() => {
  root = directory();
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the logs of nginx on Amazon Linux', () => {
  real(
    'are moved away at 10 MiB, and no more than eleven stay',
    () => {
      const log = join(root, 'access.log');
      const configuration = join(root, 'logrotate.conf');
      writeFileSync(configuration, rotation(join(root, '*.log')), { mode: 0o644 });
      const turn = () => execFileSync(program, ['--state', join(root, 'state'), configuration]);
      writeFileSync(log, 'one line\n');
      turn();
      expect(readdirSync(root).filter((name) => name.startsWith('access'))).toEqual(['access.log']);
      for (let left = 14; left > 0; left--) {
        writeFileSync(log, '');
        truncateSync(log, 11 * 1_024 * 1_024);
        turn();
      }
      const names = readdirSync(root).filter((name) => name.startsWith('access'));
      expect(names).toHaveLength(10);
      expect(names).toContain('access.log.10.gz');
      const bytes = names.map((name) => statSync(join(root, name)).size).reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeLessThan(13 * 1_024 * 1_024);
    },
    120_000,
  );
});
