import type { Group } from './group.ts';
import { invalid } from './settings.ts';

type Sizes = Pick<Group, 'min' | 'max' | 'desired'>;

/** A desired capacity that somebody asked for; throws `ValidationError` outside of minimum and maximum. */
export function asked({ min, max, desired: before }: Sizes, desired: number): Partial<Group> {
  if (desired < min)
    throw invalid(`New SetDesiredCapacity value ${desired} is below min value ${min} for the AutoScalingGroup.`);
  if (desired > max)
    throw invalid(`New SetDesiredCapacity value ${desired} is above max value ${max} for the AutoScalingGroup.`);
  const cause = `a user request explicitly set group desired capacity changing the desired capacity from ${before} to ${desired}.`;
  return { desired, cause };
}

/** A desired capacity that a scaling policy wants, within minimum and maximum; nothing when it is there already. */
export function scaled(
  { min, max, desired: before }: Sizes,
  { wanted, because, now }: { readonly wanted: number; readonly because: string; readonly now: number },
): Partial<Group> {
  const desired = Math.min(Math.max(wanted, min), max);
  if (desired === before) return {};
  const cause = `${because} changing the desired capacity from ${before} to ${desired}.`;
  return { desired, cause, scaledAt: now };
}
