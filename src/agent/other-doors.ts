import type { PlatformVersion } from '../platforms/platform.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import { failure } from './failure.ts';
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

/** The application's own wish of a port, the variable `PORT`, or its platform's; the proxy follows either. Throws for what is no port: a reference is known only here. */
export function preferredPort(wish: string | undefined, usual: number): number {
  if (wish === undefined) return usual;
  const port = Number(wish);
  if (Number.isInteger(port) && port >= 1_024 && port <= 65_000) return port;
  // Not the value: it may have come from a secret.
  throw failure('The variable PORT is no port that the application could have: a whole number from 1024 to 65000.');
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
