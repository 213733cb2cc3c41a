import type { Tag } from '../../world/filters.ts';

/** Where an instance stands in its group; standby and warm pools are not played. */
export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed';

/** What a lifecycle hook lets an instance do in the end. */
export type HookResult = 'CONTINUE' | 'ABANDON';

/** A lifecycle hook of a group. */
export interface Hook {
  readonly name: string;
  /** `autoscaling:EC2_INSTANCE_LAUNCHING`, `autoscaling:EC2_INSTANCE_TERMINATING`. */
  readonly transition: string;
  /** Seconds until the default result holds; a heartbeat begins them anew. */
  readonly heartbeat: number;
  readonly defaultResult: HookResult;
}

/** An instance as its group knows it. */
export interface Member {
  readonly id: string;
  readonly zone: string;
  readonly lifecycle: LifecycleState;
  readonly health: 'Healthy' | 'Unhealthy';
  /** Launch template version that it was launched from. */
  readonly version: number;
  readonly instanceType: string;
  /** EC2 may take it back. */
  readonly isSpot?: boolean;
  readonly launchedAt: number;
  readonly inServiceAt?: number;
  /** While a hook holds it. */
  readonly wait?: {
    readonly hook: string;
    readonly token: string;
    readonly until: number;
    readonly otherwise: HookResult;
    readonly result?: HookResult;
    /** The scaling activity that ends with the wait. */
    readonly activity: string;
  };
}

/** A tag of a group; `propagate` puts it on instances too. */
export interface GroupTag extends Tag {
  readonly propagate: boolean;
}

/** Where an instance is bought. */
export type Market = 'on-demand' | 'spot';

/** What a mixed instances policy says. */
export interface MixedInstances {
  /** Instance types that take the place of the launch template's, in order; none: its own. */
  readonly types: readonly string[];
  /** On-demand instances that come first, and percent of the others that are on demand too. */
  readonly onDemandBase: number;
  readonly onDemandPercent: number;
}

/** Of what a group tells a topic. */
export interface NotificationConfiguration {
  readonly topic: string;
  readonly types: readonly string[];
}

/** What a user sets on a group, in the units of Auto Scaling (seconds). */
export interface GroupSettings {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly templateId: string;
  /** As it was written: a number, `$Latest`, `$Default`. */
  readonly templateVersion: string;
  /** Absent: one type, on demand, as the launch template says. */
  readonly mixed?: MixedInstances | undefined;
  readonly subnets: readonly string[];
  readonly targetGroups: readonly string[];
  /** `EC2`, or `ELB` (also in a list). */
  readonly healthCheckType: string;
  readonly gracePeriod: number;
  readonly cooldown: number;
  readonly terminationPolicies: readonly string[];
  readonly tags: readonly GroupTag[];
  readonly hooks?: readonly Hook[];
  /** Seconds that a new instance needs to be of use. */
  readonly warmup?: number;
  /** The metrics of the group that CloudWatch gets. */
  readonly metrics?: readonly string[];
  readonly notifications?: readonly NotificationConfiguration[];
}

/** An Auto Scaling group. */
export interface Group extends GroupSettings {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly suspended: readonly string[];
  readonly members: readonly Member[];
  readonly deleting: boolean;
  /** Why the desired capacity is what it is: becomes the cause of the activities that follow. */
  readonly cause: string;
  /** A rolling update that has begun and not ended well: what it changed for its own time. The next update of the group ends it. */
  readonly roll?: RollMarks;
  /** When a scaling policy last changed the desired capacity. */
  readonly scaledAt?: number;
  /** Instances that an instance refresh may have beyond the desired capacity, for as long as it replaces. */
  readonly surge?: number;
}

/** What a rolling update set aside, to be put back at its end. */
export interface RollMarks {
  readonly min: number;
  readonly suspended: readonly string[];
}

/** One entry of DescribeScalingActivities. */
export interface Activity {
  readonly id: string;
  readonly group: string;
  readonly description: string;
  readonly cause: string;
  readonly status: 'InProgress' | 'WaitingForELBConnectionDraining' | 'Successful' | 'Failed';
  readonly message?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly zone?: string;
  readonly subnetId?: string;
}

/** The processes that can be suspended, https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html */
export const processes = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;

/** The members that count towards the desired capacity: all but those on their way out. */
export function activeMembers(group: Group): readonly Member[] {
  return group.members.filter((member) => !isLeaving(member));
}

/** As many instances as the group wants at this moment. */
export function wantedSize({ desired, surge = 0 }: Group): number {
  return desired + surge;
}

/** Whether the group has what it wants: nothing on the way in, and as many in service as desired. */
export function isSettled(group: Group): boolean {
  const active = activeMembers(group);
  return active.length === wantedSize(group) && active.every((member) => member.lifecycle === 'InService');
}

/** Whether an instance is on its way out. */
export function isLeaving({ lifecycle }: Member): boolean {
  return lifecycle.startsWith('Terminating');
}
