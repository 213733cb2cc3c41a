import type { PlatformVersion } from '../platforms/platform.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import type { OtherDoor } from './hosts/host.ts';

/** Between the port of the application's `web` and that of its next process, as Procfile runners count. */
const step = 100;

/** Ports of the application's own: for `web`, and behind those that the load balancer knows for each further process. */
export interface Ports {
  readonly port: number;
  /** Absent: none. */
  readonly others?: readonly OtherDoor[];
  /** `PORT`, and `PORT_<NAME>` for each of the others. */
  readonly variables: Readonly<Record<string, string>>;
}

type Choose = (preferred: number) => Promise<number>;

/** None of them is one that the proxy has to listen on. */
export async function choosePorts(
  { processes = {} }: Pick<EnvironmentConfig, 'processes'>,
  preferred: number,
  choose: Choose,
): Promise<Ports> {
  const taken = Object.values(processes).map((process) => process.port);
  const port = await freeOf(taken, preferred, choose);
  const others: OtherDoor[] = [];
  for (const [name, { port: listens, protocol }] of Object.entries(processes)) {
    const own = await freeOf(taken, port + step * (others.length + 1), choose);
    others.push({ name, listens, protocol, port: own });
  }
  const variables = { PORT: `${port}`, ...portVariables(others) };
  return { port, variables, ...(others.length === 0 ? {} : { others }) };
}

async function freeOf(taken: readonly number[], preferred: number, choose: Choose): Promise<number> {
  const port = await choose(preferred);
  return taken.includes(port) ? freeOf(taken, port + 1, choose) : port;
}

/** What tells the application where to listen: `PORT_BIG_FILES` for the process `big-files`. */
export function portVariables(doors: readonly OtherDoor[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    doors.map(({ name, port }) => [`PORT_${name.toUpperCase().replaceAll('-', '_')}`, `${port}`]),
  );
}

/** For a process that speaks no HTTP the part of nginx that carries connections as they come. */
export function withPipes(
  version: PlatformVersion,
  { processes = {} }: Pick<EnvironmentConfig, 'processes'>,
): PlatformVersion {
  const pipes = Object.values(processes).some(({ protocol }) => protocol === 'TCP' || protocol === 'UDP');
  return pipes ? { ...version, packages: [...version.packages, 'nginx-mod-stream'] } : version;
}
