import type { Exit, ProcessExit } from './hosts/host.ts';
import { seconds } from './timeline.ts';

/** `The web process exited with code 1, 0.4 s after its start.` */
export function endWords(exit: ProcessExit): string {
  return `The ${exit.name} process ${exitWords(exit)}, ${seconds(exit.aliveMs)} after its start.`;
}

/** `exited with code 1`, `was killed by SIGKILL (out of memory?)`. */
export function exitWords({ code, signal, outOfMemory }: Exit & Pick<ProcessExit, 'outOfMemory'>): string {
  if (outOfMemory) return 'was killed (out of memory)';
  if (signal === undefined) return `exited with code ${code}`;
  // The kernel's killer of last resort sends SIGKILL; nobody else does before we stop the application ourselves.
  return `was killed by ${signal}${signal === 'SIGKILL' ? ' (out of memory?)' : ''}`;
}
