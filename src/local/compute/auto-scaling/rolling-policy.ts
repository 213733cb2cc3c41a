import { isSet, list, number } from '../../world/input.ts';

/** An AutoScalingRollingUpdate policy with AWS's defaults filled in. */
export interface RollingPolicy {
  readonly maxBatch: number;
  readonly minInService: number;
  readonly minSuccessfulPercent: number;
  readonly waitOnSignals: boolean;
  /** As it is written, `PT15M`, and in milliseconds. */
  readonly pause: { readonly text: string; readonly ms: number };
  readonly suspend: readonly string[];
}

/** A rolling update cannot do without these; CloudFormation's documentation forbids to suspend them. */
const needed = ['Launch', 'Terminate', 'AddToLoadBalancer'];
const longestPauseMs = 3_600_000;

/** Reads the policy of an update; throws what CloudFormation says of one that cannot work. */
export function rollingPolicy(policy: Readonly<Record<string, unknown>>, maxSize: number): RollingPolicy {
  const waitOnSignals = isSet(policy['WaitOnResourceSignals']);
  const text = String(policy['PauseTime'] ?? (waitOnSignals ? 'PT5M' : 'PT0S'));
  const minInService = number(policy['MinInstancesInService']) ?? 0;
  const suspend = list(policy['SuspendProcesses']);
  if (minInService >= maxSize)
    throw new Error("MinInstancesInService must be less than the autoscaling group's MaxSize");
  const forbidden = suspend.find((name) => needed.includes(name));
  if (forbidden)
    throw new Error(`Autoscaling rolling updates cannot be performed while the ${forbidden} process is suspended`);
  return {
    maxBatch: number(policy['MaxBatchSize']) ?? 1,
    minInService,
    minSuccessfulPercent: number(policy['MinSuccessfulInstancesPercent']) ?? 100,
    waitOnSignals,
    pause: { text, ms: duration(text) },
    suspend,
  };
}

/** Milliseconds of an ISO 8601 duration of hours, minutes and seconds; CloudFormation takes at most one hour here. */
export function duration(text: string): number {
  const parts = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
  if (!parts) throw new Error(`Invalid PauseTime ${text}: it must be an ISO 8601 duration, PT#H#M#S`);
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  const ms = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  if (ms > longestPauseMs) throw new Error(`Invalid PauseTime ${text}: the maximum is PT1H`);
  return ms;
}
