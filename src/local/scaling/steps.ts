/** How an adjustment changes a capacity; `least`: what a percentage changes at least (MinAdjustmentMagnitude). */
export interface Adjustment {
  readonly type: 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity';
  readonly least: number;
}

/** An adjustment for a range of the metric, counted from the threshold of its alarm. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

/**
 * The adjustment of the step that a metric `beyond` its threshold is in; `undefined` when it is in none. Above the threshold a lower bound belongs to its step
 * and an upper one to the next; below it, the other way round (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html).
 */
export function stepAt(steps: readonly Step[], beyond: number): number | undefined {
  const inside = ({ from, to }: Step) => (beyond >= 0 ? beyond >= from && beyond < to : beyond > from && beyond <= to);
  return steps.find(inside)?.by;
}

/** The capacity after an adjustment. A share is cut to whole instances, but is at least one: 12.7 becomes 12, 0.4 becomes 1. */
export function adjusted(capacity: number, { type, least }: Adjustment, by: number): number {
  switch (type) {
    case 'ChangeInCapacity':
      return capacity + by;
    case 'ExactCapacity':
      return by;
    case 'PercentChangeInCapacity':
      return by === 0
        ? capacity
        : capacity + Math.sign(by) * Math.max(Math.trunc((capacity * Math.abs(by)) / 100), least, 1);
  }
}
