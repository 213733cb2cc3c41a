import { isRoot } from './cause.ts';
import type { StackEvent } from './ports.ts';

/** A resource that is not done yet. */
export interface Pending {
  readonly logicalId: string;
  readonly status: string;
  /** When it came into this status, by AWS's clock, in milliseconds. */
  readonly since: number;
}

/** The resources that are not done yet; of several events of the same status, as progress makes them, the first tells since when. */
export function pendingOf(events: readonly StackEvent[]): readonly Pending[] {
  const newest = new Map<string, Pending>();
  for (const event of events.filter((one) => !isRoot(one))) {
    const { logicalId, status, at } = event;
    if (newest.get(logicalId)?.status !== status) newest.set(logicalId, { logicalId, status, since: at });
  }
  return [...newest.values()].filter(({ status }) => status.endsWith('_IN_PROGRESS'));
}
