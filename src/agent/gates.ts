import type { EnvironmentConfig } from '../settings/environment-config.ts';
import { type Gate, passGate } from './gate.ts';
import type { OtherDoor } from './hosts/host.ts';
import { portVariables } from './other-doors.ts';

/** The gate of the application, and at the same time those of its further processes that are asked for something. */
export async function passGates(
  gate: Gate,
  { processes = {} }: EnvironmentConfig,
  others: readonly OtherDoor[] = [],
): Promise<void> {
  const further = others.map(async (other) => {
    const health = processes[other.name]?.health;
    const [variable = ''] = Object.keys(portVariables([other]));
    if (health !== undefined)
      await passGate({ ...gate, port: other.port, variable, health: { ...gate.health, ...health } });
  });
  await Promise.all([passGate(gate), ...further]);
}
