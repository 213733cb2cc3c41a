import { join } from 'node:path';
import { readConfig } from '../description.ts';
import type { InstanceDescription } from '../instance.ts';
import { insist } from './machine.ts';
import type { Machine } from './machine.ts';
import { workerUnit, workerUnitName } from './units.ts';

/** The daemon runs from a copy of this agent: the file itself may be one that an update only tries. Its stop takes as long as its messages do. */
export async function startWorkerUnit(
  { machine, home, program }: { readonly machine: Machine; readonly home: string; readonly program: string },
  description: InstanceDescription,
): Promise<void> {
  const { drain } = readConfig(join(home, 'artifacts', `${description.config.sha256}.json`));
  const file = join(home, 'worker.mjs');
  await insist(machine, ['cp', '--', program, `${file}.next`]);
  await insist(machine, ['mv', '--', `${file}.next`, file]);
  const command = [process.execPath, file, 'work', join(home, 'instance.json')];
  await machine.write(`/etc/systemd/system/${workerUnitName}`, workerUnit({ command, home, drainSeconds: drain }));
  await insist(machine, ['systemctl', 'daemon-reload']);
  await insist(machine, ['systemctl', 'restart', workerUnitName]);
}
