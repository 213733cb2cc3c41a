import type { Fleet, Policy } from './context.ts';

/** CloudFormation replaces at most this many instances at once. */
const largestBatch = 100;

/** Parameters of the compute stack that say how this deploy rolls. */
export interface Capacity {
  /** Instances that stay in service while a batch is replaced. */
  readonly MinInService: number;
  /** Instances that are replaced together. */
  readonly BatchSize: number;
  /** Instances of a group that is made anew beside the one that runs. */
  readonly GroupSize: number;
}

/**
 * How a deploy rolls over the group as large as it is now; `liveDesired` is absent before there is a group. CloudFormation does not look at the live
 * size by itself: with a fixed number a group that has scaled out would be shrunk in the middle of the peak.
 */
export function capacity(fleet: Fleet, liveDesired?: number): Capacity {
  if (fleet.mode === 'single-instance') return { MinInService: 1, BatchSize: 1, GroupSize: 1 };
  const { policy, batch } = fleet.deploy;
  const size = Math.max(liveDesired ?? fleet.instances.min, fleet.instances.min);
  const BatchSize = policy === 'all-at-once' ? Math.min(size, largestBatch) : batchOf(batch, size);
  const largest = largestSize(fleet);
  // CloudFormation refuses a MinInService that is not below the group's largest size.
  const MinInService = Math.min(kept[policy](size, BatchSize), largest - 1);
  return { MinInService, BatchSize, GroupSize: Math.min(size, largest) };
}

/** What decides how a group rolls, and no more: it stands in the template, so that a version can be put in place without the settings. */
export function fleetOf({ mode, instances: { min, max }, deploy: { policy, batch } }: Fleet) {
  return { mode, instances: { min, max }, deploy: { policy, batch } };
}

/** The fleet that a deployed compute template tells of; nothing in a template of another make. */
export function fleetIn(template: string): Fleet | undefined {
  return JSON.parse(template).Resources?.AutoScalingGroup?.Metadata?.Fleet;
}

/** Instances that a policy keeps in service out of `size`. */
export const kept: Readonly<Record<Policy, (size: number, batch: number) => number>> = {
  'all-at-once': () => 0,
  rolling: (size, batch) => size - batch,
  'rolling-with-additional-batch': (size) => size,
  immutable: (size) => size,
  canary: (size) => size,
  'blue-green': (size) => size,
  // The old release answers until the new one does, on the same instance.
  'in-place': (size) => size,
};

/**
 * The group's largest size. An additional batch needs room beyond the largest size that the user has set, or a group that stands at its limit could
 * not keep its capacity; a single instance needs room for its successor, unless that comes in a group of its own. Auto Scaling knows no other limit, so under load scaling may use that room too.
 */
export function largestSize(fleet: Fleet): number {
  const { policy } = fleet.deploy;
  if (fleet.mode === 'single-instance') return policy === 'immutable' ? 1 : 2;
  const { max } = fleet.instances;
  return policy === 'rolling-with-additional-batch' ? max + batchOf(fleet.deploy.batch, max) : max;
}

/** The group's smallest size. */
export function smallestSize(fleet: Fleet): number {
  return fleet.mode === 'single-instance' ? 1 : fleet.instances.min;
}

/** A batch out of `size` instances: a percentage is rounded down, so that never more leave than asked for; at least one, at most all. */
export function batchOf(batch: Fleet['deploy']['batch'], size: number): number {
  const wanted = batch.kind === 'count' ? batch.count : Math.floor((size * batch.percent) / 100);
  return Math.min(Math.max(wanted, 1), size, largestBatch);
}
