import { readFileSync } from 'node:fs';

/** The process that is number 1 inside of the machine that `pid`, its systemd-nspawn, keeps; throws when the machine is off. */
export function firstProcess(pid: number | undefined): number {
  const children = pid === undefined ? '' : readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const found = children.trim().split(' ').filter(Boolean).map(Number).find(isFirst);
  if (found === undefined) throw new Error(`systemd-nspawn ${pid ?? ''} keeps no machine.`);
  return found;
}

/** proc(5): NSpid lists a process's number in each of its namespaces, the innermost last. */
function isFirst(pid: number): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return /^NSpid:\s+\d+.*\s1$/m.test(status);
}
