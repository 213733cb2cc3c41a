import { query } from '../aws/calls.ts';
import type { Aws } from '../aws/client.ts';
import type { Metadata } from '../aws/metadata.ts';
import { firstElement } from '../aws/xml.ts';
import type { Clock } from '../clock.ts';
import { completeLifecycle } from '../lifecycle.ts';

const lookMs = 5_000;

export interface Leaving {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly metadata: Metadata;
  readonly instance: string;
}

/** Settles when Auto Scaling means the instance to end; its hook then waits for us. Also settles when nobody wants to know any more. */
export async function untilLeaving({ clock, metadata }: Leaving, signal: AbortSignal): Promise<'leaving' | 'told'> {
  while (!signal.aborted) {
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html
    const state = await metadata.peek('meta-data/autoscaling/target-lifecycle-state').catch(() => undefined);
    if (state === 'Terminated') return 'leaving';
    await clock.wait(lookMs, signal).catch(() => {});
  }
  return 'told';
}

/** Nothing is left to do here: the instance may end. */
export async function letGo({ aws, instance }: Leaving, hook: string): Promise<void> {
  const answer = await query(aws, 'autoscaling', 'DescribeAutoScalingInstances', { 'InstanceIds.member.1': instance });
  const group = firstElement(answer, 'AutoScalingGroupName');
  if (group !== undefined) await completeLifecycle(aws, { group, instance }, { hook, result: 'CONTINUE' });
}
