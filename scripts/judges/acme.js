import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/** The agent's tests that need Pebble; without it they are skipped in `npm test`. */
export function acme() {
  const report = '.cache/acme.json';
  spawnSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '__tests__/agent/acme'],
      ...['--json', `--outputFile=${report}`],
    ],
    { stdio: 'inherit', timeout: 240_000, env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  );
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  return { passed: counts.numPassedTests, failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites };
}
