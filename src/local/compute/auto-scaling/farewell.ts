import { randomUUID } from 'node:crypto';
import type { Group, Hook, Member } from './group.ts';
import type { Site } from './groups.ts';

const lookMs = 1_000;

/** The hook that an instance which leaves has to pass, if the group has one. */
export function terminatingHook({ hooks }: Group): Hook | undefined {
  return hooks?.find(({ transition }) => transition === 'autoscaling:EC2_INSTANCE_TERMINATING');
}

/**
 * Holds an instance that leaves until its terminating hook is completed or its time is over. Either result lets it go: ABANDON only skips other hooks
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html). Who is gone already is not waited for.
 */
export async function farewell(site: Site, name: string, id: string, activity: string): Promise<void> {
  const group = site.records.get(name);
  const hook = group === undefined ? undefined : terminatingHook(group);
  const state = site.instances.find(id)?.state;
  if (hook === undefined || (state !== 'running' && state !== 'pending')) return;
  const until = site.cloud.clock.now() + hook.heartbeat * 1_000;
  const wait = { hook: hook.name, token: randomUUID(), until, otherwise: hook.defaultResult, activity };
  change(site, name, id, (member) => ({ ...member, lifecycle: 'Terminating:Wait', wait }));
  for (;;) {
    const held = site.records.get(name)?.members.find((member) => member.id === id)?.wait;
    const now = site.instances.find(id)?.state;
    if (held === undefined || held.result !== undefined || site.cloud.clock.now() > held.until) break;
    if (now !== 'running' && now !== 'pending') break;
    await site.tasks.sleep(lookMs);
  }
  change(site, name, id, ({ wait: _, ...member }) => ({ ...member, lifecycle: 'Terminating:Proceed' }));
}

function change(site: Site, name: string, id: string, to: (member: Member) => Member): void {
  const group = site.records.get(name);
  if (group === undefined) return;
  site.records.set(name, {
    ...group,
    members: group.members.map((member) => (member.id === id ? to(member) : member)),
  });
}
