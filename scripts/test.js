// npm test: installs what is missing, then runs every test on Node 24, which is what runs actions, and all but the stories on the Node that is here as well
// (`npm run demo` tells the main story on it).
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, node24 } from './install.js';

install();

const filters = process.argv.slice(2);
const here = process.version.startsWith('v24.');
const runs = here
  ? [{ node: process.execPath, left: [] }]
  : [
      { node: process.execPath, left: ['/node_modules/', '__tests__/stories/'] },
      { node: node24(), left: [] },
    ];

let [passed, failed, skipped] = [0, 0, 0];
for (const { node, left } of runs) {
  const report = join(tmpdir(), `beanpole-tests-${process.pid}.json`);
  const version = spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`\nTests on Node ${version}`);
  const jest = spawnSync(
    node,
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      ...filters,
      '--json',
      `--outputFile=${report}`,
      ...left.map((path) => `--testPathIgnorePatterns=${path}`),
    ],
    { stdio: 'inherit', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  );
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed += counts.numPassedTests;
  // A suite that could not even be loaded has no failed tests of its own; it still is a failure.
  failed += counts.numFailedTests + counts.numRuntimeErrorTestSuites || (jest.status === 0 ? 0 : 1);
  skipped += counts.numPendingTests;
}
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
