import type { FailureReport, StackEvent } from './ports.ts';

/** What kind of failure it was, so that the report can say what to do. */
export type CauseKind =
  /** A new instance did not prove itself. */
  | 'gate'
  /** A rollback alarm went off. */
  | 'alarm'
  /** AWS had no room or the account no quota. */
  | 'capacity'
  /** The credentials of the operation ended or lack a permission. */
  | 'permission'
  /** Sizes that contradict each other. */
  | 'sizes'
  /** A name that something else has already. */
  | 'conflict'
  | 'other';

/** Why an operation failed. */
export interface Cause {
  readonly kind: CauseKind;
  readonly logicalId: string;
  readonly type: string;
  /** CloudFormation's own words. */
  readonly reason: string;
  /** What to do, where that is known. */
  readonly fix?: string;
  /** Instances that signalled a failure, newest last. */
  readonly instances: readonly string[];
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly at: number;
}

interface Rule {
  readonly pattern: RegExp;
  readonly kind: CauseKind;
  readonly fix: string;
}

/** CloudFormation gives reasons as sentences only. The first row that fits wins. */
const rules: readonly Rule[] = [
  {
    pattern: /Received \d+ FAILURE signal|Received \d+ SUCCESS signal|Failed to receive \d+ resource signal/,
    kind: 'gate',
    fix: 'A new instance did not become healthy. Read what it logged last, or its complete log in the artifact bucket.',
  },
  {
    // What the providers say of a resource that waits for instances: an association, an instance refresh, a creation that is not stable in time.
    pattern:
      /did not stabilize|HandlerErrorCode: NotStabilized|failed to stabilize|instance refresh .*(failed|cancelled|rollback)/i,
    kind: 'gate',
    fix: 'The instances did not get there in time, or one of them failed. Read what they logged last, or their complete logs in the artifact bucket.',
  },
  {
    pattern: /security token included in the request is (expired|invalid)/,
    kind: 'permission',
    fix: 'The credentials of the operation ended while it ran. Continue the rollback with the execution role.',
  },
  {
    pattern: /not authorized to perform|AccessDenied|UnauthorizedOperation/,
    kind: 'permission',
    fix: 'Give the role that CloudFormation works with the permission that the reason names.',
  },
  {
    pattern: /LimitExceeded|vCPU|InsufficientInstanceCapacity|no Spot capacity|quota|maximum number of/i,
    kind: 'capacity',
    fix: 'Ask AWS for a higher quota, or use another instance type or fewer instances.',
  },
  {
    pattern: /MinInstancesInService must be less than the autoscaling group's MaxSize/,
    kind: 'sizes',
    fix: 'Raise instances.max above the number of instances that run, or lower deploy.batch.',
  },
  {
    pattern: /Priority '?\d+'? is currently in use/,
    kind: 'conflict',
    fix: 'Another environment has this place at the shared load balancer, or two rules swap priorities: write another load-balancer.priority, or another priority of the rule.',
  },
  {
    pattern: /No export named \S+-LoadBalancer-/,
    kind: 'conflict',
    fix: 'Deploy the environment that load-balancer.shared names first, with load-balancer.lend: true.',
  },
  {
    pattern: /Export \S+-LoadBalancer-\S+ cannot be (deleted|updated)/,
    kind: 'conflict',
    fix: 'Other environments use this load balancer: destroy them, or give them another one, first.',
  },
  {
    pattern: /already exists/,
    kind: 'conflict',
    fix: 'Something else has this name already. Remove it, or choose another name.',
  },
];

/** Said by the stack itself, never by a resource: a resource can be an alarm that could not be made. */
const alarmRule: Rule = {
  pattern: /alarm/i,
  kind: 'alarm',
  fix: 'A rollback alarm went off during the update. Compare the errors of the new version with those of the old one.',
};

/** The kind of a reason and what to do about it. */
export function classify(
  reason: string,
  from: 'stack' | 'resource',
): { readonly kind: CauseKind; readonly fix?: string } {
  const rule = (from === 'stack' ? [alarmRule, ...rules] : rules).find(({ pattern }) => pattern.test(reason));
  return rule === undefined ? { kind: 'other' } : { kind: rule.kind, fix: rule.fix };
}

/** Failures of one operation, root cause first. What was merely cancelled because of another failure is left out. */
export function causesOf(events: readonly StackEvent[]): readonly Cause[] {
  const failures = events.filter((event) => event.status.endsWith('_FAILED') && !isRoot(event) && !isCancelled(event));
  const told = failures.length > 0 ? failures : events.filter(isRootFailure).slice(0, 1);
  const instances = failedInstances(events);
  return told.map((event) => {
    const reason = event.reason ?? `${event.logicalId} is ${event.status}, and CloudFormation gives no reason.`;
    const { logicalId, type, at } = event;
    const known = classify(reason, isRoot(event) ? 'stack' : 'resource');
    return { ...known, logicalId, type, reason, at, instances: known.kind === 'gate' ? instances : [] };
  });
}

/**
 * Puts a lack of quota or capacity first. Auto Scaling tells it in the group's activities only; the stack's events merely say
 * that signals did not come.
 */
export function withActivities(causes: readonly Cause[], activities: readonly string[]): readonly Cause[] {
  const reason = activities.find((activity) => classify(activity, 'resource').kind === 'capacity');
  const [first] = causes;
  if (reason === undefined || first === undefined || first.kind === 'capacity') return causes;
  return [{ ...first, ...classify(reason, 'resource'), reason, instances: [] }, ...causes];
}

/**
 * Puts the word of an instance first, where a gate failed: CloudFormation knows only that a signal, an association or a refresh did not succeed, and
 * the provider of an association not even which instance it was. `failures`: newest first; the one that failed first is the root.
 */
export function withInstances(causes: readonly Cause[], failures: readonly FailureReport[]): readonly Cause[] {
  const [first] = causes;
  const root = failures.at(-1);
  if (first?.kind !== 'gate' || root === undefined) return causes;
  const instances = [...new Set([...first.instances, ...failures.map(({ instance }) => instance).reverse()])];
  return [{ ...first, reason: root.reason, instances }, ...causes];
}

/** Whether an event is about the stack itself and not about one of its resources. */
export function isRoot(event: StackEvent): boolean {
  return event.physicalId === event.stackId;
}

/** Follows from another failure and explains nothing. */
function isCancelled({ reason }: StackEvent): boolean {
  return /Resource (creation|update|deletion) cancelled/i.test(reason ?? '');
}

/** Without a failed resource the stack says itself why it goes back: an alarm, a validation, a cancelled update. */
function isRootFailure(event: StackEvent): boolean {
  return isRoot(event) && event.reason !== undefined && /ROLLBACK_IN_PROGRESS$|_FAILED$/.test(event.status);
}

function failedInstances(events: readonly StackEvent[]): readonly string[] {
  const found = events.flatMap(
    ({ reason }) => /Received FAILURE signal with UniqueId (\S+)/.exec(reason ?? '')?.[1] ?? [],
  );
  return [...new Set(found)];
}
