import { statfsSync } from 'node:fs';
import { cpus, freemem, loadavg, totalmem, uptime } from 'node:os';

/** How a machine is. Shares in percent. */
export interface MachineHealth {
  /** Seconds since it booted. */
  readonly up: number;
  /** Processes that want a processor, on average over one and five minutes. */
  readonly load: readonly [number, number];
  readonly processors: number;
  readonly cpu: { readonly user: number; readonly system: number; readonly idle: number };
  readonly memory: number;
  /** Of the file system at the directory. */
  readonly disk: number;
}

/** What processors have done since they were last asked; from the first time on, since the watch began. */
export type ProcessorWatch = () => MachineHealth['cpu'];

/** Begins to watch the processors. */
export function processorWatch(): ProcessorWatch {
  let before = ticks();
  return () => {
    const after = ticks();
    const shares = sharesOf(before, after);
    before = after;
    return shares;
  };
}

/** Looks at this machine, and at the file system of a directory. */
export function lookAtMachine(directory: string, cpu: MachineHealth['cpu']): MachineHealth {
  const { bavail, blocks } = statfsSync(directory);
  const [one = 0, five = 0] = loadavg();
  return {
    up: Math.round(uptime()),
    load: [round(one), round(five)],
    processors: cpus().length,
    cpu,
    memory: round(100 * (1 - freemem() / totalmem())),
    disk: round(100 * (1 - bavail / blocks)),
  };
}

interface Ticks {
  readonly user: number;
  readonly system: number;
  readonly idle: number;
}

function ticks(): Ticks {
  const none: Ticks = { user: 0, system: 0, idle: 0 };
  return cpus().reduce(
    ({ user, system, idle }, { times }) => ({
      user: user + times.user + times.nice,
      system: system + times.sys + times.irq,
      idle: idle + times.idle,
    }),
    none,
  );
}

/** What the processors did between two looks. */
export function sharesOf(before: Ticks, after: Ticks): MachineHealth['cpu'] {
  const spent = (kind: keyof Ticks) => after[kind] - before[kind];
  const all = spent('user') + spent('system') + spent('idle') || 1;
  const share = (kind: keyof Ticks) => round((100 * spent(kind)) / all);
  return { user: share('user'), system: share('system'), idle: share('idle') };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
