import { join } from 'node:path';
import { insist, type Machine } from './machine.ts';
import { streamUnit, streamUnitName } from './units.ts';

/** It runs from a copy of this agent, as the file itself may be one that an update only tries. Where it runs already, this is another agent, so it begins anew where it was. */
export async function startStreamUnit({
  machine,
  home,
  program,
}: {
  readonly machine: Machine;
  readonly home: string;
  readonly program: string;
}): Promise<void> {
  const file = join(home, 'stream.mjs');
  await insist(machine, ['cp', '--', program, `${file}.next`]);
  await insist(machine, ['mv', '--', `${file}.next`, file]);
  const command = [process.execPath, file, 'stream', join(home, 'instance.json')];
  await machine.write(`/etc/systemd/system/${streamUnitName}`, streamUnit({ command, home }));
  await insist(machine, ['systemctl', 'daemon-reload']);
  await insist(machine, ['systemctl', 'restart', streamUnitName]);
}
