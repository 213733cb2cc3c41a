import { activeMembers, type Group, type Member } from './group.ts';
import type { RefreshPreferences } from './refresh-policy.ts';

/** What an instance refresh sees of its group. */
export interface RefreshView {
  readonly group: Group;
  readonly preferences: RefreshPreferences;
  /** Checkpoints that lie behind, so that the next one counts. */
  readonly passed: number;
  readonly now: number;
  isObsolete(member: Member): boolean;
}

/** What an instance refresh does next. */
export type RefreshStep =
  | { readonly kind: 'launch'; readonly count: number }
  | { readonly kind: 'terminate'; readonly id: string; readonly surge: number }
  /** Nothing is left to be replaced: the group goes back to its desired capacity. */
  | { readonly kind: 'shrink' }
  /** So many percent are new and warm: pause there, unless it is all. */
  | { readonly kind: 'checkpoint'; readonly percent: number }
  | { readonly kind: 'wait' };

/**
 * Decides one step. An instance counts as new once it is in service, healthy and warm. Shares are of the desired capacity, so a group that scales takes the
 * refresh along; where neither share leaves room, it launches one before it terminates one.
 */
export function refreshStep(view: RefreshView): RefreshStep {
  const { group, preferences, passed } = view;
  const { desired } = group;
  const active = activeMembers(group);
  const obsolete = active.filter((member) => view.isObsolete(member));
  const fresh = active.length - obsolete.length;
  const warm = active.filter((member) => !obsolete.includes(member) && isWarm(view, member)).length;
  const percent = preferences.checkpoints[passed] ?? 100;
  const goal = Math.min(Math.ceil((desired * percent) / 100), desired);
  const ready = warm + obsolete.filter(isReady).length;
  const surge = group.surge ?? 0;
  if (surge > 0 && obsolete.length === 0) return { kind: 'shrink' };
  // "Waiting for instances to terminate before continuing": what still says goodbye may still answer.
  if (percent === 100 && obsolete.length === 0 && group.members.length > active.length) return { kind: 'wait' };
  if (warm >= goal && surge === 0 && active.length === desired && fresh === warm)
    return { kind: 'checkpoint', percent };
  const spare = ready - Math.ceil((desired * preferences.minHealthy) / 100);
  const [oldest] = [...obsolete].sort((one, other) => one.launchedAt - other.launchedAt);
  if (surge > 0 && spare > 0 && oldest) return { kind: 'terminate', id: oldest.id, surge: surge - 1 };
  const room = Math.max(Math.floor((desired * preferences.maxHealthy) / 100), desired + roomForOne(preferences));
  const count = Math.min(goal - fresh, room - active.length, obsolete.length);
  if (count > 0) return { kind: 'launch', count };
  if (preferences.maxHealthy === 100 && goal > fresh && spare > 0 && oldest && active.length === desired)
    return { kind: 'terminate', id: oldest.id, surge: 0 };
  return { kind: 'wait' };
}

/** How much of the group is new and warm, in percent. */
export function percentOf(view: RefreshView): number {
  const { group } = view;
  const warm = activeMembers(group).filter((member) => !view.isObsolete(member) && isWarm(view, member)).length;
  return group.desired === 0 ? 100 : Math.min(Math.floor((100 * warm) / group.desired), 100);
}

function roomForOne({ minHealthy, maxHealthy }: RefreshPreferences): number {
  return maxHealthy > 100 || minHealthy === 100 ? 1 : 0;
}

function isReady({ lifecycle, health }: Member): boolean {
  return lifecycle === 'InService' && health === 'Healthy';
}

function isWarm({ now, preferences }: RefreshView, member: Member): boolean {
  return isReady(member) && now >= (member.inServiceAt ?? now) + preferences.warmupMs;
}
