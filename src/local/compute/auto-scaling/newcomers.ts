import type { ResourceRequest } from '../../engine/resource.ts';
import { activeMembers, type Group, isSettled, type Member } from './group.ts';
import type { Groups } from './groups.ts';
import type { RollingPolicy } from './rolling-policy.ts';

/** What a rolling update works with. */
export interface Rolling {
  readonly groups: Groups;
  readonly name: string;
  readonly policy: RollingPolicy;
  readonly request: Pick<ResourceRequest, 'signals' | 'note' | 'cancelled'>;
  /** AWS time. */
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Whether an instance is not what the group would launch now. */
  isObsolete(group: Group, member: Member): boolean;
}

/** CloudFormation waits this long for instances to come into service, apart from their signals. */
const settleMs = 3_600_000;

/** How often a group that is being updated is looked at, AWS time. */
export const pollMs = 1_000;

/** What is counted over a whole update. */
export interface Tally {
  /** Instances that have to prove themselves in this update. */
  readonly expected: number;
  readonly known: Set<string>;
  readonly succeeded: Set<string>;
  failed: number;
}

/** Waits until the group is whole, then until each new instance has signalled. The time for signals runs from here, not from the launch. */
export async function newcomers(rolling: Rolling, tally: Tally): Promise<void> {
  const { groups, name, policy, request } = rolling;
  await settled(rolling);
  const added = groups
    .describe(name)
    .members.filter((member) => member.lifecycle === 'InService' && !tally.known.has(member.id));
  for (const { id } of added) tally.known.add(id);
  if (added.length === 0) return;
  const base = 'New instance(s) added to autoscaling group -';
  if (policy.waitOnSignals) {
    request.note(`${base} Waiting on ${added.length} resource signal(s) with a timeout of ${policy.pause.text}.`);
    await signals(rolling, new Set(added.map(({ id }) => id)), tally);
  } else if (policy.pause.ms > 0) {
    request.note(`${base} Pausing for ${policy.pause.text}.`);
    await rolling.sleep(policy.pause.ms, request.cancelled);
  }
}

/** Waits until a group has as many instances in service as it wants; throws what CloudFormation says after an hour. */
export async function settled({
  groups,
  name,
  request,
  sleep,
  now,
}: Pick<Rolling, 'groups' | 'name' | 'sleep' | 'now'> & {
  request: Pick<ResourceRequest, 'cancelled'>;
}): Promise<void> {
  const until = now() + settleMs;
  for (let group = groups.describe(name); !isSettled(group); group = groups.describe(name)) {
    request.cancelled.throwIfAborted();
    if (now() > until)
      throw new Error(
        `Group did not stabilize. {current/minimum/desired: ${activeMembers(group).length}/${group.min}/${group.desired}}`,
      );
    await sleep(pollMs, request.cancelled);
  }
}

/** Takes signals of a batch. What is not an instance of this batch that still owes its signal is passed over; a failure too many ends the update at once. */
async function signals(rolling: Rolling, owing: Set<string>, tally: Tally): Promise<void> {
  const { policy, request, now } = rolling;
  const until = now() + policy.pause.ms;
  while (owing.size > 0) {
    request.cancelled.throwIfAborted();
    const signal = await request.signals.next(Math.max(until - now(), 0));
    request.cancelled.throwIfAborted();
    if (signal === undefined) return timedOut(rolling, owing, tally);
    if (!owing.delete(signal.uniqueId)) continue;
    if (signal.status === 'SUCCESS') tally.succeeded.add(signal.uniqueId);
    else tally.failed += 1;
    verify(policy, tally, `Received ${tally.failed} FAILURE signal(s)`);
  }
}

function timedOut({ policy, request }: Rolling, owing: ReadonlySet<string>, tally: Tally): void {
  // Two blanks, as CloudFormation writes them.
  request.note(
    `Failed to receive ${owing.size} resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.`,
  );
  tally.failed += owing.size;
  verify(policy, tally, `Received ${tally.succeeded.size} SUCCESS signal(s)`);
}

function verify(policy: RollingPolicy, tally: Tally, received: string): void {
  const allowed = tally.expected * (1 - policy.minSuccessfulPercent / 100);
  if (tally.failed <= allowed) return;
  throw new Error(
    `${received} out of ${tally.expected}.  Unable to satisfy ${policy.minSuccessfulPercent}% MinSuccessfulInstancesPercent requirement`,
  );
}
