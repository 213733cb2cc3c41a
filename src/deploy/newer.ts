import { type Ancestry, isOlder, type Origin, originOf } from '../plan/order.ts';
import type { Stack } from './ports.ts';
import { conditionOf } from './status.ts';

/** Asks git how one commit stands to another. */
export type AskHistory = (sha: string, other: string) => Promise<Ancestry>;

/**
 * The compute stack, if what is live in it was made from a newer commit. While an operation is under way nothing is live yet: that operation
 * may still go back, so it is waited for and looked at again.
 */
export async function newerThan(
  origin: Origin,
  compute: Stack | undefined,
  askHistory: AskHistory,
): Promise<Stack | undefined> {
  if (compute === undefined || conditionOf(compute.status) !== 'settled') return undefined;
  const live = originOf(compute.outputs);
  const known = origin.commit !== undefined && live.commit !== undefined;
  const ancestry = known ? await askHistory(origin.commit, live.commit) : 'unknown';
  return isOlder(origin, live, ancestry) ? compute : undefined;
}
