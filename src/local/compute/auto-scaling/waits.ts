import type { Group, Member } from './group.ts';
import { isWaiting } from './hooks.ts';
import { invalid } from './settings.ts';

type Wait = NonNullable<Member['wait']>;

/** A new instance with another wait for its hook; throws `ValidationError` when it does not wait for this one. */
export function changedWait(
  group: Group | undefined,
  { id, hook }: { readonly id: string; readonly hook: string },
  to: (wait: Wait, heartbeat: number) => Wait,
): Member {
  const member = group?.members.find((one) => one.id === id);
  if (!isWaiting(member) || member.wait.hook !== hook)
    throw invalid(`No active Lifecycle Action found with instance ID ${id}`);
  const heartbeat = group?.hooks?.find((one) => one.name === hook)?.heartbeat ?? 3600;
  return { ...member, wait: to(member.wait, heartbeat) };
}
