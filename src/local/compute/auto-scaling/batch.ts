/** What decides the batches of a rolling update. */
export interface Fleet {
  /** Instances to be replaced. */
  readonly obsolete: number;
  /** Instances that are as wanted already. */
  readonly upToDate: number;
  readonly desired: number;
  readonly max: number;
  readonly minInService: number;
  readonly maxBatch: number;
}

/** The size of every batch, and the size that the group has while the update runs. */
export interface Batch {
  readonly size: number;
  readonly temporary: number;
}

/**
 * The arithmetic of AutoScalingRollingUpdate, as event logs of real updates show it (github.com/guardian/testing-asg-rolling-update): a batch is no larger than
 * what is obsolete, than `MaxBatchSize`, and than what fits between `MinInstancesInService` and `MaxSize`. Where the batch does not fit below the desired
 * capacity, the group grows for the time of the update: then new instances come first and old ones go after.
 */
export function nextBatch(fleet: Fleet): Batch {
  const room = fleet.max - fleet.minInService;
  const size = Math.max(Math.min(fleet.obsolete, fleet.maxBatch, room), 0);
  return { size, temporary: Math.max(fleet.desired, fleet.minInService + size) };
}

/** How many of the instances that go now are replaced: as many as are still missing of wanted ones. The others shrink the group back. */
export function replacements(fleet: Pick<Fleet, 'desired' | 'upToDate'>, going: number): number {
  return Math.min(Math.max(fleet.desired - fleet.upToDate, 0), going);
}
