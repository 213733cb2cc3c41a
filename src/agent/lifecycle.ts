import { query } from './aws/calls.ts';
import type { Aws } from './aws/client.ts';
import { firstElement } from './aws/xml.ts';
import type { Clock } from './clock.ts';

/** An instance as its Auto Scaling group sees it. */
export interface Membership {
  readonly group: string;
  readonly instance: string;
  /** Whether a launching hook holds it back until it says how it is. */
  readonly waits: boolean;
}

const pauseMs = 2_000;
/** From the start of user data to the group's own word that the instance waits. */
const limitMs = 60_000;

/**
 * The group of this instance, which may have a launching hook, as it does under a policy that refreshes it; at a scale-out too. The hook must be completed
 * before the load balancer can know of the instance: Auto Scaling registers it only afterwards.
 */
export async function membershipOf(
  aws: Aws,
  instance: string,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Membership | undefined> {
  for (const until = clock.now() + limitMs; ; ) {
    const answer = await query(aws, 'autoscaling', 'DescribeAutoScalingInstances', {
      'InstanceIds.member.1': instance,
    });
    const state = firstElement(answer, 'LifecycleState');
    const group = firstElement(answer, 'AutoScalingGroupName');
    if (group !== undefined && state !== 'Pending') return { group, instance, waits: state === 'Pending:Wait' };
    if (clock.now() >= until) return undefined;
    await clock.wait(pauseMs, signal);
  }
}

/** Lets the instance into service, or has it ended at once instead of when the hook's time is over. */
export function completeLaunch(
  aws: Aws,
  member: Membership,
  hook: string,
  result: 'CONTINUE' | 'ABANDON',
): Promise<void> {
  return completeLifecycle(aws, member, { hook, result });
}

/** Ends the wait of a hook. */
export async function completeLifecycle(
  aws: Aws,
  { group, instance }: Pick<Membership, 'group' | 'instance'>,
  { hook, result }: { readonly hook: string; readonly result: 'CONTINUE' | 'ABANDON' },
): Promise<void> {
  await query(aws, 'autoscaling', 'CompleteLifecycleAction', {
    AutoScalingGroupName: group,
    LifecycleHookName: hook,
    InstanceId: instance,
    LifecycleActionResult: result,
  });
}

/**
 * Calls the instance refresh off that brought this instance, which makes CloudFormation go back: Auto Scaling alone would try again for an hour. Only
 * while CloudFormation goes forward: the refresh that brings the former version back must not be called off.
 */
export async function callOff(aws: Aws, { group }: Membership, stack: string): Promise<void> {
  const answer = await query(aws, 'cloudformation', 'DescribeStacks', { StackName: stack });
  if (firstElement(answer, 'StackStatus') !== 'UPDATE_IN_PROGRESS') return;
  await query(aws, 'autoscaling', 'CancelInstanceRefresh', { AutoScalingGroupName: group });
}
