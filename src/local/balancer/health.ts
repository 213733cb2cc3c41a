import type { HealthCheck } from './records.ts';

/** States of a target, https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining' | 'unavailable';

/** What DescribeTargetHealth says of a target. */
export interface Verdict {
  readonly state: TargetState;
  readonly reason?: string;
  readonly description?: string;
}

/** How a health check ended. */
export type CheckResult =
  | { readonly kind: 'answered'; readonly code: number }
  /** The connection that a TCP check opens. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'failed' };

/** A target as its checks know it: the verdict, and how often in a row checks passed or failed. */
export interface Standing extends Verdict {
  readonly passed: number;
  readonly failed: number;
}

/** The verdicts that need no check. */
export const verdicts = {
  registering: {
    state: 'initial',
    reason: 'Elb.RegistrationInProgress',
    description: 'Target registration is in progress',
  },
  initial: { state: 'initial', reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' },
  draining: {
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
  },
  notInUse: {
    state: 'unused',
    reason: 'Target.NotInUse',
    description: 'Target group is not configured to receive traffic from the load balancer',
  },
  wrongZone: {
    state: 'unused',
    reason: 'Target.NotInUse',
    description: 'Target is in an Availability Zone that is not enabled for the load balancer',
  },
  invalid: { state: 'unused', reason: 'Target.InvalidState', description: 'Target is in the stopped state' },
  notRegistered: {
    state: 'unused',
    reason: 'Target.NotRegistered',
    description: 'Target is not registered to the target group',
  },
  disabled: {
    state: 'unavailable',
    reason: 'Target.HealthCheckDisabled',
    description: 'Health checks are disabled for this target group',
  },
  healthy: { state: 'healthy' },
} as const satisfies Readonly<Record<string, Verdict>>;

/** A target that has not been checked yet. */
export const unchecked: Standing = { ...verdicts.initial, passed: 0, failed: 0 };

/**
 * What one more check makes of a target. A new target is healthy at its first passed check, an unhealthy one only after `healthy` in a row; either becomes
 * unhealthy after `unhealthy` failures in a row (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).
 */
export function judge(before: Standing, result: CheckResult, check: HealthCheck): Standing {
  if (result.kind === 'opened' || (result.kind === 'answered' && matches(check.matcher, result.code))) {
    const passed = before.passed + 1;
    const good = before.state === 'healthy' || before.state === 'initial' || passed >= check.healthy;
    return { ...(good ? verdicts.healthy : verdictOf(before)), passed, failed: 0 };
  }
  const failed = before.failed + 1;
  const bad = before.state === 'unhealthy' || failed >= check.unhealthy;
  return { ...(bad ? fault(result) : verdictOf(before)), passed: 0, failed };
}

/** Whether a matcher such as `200,301-302` takes a status code. */
export function matches(matcher: string, code: number): boolean {
  return matcher.split(',').some((part) => {
    const [low = '', high = low] = part.trim().split('-');
    return code >= Number(low) && code <= Number(high);
  });
}

function verdictOf({ state, reason, description }: Standing): Verdict {
  return { state, ...(reason !== undefined && { reason }), ...(description !== undefined && { description }) };
}

function fault(result: Exclude<CheckResult, { readonly kind: 'opened' }>): Verdict {
  switch (result.kind) {
    case 'answered':
      return {
        state: 'unhealthy',
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${result.code}]`,
      };
    case 'timed-out':
      return { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
    case 'failed':
      return { state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}
