import { healthOf } from '../deploy/health.ts';
import type { Group, Stack } from '../deploy/ports.ts';
import type { Observed } from '../report/examination.ts';
import { stoppedBy } from '../settings/hours.ts';
import type { Cloud } from '../world.ts';

/** An environment as it is at a moment, in milliseconds since the epoch, and how that is to be taken. */
export async function observe(compute: Stack, cloud: Cloud, now: number): Promise<Observed> {
  const { group, ringing, stopped: byHours } = await watch(compute, cloud, now);
  const stopped = group?.desired === 0 ? (byHours ?? 'stopped by hand') : undefined;
  return { compute, group, stopped, health: healthOf({ compute, group, stopped, ringing }) };
}

/** What is seen of an environment from outside. */
interface Watched {
  readonly group: Group | undefined;
  /** Names of its alarms that ring. */
  readonly ringing: readonly string[];
  /** In words, that its hours want no instance at that moment. */
  readonly stopped: string | undefined;
}

/** The instances and the alarms of an environment, and what its hours say. */
export async function watch({ outputs }: Stack, { fleet, alarms }: Cloud, now: number): Promise<Watched> {
  const name = outputs['AutoScalingGroupName'];
  const arns = Object.entries(outputs).flatMap(([key, arn]) => (key.endsWith('AlarmArn') ? [arn] : []));
  const [group, ringing] = await Promise.all([
    name === undefined ? undefined : fleet.group(name),
    arns.length === 0 ? [] : alarms.ringing(arns),
  ]);
  const stopped = stoppedBy(outputs['Hours'], now);
  return { group, ringing: ringing.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)), stopped };
}
