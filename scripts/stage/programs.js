import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this machine has a program by its name or path, or one that is a part of another (`docker compose`); Debian's daemons bear their version. */
export function isHere(program) {
  const [first, part] = program.split(' ');
  if (part !== undefined) return spawnSync(first, [part, 'version'], { stdio: 'ignore' }).status === 0;
  if (program.startsWith('/')) return existsSync(program);
  const look = 'command -v "$1" || ls /usr/sbin/"$1"*';
  return spawnSync('sh', ['-c', look, 'sh', program], { stdio: 'ignore' }).status === 0;
}
