import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceDescription } from '../instance.ts';
import { directoryOf, lead } from '../release.ts';
import type { Facts } from './facts.ts';

/** Where scripts written for Beanstalk look: `staging` until a release is proven, `current` from its last hooks on. */
type Place = 'staging' | 'current';

/** A version with its configuration. */
type Subject = Pick<InstanceDescription, 'version' | 'config'>;

/** In memory on a real machine, and for root alone: secrets are among them. */
const factsIn = (root: string) => join(root, 'run', 'beanpole', 'facts');
const nameOf = ({ version, config }: Subject) => `${version.sha256}-${config.sha256}.json`;

/**
 * Leads `/var/app` and the answers of `get-config` to a release. These are for scripts alone; what serves runs from the release's own directory, whichever of
 * them leads where.
 */
export function showAt(root: string, place: Place, home: string, subject: Subject): void {
  const app = join(root, 'var', 'app');
  const facts = factsIn(root);
  for (const folder of [app, facts]) mkdirSync(folder, { recursive: true });
  lead(join(app, place), directoryOf(home, subject.version.sha256));
  lead(join(facts, place), join(facts, nameOf(subject)));
  if (place === 'current') for (const folder of [app, facts]) rmSync(join(folder, 'staging'), { force: true });
}

/** Keeps what `get-config` tells of a release until `forget`. */
export function keep(root: string, subject: Subject, facts: Facts): void {
  const folder = factsIn(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, nameOf(subject)), JSON.stringify(facts), { mode: 0o600 });
}

/** Removes what was kept of every other release. */
export function forgetAllBut(root: string, subject: Subject): void {
  const folder = factsIn(root);
  const others = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== nameOf(subject));
  for (const name of others) rmSync(join(folder, name));
}

/** Of the release on trial while there is one, as its scripts ask; else of the one that serves. Absent: of none yet. */
export function factsAt(root: string): Facts | undefined {
  for (const place of ['staging', 'current']) {
    try {
      return JSON.parse(readFileSync(join(factsIn(root), place), 'utf8')) as Facts;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}

/** Puts the tools where scripts call them. On Windows Beanstalk has none of them. */
export function installTools(root: string, home: string): void {
  if (process.platform === 'win32') return;
  const folder = join(root, 'opt', 'elasticbeanstalk', 'bin');
  mkdirSync(folder, { recursive: true });
  const agent = [process.execPath, join(home, 'agent.mjs'), 'get-config', root].map((word) => `'${word}'`).join(' ');
  const tools = {
    'get-config': `#!/bin/sh\nexec ${agent} "$@"\n`,
    'pkg-repo': pkgRepo(join(root, 'etc', 'dnf', 'vars')),
  };
  for (const [name, text] of Object.entries(tools)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
}

/**
 * Amazon Linux 2023 takes its packages from the repositories of the version that its image was made with, unless this file names another one:
 * https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades-usage.html
 */
const pkgRepo = (folder: string) => `#!/bin/sh
file='${folder}/releasever'
case "$1" in
  unlock) mkdir -p '${folder}' && echo latest > "$file" && echo 'Amazon Linux 2023 package repo successfully unlocked' ;;
  lock) rm -f "$file" && echo 'Amazon Linux 2023 package repo successfully locked' ;;
  status)
    if [ "$(cat "$file" 2> /dev/null)" = latest ]; then state=UNLOCKED; else state=LOCKED; fi
    echo "Amazon Linux 2023 package repo is currently $state" ;;
  help) echo 'Usage: pkg-repo lock|unlock|status: whether dnf takes packages that are newer than the machine image.' ;;
  *) echo 'Usage: pkg-repo lock|unlock|status|help' >&2; exit 1 ;;
esac
`;
