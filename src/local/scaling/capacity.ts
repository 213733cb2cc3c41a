import { activeMembers, type Group, type Member } from '../compute/auto-scaling/group.ts';
import type { Scaling } from './policy.ts';
import { adjusted, stepAt } from './steps.ts';
import { grown, shrunk } from './target-tracking.ts';

/** What an alarm found when it called a policy. */
export interface Breach {
  readonly threshold: number;
  /** The newest value of its metric; a state set by hand has none. */
  readonly value?: number;
}

/** The capacity of a group as a policy counts it. */
export interface Capacity {
  readonly desired: number;
  /** In service and warm: what metrics tell of. */
  readonly warm: number;
  /** With those that are about to go: so that a second alarm does not take what the first one took already. */
  readonly withLeaving: number;
  /** Whether some are on their way in or not warm yet. */
  readonly isWarming: boolean;
}

/** Counts a group whose instances are warm `warmupMs` after they came into service. */
export function capacityOf(group: Group, warmupMs: number, now: number): Capacity {
  const isWarm = ({ lifecycle, inServiceAt }: Member) =>
    lifecycle === 'InService' && now >= (inServiceAt ?? now) + warmupMs;
  const active = activeMembers(group);
  const warm = active.filter(isWarm).length;
  const isWarming = warm < active.length || active.length < group.desired;
  return { desired: group.desired, warm, withLeaving: group.members.length, isWarming };
}

/**
 * The desired capacity that a policy wants after a breach; the present one when nothing changes. While new instances warm up, what they are to take over is
 * not asked for a second time, and nothing is taken away (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html).
 * Simple scaling knows no warm-up, only its cooldown.
 */
export function wantedCapacity(scaling: Scaling, capacity: Capacity, breach: Breach): number {
  const { desired, warm, withLeaving, isWarming } = capacity;
  const { threshold, value = threshold } = breach;
  switch (scaling.kind) {
    case 'TargetTrackingScaling': {
      if (value > scaling.target) return Math.max(grown(warm, value, scaling.target), desired);
      return isWarming || !scaling.scaleIn ? desired : Math.min(shrunk(desired, value, scaling.target), desired);
    }
    case 'StepScaling': {
      const by = stepAt(scaling.steps, value - threshold);
      if (by === undefined) return desired;
      const more = adjusted(warm, scaling.adjustment, by);
      if (more > warm) return Math.max(more, desired);
      return isWarming ? desired : Math.min(adjusted(withLeaving, scaling.adjustment, by), desired);
    }
    case 'SimpleScaling':
      return adjusted(desired, scaling.adjustment, scaling.by);
    case 'PredictiveScaling':
      return desired;
  }
}
