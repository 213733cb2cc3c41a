// npm test: installs what is missing, then runs every test on Node 24, which is what runs actions, and all but the long ones and the agent's on the Node
// that is here as well (`npm run demo` tells the main story on it).
//
// Many tests start real processes and wait for them, several at a time. A file that fails among the others is run once more, alone; what passes then is
// named as unsteady in the last line, never left out. More than three such files are no accident: then nothing is run again.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { install, node24 } from './install.js';

install();

const filters = process.argv.slice(2);
const here = process.version.startsWith('v24.');
/** What takes long, or starts TypeScript as Node 24 can, and would not be told otherwise by another Node. The agent brings Node 24 with it. */
const onceOnly = [
  '__tests__/stories/',
  ...[
    'agent/',
    'contract/bench',
    'local/compute/machines/subnet',
    'local/data/databases',
    'local/published-rolls',
    'local/scaling/',
    'local/server',
    'template/every',
  ].map((name) => `__tests__/${name}`),
];
const runs = here
  ? [{ node: process.execPath, left: [] }]
  : [
      { node: process.execPath, left: ['/node_modules/', ...onceOnly] },
      { node: node24(), left: [] },
    ];
const mostRepeated = 3;

let [passed, failed, skipped] = [0, 0, 0];
/** @type {string[]} */
const unsteady = [];
for (const { node, left } of runs) {
  const version = spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`\nTests on Node ${version}`);
  const first = jest(node, [...filters, ...left.map((path) => `--testPathIgnorePatterns=${path}`)]);
  const counted = first.broken.length > 0 && first.broken.length <= mostRepeated ? repeated(node, first) : first;
  unsteady.push(...first.broken.filter((file) => !counted.broken.includes(file)).map((file) => `${file} (${version})`));
  passed += counted.passed;
  failed += counted.failed;
  skipped += counted.skipped;
}
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
if (unsteady.length > 0) console.log(`Unsteady, failed among the others and passed alone: ${unsteady.join(', ')}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** The counts of a first run, with its broken files as they are when they run alone. */
function repeated(/** @type {string} */ node, /** @type {ReturnType<typeof jest>} */ first) {
  console.log(`\nOnce more, alone: ${first.broken.join(', ')}`);
  const again = jest(node, ['--runInBand', '--runTestsByPath', ...first.broken]);
  return {
    ...again,
    passed: first.passed - first.passedInBroken + again.passed,
    skipped: first.skipped - first.skippedInBroken + again.skipped,
  };
}

/** Runs jest once. `broken` are the test files with a failure, from the root of the repository. */
function jest(/** @type {string} */ node, /** @type {string[]} */ args) {
  const report = join(tmpdir(), `beanpole-tests-${process.pid}.json`);
  const { status } = spawnSync(
    node,
    ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...args, '--json', `--outputFile=${report}`],
    { stdio: 'inherit', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  );
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  /** @type {{ status: string, name: string, assertionResults: { status: string }[] }[]} */
  const files = counts.testResults;
  const broken = files.filter((file) => file.status === 'failed');
  const inBroken = (/** @type {string} */ wanted) =>
    broken.flatMap((file) => file.assertionResults).filter((test) => test.status === wanted).length;
  return {
    passed: counts.numPassedTests,
    // A suite that could not even be loaded has no failed tests of its own; it still is a failure.
    failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites || (status === 0 ? 0 : 1),
    skipped: counts.numPendingTests,
    broken: broken.map(({ name }) => relative('.', name)),
    passedInBroken: inBroken('passed'),
    skippedInBroken: inBroken('pending'),
  };
}
