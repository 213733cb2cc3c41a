import { activeMembers, type Group, type Hook, type Member } from './group.ts';

/** What ends the wait of a new instance, and how. */
export interface Ending {
  readonly id: string;
  readonly activity: string;
  /** Why it may not serve; absent: it may. */
  readonly abandoned?: string;
}

/** The hook that a new instance has to pass, if the group has one. */
export function launchingHook({ hooks }: Group): Hook | undefined {
  return hooks?.find(({ transition }) => transition === 'autoscaling:EC2_INSTANCE_LAUNCHING');
}

/** The new instances whose hook was completed, or whose time is over; https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html */
export function endedWaits(group: Group, now: number): readonly Ending[] {
  return activeMembers(group).flatMap(({ id, wait }) => {
    if (wait === undefined) return [];
    const { activity, token } = wait;
    const result = wait.result ?? (now > wait.until ? wait.otherwise : undefined);
    if (result === undefined) return [];
    if (result === 'CONTINUE') return [{ id, activity }];
    const why = wait.result === undefined ? 'Heartbeat Timeout' : 'Lifecycle Action Completed with ABANDON Result';
    const abandoned = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: ${why}`;
    return [{ id, activity, abandoned }];
  });
}

/** Whether an instance still waits for a hook to be completed. */
export function isWaiting(
  member: Member | undefined,
): member is Member & { readonly wait: NonNullable<Member['wait']> } {
  return member?.lifecycle.endsWith(':Wait') === true && member.wait !== undefined;
}
