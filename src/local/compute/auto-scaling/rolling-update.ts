import { nextBatch, replacements } from './batch.ts';
import { activeMembers, isLeaving } from './group.ts';
import { newcomers, pollMs, type Rolling, type Tally } from './newcomers.ts';
import type { RollingPolicy } from './rolling-policy.ts';

/**
 * Replaces the obsolete instances of a group in batches, in the order of real event logs: resize, wait for what is new, then batch by batch terminate, wait
 * until gone and replaced, wait for signals. The last batch shrinks the group back. What fails leaves everything as it is: going back is another update.
 */
export async function rollingUpdate(rolling: Rolling): Promise<void> {
  const tally = begin(rolling);
  await newcomers(rolling, tally);
  const { obsolete, fleet } = survey(rolling);
  if (obsolete.length > 0) {
    const batch = nextBatch(fleet);
    rolling.request.note(announcement(rolling.policy, obsolete.length, batch.size));
    suspend(rolling);
    await grow(rolling, batch.temporary, tally);
    for (let left = obsolete; left.length > 0; left = left.slice(batch.size)) {
      const going = left.slice(0, batch.size);
      const progress = Math.round((100 * (obsolete.length - left.length + going.length)) / obsolete.length);
      await replace(rolling, { going, progress, isLast: left.length <= batch.size, desired: fleet.desired }, tally);
    }
  }
  finish(rolling);
}

function begin({ groups, name, isObsolete }: Rolling): Tally {
  const group = groups.describe(name);
  const good = activeMembers(group).filter((member) => !isObsolete(group, member) && member.lifecycle === 'InService');
  const known = new Set(group.members.filter((member) => member.lifecycle === 'InService').map(({ id }) => id));
  return { expected: Math.max(group.desired - good.length, 0), known, succeeded: new Set(), failed: 0 };
}

function survey({ groups, name, policy, isObsolete }: Rolling) {
  const group = groups.describe(name);
  const active = activeMembers(group);
  const obsolete = active.filter((member) => isObsolete(group, member)).map(({ id }) => id);
  const { desired, max } = group;
  const { minInService, maxBatch } = policy;
  const fleet = {
    obsolete: obsolete.length,
    upToDate: active.length - obsolete.length,
    desired,
    max,
    minInService,
    maxBatch,
  };
  return { obsolete, fleet };
}

function announcement(policy: RollingPolicy, obsolete: number, batch: number): string {
  const keeping =
    policy.minInService > 0 ? `, while keeping at least ${policy.minInService} instance(s) in service` : '';
  const first = `Rolling update initiated. Terminating ${obsolete} obsolete instance(s) in batches of ${batch}${keeping}.`;
  const when = `of ${policy.pause.text} when new instances are added to the autoscaling group.`;
  if (policy.waitOnSignals) return `${first} Waiting on resource signals with a timeout ${when}`;
  return policy.pause.ms > 0 ? `${first} Pausing for ${when.slice('of '.length)}` : first;
}

/** Remembers in the group what the update changes for its own time, so that the update that undoes it can put it back. */
function suspend({ groups, name, policy }: Rolling): void {
  const { suspended, min, roll } = groups.describe(name);
  const added = policy.suspend.filter((process) => !suspended.includes(process));
  groups.mark(name, { min, suspended: [...(roll?.suspended ?? []), ...added] });
  if (added.length > 0) groups.suspend(name, added);
}

async function grow(rolling: Rolling, size: number, tally: Tally): Promise<void> {
  const { groups, name, request } = rolling;
  if (size === groups.describe(name).desired) return;
  request.note(`Temporarily setting autoscaling group MinSize and DesiredCapacity to ${size}.`);
  groups.update(name, { min: size, desired: size });
  await newcomers(rolling, tally);
}

interface Round {
  readonly going: readonly string[];
  readonly progress: number;
  readonly isLast: boolean;
  /** The capacity that holds after the update. */
  readonly desired: number;
}

async function replace(rolling: Rolling, round: Round, tally: Tally): Promise<void> {
  const { groups, name, request } = rolling;
  const group = groups.describe(name);
  const present = round.going.filter((id) => group.members.some((member) => member.id === id && !isLeaving(member)));
  const upToDate = activeMembers(group).filter((member) => !rolling.isObsolete(group, member)).length;
  const replaced = replacements({ desired: round.desired, upToDate }, round.going.length);
  const ids = `[${round.going.join(',')}]`;
  request.note(`Terminating instance(s) ${ids}; replacing with ${replaced} new instance(s).`);
  // The last round, and any that shrinks the group, needs its own minimum back first.
  if (round.isLast || replaced < present.length)
    groups.update(name, { min: group.roll?.min ?? group.min, desired: Math.max(group.desired, round.desired) });
  for (const [index, id] of present.entries()) {
    const { desired } = groups.describe(name);
    groups.terminate(id, { decrement: index >= replaced && desired > round.desired });
  }
  const isThere = () => groups.describe(name).members.some((member) => round.going.includes(member.id));
  while (isThere()) await rolling.sleep(pollMs, request.cancelled);
  request.note(`Successfully terminated instance(s) ${ids} (Progress ${round.progress}%).`);
  await newcomers(rolling, tally);
}

/** Ends what this update, or one that it undoes, had set aside. */
function finish({ groups, name }: Rolling): void {
  const { roll, min } = groups.describe(name);
  if (roll === undefined) return;
  if (min !== roll.min && min > roll.min) groups.update(name, { min: roll.min });
  if (roll.suspended.length > 0) groups.resume(name, roll.suspended);
  groups.mark(name, undefined);
}
