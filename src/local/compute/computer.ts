import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../service.ts';
import { boot, environment, portsOf } from './boot.ts';
import type { InstanceRecord } from './instance.ts';
import type { Place } from './relay.ts';

/** What instances are made of on this machine: bare processes, or machines of their own. */
export interface Computer {
  /** Switches an instance on; its output is the console's. Ends when the instance is off. `undefined`: it has nothing to run. */
  boot(instance: InstanceRecord, directory: string): ChildProcess | undefined;
  /** Where and how the agent of Systems Manager runs something on an instance that is on. */
  bench(instance: InstanceRecord, directory: string): Bench;
  /** Where a port of the instance other than 80 is really reached; `undefined` while nothing listens there. */
  reach(instance: InstanceRecord, port: number, directory: string): Place | undefined;
  /** Takes away what an instance that is off has left outside of its directory. */
  remove(instance: InstanceRecord, directory: string): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A place on an instance where a script can be put and run as root. */
export interface Bench {
  /** The same directory, as this machine and as the instance names it. */
  readonly outside: string;
  readonly inside: string;
  /** What stands in front of the command, so that it runs on the instance. */
  readonly enter: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** Instances as process groups of this machine: they need no root, and every instance shares one loopback address. */
export function processes(cloud: Cloud): Computer {
  return {
    boot: (instance, directory) => boot(cloud, instance, directory),
    bench: (instance, directory) => {
      const place = join(directory, 'tmp');
      return { outside: place, inside: place, enter: [], environment: environment(cloud, instance, directory) };
    },
    // All instances share one address: whoever listens on a port of an instance notes which real one stands for it.
    reach: (_, port, directory) => {
      const real = readOrEmpty(join(portsOf(directory), String(port)));
      return real === '' ? undefined : { host: '127.0.0.1', port: Number(real) };
    },
    remove: async () => {},
    start: async () => {},
    stop: async () => {},
  };
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return ''; // Nothing listens there yet.
  }
}
