import { type Cause, withActivities, withInstances } from './cause.ts';
import type { FailureReport, StartReport } from './ports.ts';
import { isGood, type StackResult } from './verdict.ts';
import type { Everything } from './world.ts';

/** Why it went wrong, from all who know: the stack, its instances, its group. */
export interface Findings {
  /** Root cause first. */
  readonly causes: readonly Cause[];
  /** What failed instances left in the bucket, newest first. */
  readonly failures: readonly FailureReport[];
  /** What Auto Scaling could not do, newest first. */
  readonly activities: readonly string[];
}

/** Where to look for the evidence of one failed operation. */
export interface Scene {
  readonly bucket: string;
  readonly environment: string;
  readonly label: string;
  /** When the operation began, by the run's clock, in milliseconds. */
  readonly since: number;
}

/** Instances and runner need not agree to the second. */
const skewMs = 60_000;

/** Gathers the evidence of a failed operation. What cannot be read becomes a warning: it must not hide the failure itself. */
export async function gather(result: StackResult, scene: Scene, world: Everything): Promise<Findings> {
  const [failures, activities] = await Promise.all([
    orNothing(reports(scene, world), result.name, world),
    orNothing(failedActivities(result, world), result.name, world),
  ]);
  const causes = 'causes' in result ? withInstances(withActivities(result.causes, activities), failures) : [];
  return { causes, failures, activities };
}

/** How long the instances of a good operation took to start, the slowest first. Those of a stack that was not touched are of another time. */
export async function startsOf(result: StackResult, scene: Scene, world: Everything): Promise<readonly StartReport[]> {
  if (!isGood(result) || result.kind === 'unchanged') return [];
  const prefix = `environments/${scene.environment}/starts/${scene.label}/`;
  const found = world.evidence.startReports(scene.bucket, prefix, scene.since - skewMs);
  const starts = await orNothing(found, result.name, world);
  return [...starts].sort((one, other) => secondsOf(other) - secondsOf(one));
}

/** Real seconds of all steps. */
export function secondsOf({ steps }: StartReport): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function reports(
  { bucket, environment, label, since }: Scene,
  world: Everything,
): Promise<readonly FailureReport[]> {
  const all = await world.evidence.failureReports(bucket, `environments/${environment}/failures/${label}/`);
  const ours = all.filter(({ at }) => Date.parse(at) >= since - skewMs);
  return [...ours].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

async function failedActivities({ events }: StackResult, { fleet }: Everything): Promise<readonly string[]> {
  const group = events.findLast(
    ({ type, physicalId }) => type === 'AWS::AutoScaling::AutoScalingGroup' && physicalId,
  )?.physicalId;
  return group === undefined ? [] : fleet.failedActivities(group, events[0]?.at ?? 0);
}

async function orNothing<T>(found: Promise<readonly T[]>, stack: string, world: Everything): Promise<readonly T[]> {
  try {
    return await found;
  } catch (error) {
    const text = `Some evidence could not be read: ${error instanceof Error ? error.message : String(error)}`;
    world.reporter.tell({ kind: 'warning', stack, text });
    return [];
  }
}
