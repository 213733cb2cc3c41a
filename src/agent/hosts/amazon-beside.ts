import { join } from 'node:path';
import { readConfig } from '../description.ts';
import type { InstanceDescription } from '../instance.ts';
import { insist, type Machine } from './machine.ts';
import { streamUnit, streamUnitName, workerUnit, workerUnitName } from './units.ts';

/** What it takes to start something that goes on beside the application. */
interface Ground {
  readonly machine: Machine;
  readonly home: string;
  /** The agent that runs now. */
  readonly program: string;
}

/** The worker daemon. Its stop takes as long as its messages do. */
export async function startWorkerUnit(ground: Ground, description: InstanceDescription): Promise<void> {
  const { home } = ground;
  const { drain } = readConfig(join(home, 'artifacts', `${description.config.sha256}.json`));
  await startBeside(ground, 'work', {
    file: 'worker.mjs',
    unit: workerUnitName,
    restart: ['restart'],
    text: (command) => workerUnit({ command, home, drainSeconds: drain }),
  });
}

/** What sends log lines; it goes on where it was. What the former one still has to send is nothing to wait for. */
export async function startStreamUnit(ground: Ground): Promise<void> {
  await startBeside(ground, 'stream', {
    file: 'stream.mjs',
    unit: streamUnitName,
    restart: ['restart', '--no-block'],
    text: (command) => streamUnit({ command, home: ground.home }),
  });
}

interface Beside {
  readonly file: string;
  readonly unit: string;
  /** Words for systemctl. */
  readonly restart: readonly string[];
  readonly text: (command: readonly string[]) => string;
}

/** It runs from a copy of this agent: the file itself may be one that an update only tries. */
async function startBeside({ machine, home, program }: Ground, duty: string, beside: Beside): Promise<void> {
  const file = join(home, beside.file);
  await insist(machine, ['cp', '--', program, `${file}.next`]);
  await insist(machine, ['mv', '--', `${file}.next`, file]);
  const command = [process.execPath, file, duty, join(home, 'instance.json')];
  await machine.write(`/etc/systemd/system/${beside.unit}`, beside.text(command));
  await insist(machine, ['systemctl', 'daemon-reload']);
  await insist(machine, ['systemctl', ...beside.restart, beside.unit]);
}
