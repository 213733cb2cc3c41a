import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const room = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const suites = readdirSync('bench/suites').map((file) => file.replace('.js', ''));

describe('npm run bench', () => {
  beforeAll(
    () => void execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']),
    120_000,
  );

  test.each(suites)(
    '%s runs through and writes its part of the results, with no path of this machine',
    (suite) => {
      const results = join(room, `${suite}.md`);
      const words = ['bench/run.js', suite, '--tiny', '--results', results];
      const output = execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      expect(output).toContain('1 passed, 0 failed');
      const text = readFileSync(results, 'utf8');
      expect(text).toContain(`<!-- suite: ${suite} -->`);
      expect(text).toMatch(/^\| .*\d.* \|$/m);
      for (const place of [process.cwd(), tmpdir()]) expect(text).not.toContain(`${place}/`);
    },
    120_000,
  );
});
