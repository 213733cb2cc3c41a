import { query } from './aws/calls.ts';
import type { Aws } from './aws/client.ts';
import { firstElement } from './aws/xml.ts';
import type { Clock } from './clock.ts';
import { failure } from './failure.ts';

export interface Target {
  readonly targetGroup: string;
  readonly instance: string;
  /** AWS milliseconds between two checks of the load balancer. */
  readonly intervalMs: number;
  /** AWS milliseconds until the load balancer must have seen enough good answers. */
  readonly limitMs: number;
}

/** Between questions, AWS milliseconds. */
const pause = { leastMs: 1_000, mostMs: 5_000 };

/** What the load balancer thinks of a target. */
export interface TargetHealth {
  readonly state: string;
  /** In AWS's words; empty while healthy. */
  readonly why: string;
}

/**
 * Returns when the load balancer sends requests here. An instance that is unhealthy now may still become healthy: only
 * the limit ends the wait.
 */
export async function awaitTargetHealth(aws: Aws, target: Target, clock: Clock, signal: AbortSignal): Promise<void> {
  const deadline = clock.now() + target.limitMs;
  // A fifth of the time in which the answer can change. What short intervals cost a large batch: docs/unverified.md, 110.
  const pauseMs = Math.min(pause.mostMs, Math.max(pause.leastMs, target.intervalMs / 5));
  for (;;) {
    const { state, why } = await targetHealth(aws, target);
    if (state === 'healthy') return;
    if (clock.now() >= deadline) {
      const words = why === '' ? '' : `: ${why}`;
      throw failure(`The load balancer calls the instance "${state}" after ${target.limitMs / 1_000} s${words}`);
    }
    await clock.wait(pauseMs, signal);
  }
}

async function targetHealth(aws: Aws, { targetGroup, instance }: Target): Promise<TargetHealth> {
  const parameters = { TargetGroupArn: targetGroup, 'Targets.member.1.Id': instance };
  const answer = await query(aws, 'elasticloadbalancing', 'DescribeTargetHealth', parameters);
  const why = [firstElement(answer, 'Description'), firstElement(answer, 'Reason')].filter(Boolean).join(' ');
  return { state: firstElement(answer, 'State') ?? 'unknown', why };
}
