import { isSet, list, number } from '../../world/input.ts';

/** The preferences of an instance refresh with AWS's defaults filled in; times in milliseconds. */
export interface RefreshPreferences {
  readonly minHealthy: number;
  readonly maxHealthy: number;
  readonly warmupMs: number;
  readonly skipMatching: boolean;
  /** Percentages of the group at which it pauses; the last one is 100. */
  readonly checkpoints: readonly number[];
  readonly delayMs: number;
  readonly bakeMs: number;
  /** Names of alarms that end it when they ring. */
  readonly alarms: readonly string[];
}

type Input = Readonly<Record<string, unknown>>;

/** Reads preferences; throws what Auto Scaling says of those that cannot work. `warmup`: seconds, where they say none. */
export function refreshPreferences(input: Input, warmup: number, skipMatching: boolean): RefreshPreferences {
  const minHealthy = number(input['MinHealthyPercentage']) ?? 100;
  const maxHealthy = number(input['MaxHealthyPercentage']) ?? Math.max(110, minHealthy);
  if (maxHealthy - minHealthy > 100)
    throw new Error('The difference between MinHealthyPercentage and MaxHealthyPercentage cannot be greater than 100.');
  const checkpoints = ((input['CheckpointPercentages'] ?? []) as unknown[]).map(Number);
  if (checkpoints.some((one, at) => one <= (checkpoints[at - 1] ?? 0)))
    throw new Error('CheckpointPercentages must be unique and in ascending order.');
  const asked = input['SkipMatching'];
  const specification = (input['AlarmSpecification'] ?? {}) as { readonly Alarms?: unknown };
  return {
    minHealthy,
    maxHealthy,
    warmupMs: (number(input['InstanceWarmup']) ?? warmup) * 1000,
    skipMatching: asked === undefined ? skipMatching : isSet(asked),
    checkpoints: checkpoints.length > 0 ? checkpoints : [100],
    delayMs: (number(input['CheckpointDelay']) ?? 3600) * 1000,
    bakeMs: (number(input['BakeTime']) ?? 0) * 1000,
    alarms: list(specification.Alarms),
  };
}
