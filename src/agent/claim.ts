import { randomUUID } from 'node:crypto';
import type { Aws } from './aws/client.ts';
import { type ObjectPlace, read, writeIf } from './aws/s3.ts';
import type { Clock } from './clock.ts';

/** What stands in the bucket about a task that one instance of a deployment does for all. */
export interface TaskRecord {
  readonly schema: 1;
  readonly state: 'running' | 'done' | 'failed';
  /** The instance that does it, or did. */
  readonly instance: string;
  /** Tells apart two agents on one instance. */
  readonly claim: string;
  /** Which try this is, from 1. */
  readonly run: number;
  /** Grows with every renewal, so that each has a tag of its own. */
  readonly beat: number;
  /** Why it failed. */
  readonly reason?: string;
}

/** A claim that is held: its record, and the tag that the next write must find. */
export interface Claim {
  readonly record: TaskRecord;
  readonly etag: string;
}

/** What is claimed, by whom. */
export interface Claimant {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly place: ObjectPlace;
  readonly instance: string;
}

/** Real milliseconds after which a claim that is not renewed is free; renewed six times in that time, given up by its own holder before it is over. */
export function leaseMs(clock: Clock): number {
  return Math.max(clock.limit(60_000), leastLeaseMs);
}
const leastLeaseMs = 6_000;
const renewals = 6;

/** How often a task is begun: one that takes its machine down must not take down all of them. */
const mostRuns = 3;
const lookMs = 2_000;

/**
 * Takes the task, or waits until it is done or has failed elsewhere. An instance that holds it and renews it no more is succeeded: that it is silent is
 * measured by the clock of the one who waits, so that no two clocks need to agree. Rejects when the signal comes first.
 */
export async function claimOrAwait(claimant: Claimant, signal: AbortSignal): Promise<Claim | TaskRecord> {
  const { aws, clock, place, instance } = claimant;
  const mine: TaskRecord = { schema: 1, state: 'running', instance, claim: randomUUID(), run: 1, beat: 0 };
  const etag = await writeIf(aws, place, JSON.stringify(mine), 'none');
  if (etag !== undefined) return { record: mine, etag };
  let seen = { etag: '', at: 0 };
  for (;;) {
    signal.throwIfAborted();
    const held = await read(aws, place);
    const record = JSON.parse(held.text) as TaskRecord;
    // Ours, when only the answer to our write was lost.
    if (record.claim === mine.claim) return { record, etag: held.etag };
    if (record.state !== 'running') return record;
    if (seen.etag !== held.etag) seen = { etag: held.etag, at: performance.now() };
    if (performance.now() - seen.at >= leaseMs(clock)) {
      const succeeded = await succeed(claimant, mine, { record, etag: held.etag });
      if (succeeded !== undefined) return succeeded;
    }
    await clock.wait(lookMs, signal);
  }
}

async function succeed(
  { aws, place }: Claimant,
  mine: TaskRecord,
  silent: Claim,
): Promise<Claim | TaskRecord | undefined> {
  const { run } = silent.record;
  const next: TaskRecord =
    run < mostRuns
      ? { ...mine, run: run + 1 }
      : { ...silent.record, state: 'failed', reason: `It was begun ${run} times, and no instance came to its end.` };
  const etag = await writeIf(aws, place, JSON.stringify(next), silent);
  if (etag === undefined) return undefined;
  return next.state === 'running' ? { record: next, etag } : next;
}

/** Keeps a claim while the task is done. */
export interface Keeper {
  /** Aborted when the claim may be lost: whoever does the task must end at once, for another one may begin. */
  readonly lost: AbortSignal;
  /** Ends the renewals and writes what came of the task. Rejects when the claim is lost. */
  settle(outcome: Pick<TaskRecord, 'state' | 'reason'>): Promise<void>;
  /** Ends the renewals: what is not settled runs out. */
  end(): void;
}

/** Renews a claim until it is settled. */
export function keepClaim({ aws, clock, place }: Claimant, claim: Claim): Keeper {
  const lost = new AbortController();
  const over = new AbortController();
  const lease = leaseMs(clock);
  let { record, etag } = claim;
  // A renewal counts from its beginning: it may have arrived at any moment since then.
  let sureAt = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - sureAt > (lease * 2) / 3) lost.abort(new Error('It could not be renewed in time.'));
  }, lease / 30);

  async function write(next: TaskRecord): Promise<void> {
    const began = performance.now();
    const written = (await writeIf(aws, place, JSON.stringify(next), { etag })) ?? (await answerLost(next));
    if (written === undefined) throw new Error('Another instance has taken it over.');
    [record, etag, sureAt] = [next, written, began];
  }
  /** A write that is repeated because its answer was lost finds its own tag gone. */
  async function answerLost(next: TaskRecord): Promise<string | undefined> {
    const held = await read(aws, place);
    return held.text === JSON.stringify(next) ? held.etag : undefined;
  }
  async function renew(): Promise<void> {
    for (;;) {
      await pause(lease / renewals, over.signal);
      if (over.signal.aborted || lost.signal.aborted) return;
      await write({ ...record, beat: record.beat + 1 });
    }
  }

  const renewing = renew().catch((error: unknown) => lost.abort(error));
  const end = () => {
    over.abort();
    clearInterval(watch);
  };
  return {
    lost: lost.signal,
    end,
    settle: async (outcome) => {
      end();
      await renewing;
      lost.signal.throwIfAborted();
      await write({ ...record, ...outcome });
    },
  };
}

/** Real milliseconds, ended early by the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
