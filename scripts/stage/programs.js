import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this machine has a program by its name or path; Debian's daemons bear their version. */
export function isHere(program) {
  if (program.startsWith('/')) return existsSync(program);
  const look = 'command -v "$1" || ls /usr/sbin/"$1"*';
  return spawnSync('sh', ['-c', look, 'sh', program], { stdio: 'ignore' }).status === 0;
}
