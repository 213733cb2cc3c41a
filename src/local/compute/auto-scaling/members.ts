import type { Group, HookResult, Member } from './group.ts';
import type { Site } from './groups.ts';
import { reconcile } from './reconcile.ts';
import { notFound } from './settings.ts';
import { changedWait } from './waits.ts';

/** What is said of single instances of a group. */
export interface Members {
  setHealth(instanceId: string, health: 'Healthy' | 'Unhealthy'): void;
  /** Completes the lifecycle action of a new instance; throws `ValidationError` when none waits. */
  completeHook(instanceId: string, hook: string, result: HookResult): void;
  /** Gives the lifecycle action of a new instance its whole time again. */
  beat(instanceId: string, hook: string): void;
}

/** The operations on members; `of` finds the group of an instance. */
export function members(site: Site, of: (instanceId: string) => Group | undefined): Members {
  const replace = (id: string, by: (group: Group, member: Member) => Member) => {
    const group = of(id);
    const member = group?.members.find((one) => one.id === id);
    if (!group || !member) throw notFound(id);
    const next = by(group, member);
    site.records.set(group.name, { ...group, members: group.members.map((one) => (one.id === id ? next : one)) });
    reconcile(site, group.name);
  };
  return {
    setHealth: (id, health) => replace(id, (_, member) => ({ ...member, health })),
    completeHook: (id, hook, result) =>
      replace(id, (group) => changedWait(group, { id, hook }, (wait) => ({ ...wait, result }))),
    beat: (id, hook) =>
      replace(id, (group) =>
        changedWait(group, { id, hook }, (wait, heartbeat) => ({
          ...wait,
          until: site.cloud.clock.now() + heartbeat * 1000,
        })),
      ),
  };
}
