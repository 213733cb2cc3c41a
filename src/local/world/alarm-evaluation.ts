/** States of an alarm. */
export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** When an alarm fires. */
export interface Threshold {
  readonly comparison: string;
  readonly threshold: number;
  /** How many of the last periods are looked at, and how many of them must breach. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: string;
}

/**
 * CloudWatch looks a little further back than the evaluation periods, so that a late value is not a missing one. How far is not told; in the tables of its
 * documentation it is two periods more.
 */
export const lookBack = 2;

/**
 * The state that datapoints (oldest first, `undefined` where there is none) put an alarm in, as the tables of
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html have it. `before` is the state until now.
 */
export function evaluateAlarm(
  points: readonly (number | undefined)[],
  rule: Threshold,
  before: AlarmStateValue,
): AlarmStateValue {
  const real = points.filter((point) => point !== undefined).slice(-rule.evaluationPeriods);
  const breaching = real.filter((point) => breaches(point, rule)).length;
  const missing = rule.evaluationPeriods - real.length;
  if (breaching >= rule.datapointsToAlarm) return 'ALARM';
  if (missing === 0) return 'OK';
  switch (rule.treatMissingData) {
    case 'breaching':
      return breaching + missing >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
    case 'notBreaching':
      return 'OK';
    case 'ignore': {
      const state = onlyReal(real.length, breaching, rule);
      return state === 'OK' ? 'OK' : before;
    }
  }
  return onlyReal(real.length, breaching, rule);
}

/** `missing`: the points that are there decide alone. */
function onlyReal(real: number, breaching: number, rule: Threshold): AlarmStateValue {
  if (real === 0) return 'INSUFFICIENT_DATA';
  return breaching >= Math.min(rule.datapointsToAlarm, real) ? 'ALARM' : 'OK';
}

/** Whether one value is beyond the threshold. */
export function breaches(
  value: number,
  { comparison, threshold }: Pick<Threshold, 'comparison' | 'threshold'>,
): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
  return false;
}
