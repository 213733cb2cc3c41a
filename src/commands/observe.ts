import { healthOf } from '../deploy/health.ts';
import type { Group, Stack } from '../deploy/ports.ts';
import type { Observed } from '../report/examination.ts';
import type { Cloud } from '../world.ts';

/** An environment as it is right now, and how that is to be taken. */
export async function observe(compute: Stack, cloud: Cloud): Promise<Observed> {
  const { group, ringing } = await watch(compute, cloud);
  return { compute, group, health: healthOf({ compute, group, ringing }) };
}

/** The instances of an environment, and the names of its alarms that ring. */
export async function watch(
  { outputs }: Stack,
  { fleet, alarms }: Cloud,
): Promise<{ readonly group: Group | undefined; readonly ringing: readonly string[] }> {
  const name = outputs['AutoScalingGroupName'];
  const arns = Object.entries(outputs).flatMap(([key, arn]) => (key.endsWith('AlarmArn') ? [arn] : []));
  const [group, ringing] = await Promise.all([
    name === undefined ? undefined : fleet.group(name),
    arns.length === 0 ? [] : alarms.ringing(arns),
  ]);
  return { group, ringing: ringing.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)) };
}
