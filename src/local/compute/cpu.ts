import { readdirSync, readFileSync } from 'node:fs';

/** Which processes are an instance's: its process group, and those that carry its marker in their environment. */
export interface Owner {
  readonly id: string;
  readonly group: number | undefined;
  readonly marker: string;
}

/** Seconds of CPU that each instance has used since the meter was last read; a first reading only begins the count. */
export type CpuMeter = (owners: readonly Owner[]) => ReadonlyMap<string, number>;

/** proc(5) counts in hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Known extends Sample {
  readonly owner: string | undefined;
}

/** Measures real processes by /proc. On systems without it nothing is measured, and the metric stays without data. */
export function cpuMeter(): CpuMeter {
  let known = new Map<number, Known>();
  let counted = new Set<string>();
  return (owners) => {
    const living = samples().map((sample) => [sample.pid, recognised(sample, known.get(sample.pid), owners)] as const);
    const used = new Map([...counted].map((id) => [id, 0]));
    for (const [pid, { owner = '', ticks, started }] of living) {
      const before = known.get(pid);
      const since = before?.started === started ? before.ticks : 0;
      const sum = used.get(owner);
      if (sum !== undefined) used.set(owner, sum + (ticks - since) / ticksPerSecond);
    }
    known = new Map(living);
    counted = new Set(living.length > 0 ? owners.map(({ id }) => id) : []);
    return used;
  };
}

/** A process known from the last reading keeps its owner: to find one costs another file. */
function recognised(sample: Sample, before: Known | undefined, owners: readonly Owner[]): Known {
  return { ...sample, owner: before?.started === sample.started ? before.owner : ownerOf(sample, owners) };
}

function ownerOf({ pid, group }: Sample, owners: readonly Owner[]): string | undefined {
  const leader = owners.find((one) => one.group === group);
  if (leader) return leader.id;
  const environment = read(`/proc/${pid}/environ`);
  return owners.find(({ marker }) => environment.includes(marker))?.id;
}

interface Sample {
  readonly pid: number;
  readonly started: string;
  readonly group: number;
  readonly ticks: number;
}

/** All living processes: field 5 of /proc/<pid>/stat is the process group, 14 and 15 the time in user and system mode, 22 the start. */
function samples(): Sample[] {
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return pids.map(Number).flatMap((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    // The command name, field 2, may hold spaces and parentheses: count from its last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const started = fields[19];
    const ticks = Number(fields[11]) + Number(fields[12]);
    return started === undefined ? [] : [{ pid, started, group: Number(fields[2]), ticks }];
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // Gone meanwhile, or somebody else's.
  }
}
