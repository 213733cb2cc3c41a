import type { FailureReport, StartReport } from '../agent/instance.ts';
import type { Values } from '../plan/parameters.ts';
import type { Change } from './change-line.ts';
import type { Group, GroupInstance } from './group.ts';

export type { Change, FailureReport, Group, GroupInstance, StartReport };

/** What is known of a stack. */
export interface Stack {
  /** ARN; unlike the name it never comes to mean another stack. */
  readonly id: string;
  readonly name: string;
  /** A `StackStatus`, or a value that is newer than the SDK. */
  readonly status: string;
  readonly reason?: string;
  readonly parameters: Values;
  readonly outputs: Values;
  readonly tags: Values;
  /** Termination protection. */
  readonly protected: boolean;
  /** When the last operation on it began, in milliseconds since the epoch. */
  readonly changedAt?: number;
}

/** One line of a stack's history. */
export interface StackEvent {
  readonly id: string;
  readonly stackId: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  /** A `ResourceStatus`. */
  readonly status: string;
  readonly reason?: string;
  /** Token of the request that began the operation; an automatic rollback carries it too. */
  readonly token?: string;
}

/** Alarms (ARNs, at most five) that undo the operation, and for how many minutes after it. */
export interface Triggers {
  readonly alarms: readonly string[];
  readonly minutes: number;
}

/** What an operation on a stack gives it, beside its template. */
export interface OperationInput {
  readonly parameters: Values;
  readonly tags: Values;
  /** The role that CloudFormation works with; it sticks to the stack. Absent: the caller's own credentials. */
  readonly roleArn?: string;
  /** Always told: CloudFormation keeps the former ones otherwise. */
  readonly triggers: Triggers;
}

export interface ChangeSetRequest extends OperationInput {
  readonly intent: 'create' | 'update';
  /** The name of a stack to create, the ARN of a stack to update. */
  readonly stack: string;
  /** Name of the change set; also the token of the request. */
  readonly name: string;
  /** By body up to 51,200 bytes, else from the bucket. */
  readonly template: { readonly kind: 'body'; readonly body: string } | { readonly kind: 'url'; readonly url: string };
  /** By the run's clock, in milliseconds. */
  readonly deadline: number;
}

/** A change set once CloudFormation has made up its mind. */
export type ChangeSet =
  | { readonly kind: 'changes'; readonly id: string; readonly stackId: string; readonly changes: readonly Change[] }
  | { readonly kind: 'empty'; readonly id: string; readonly stackId: string }
  /** `problems`: what validation and hooks said, one sentence each. */
  | {
      readonly kind: 'failed';
      readonly id: string;
      readonly stackId: string;
      readonly reason: string;
      readonly problems: readonly string[];
    }
  /** Another operation holds the stack. */
  | { readonly kind: 'busy'; readonly reason: string };

/** An operation began, or another one holds the stack. */
export type Started = { readonly kind: 'started' } | { readonly kind: 'busy'; readonly reason: string };

/** An update that keeps the template of the stack. */
export interface UpdateRequest extends OperationInput {
  readonly stackId: string;
  readonly token: string;
}

/** A request about a stack's operations. */
export interface OperationRequest {
  readonly stackId: string;
  readonly token: string;
  /** The role that CloudFormation works with; absent: the one that it used last, else the caller's own credentials. */
  readonly roleArn?: string;
}

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  /** A `ResourceStatus`. */
  readonly status: string;
}

/** CloudFormation, as far as a deploy needs it. Errors are translated; nothing here waits without a limit. */
export interface Stacks {
  /** By name, or by ARN: a deleted stack is only found by its ARN. */
  describe(stack: string): Promise<Stack | undefined>;
  /** All stacks that have these tags. */
  list(tags: Values): Promise<readonly Stack[]>;
  /** The template as it was sent; nothing when it cannot be had. */
  template(stackId: string): Promise<string | undefined>;
  /** Makes a change set and waits until CloudFormation has computed it. */
  createChangeSet(request: ChangeSetRequest): Promise<ChangeSet>;
  /** Begins the operation; failures are undone, resources that it created are never left behind by that. */
  execute(request: { readonly changeSet: string; readonly stackId: string; readonly token: string }): Promise<Started>;
  deleteChangeSet(changeSet: string): Promise<void>;
  /** Begins an update that gives the stack other values and keeps its template; `empty`: it has them already. */
  update(request: UpdateRequest): Promise<Started | { readonly kind: 'empty' }>;
  /** The newest event; its token names the operation that is under way or was last. */
  newestEvent(stackId: string): Promise<StackEvent | undefined>;
  /** Events that are newer than the first known one, oldest first, each once. */
  eventsSince(stackId: string, isKnown: (event: StackEvent) => boolean): Promise<readonly StackEvent[]>;
  /** Deletes by ARN, so that a stack of the same name that somebody else has made meanwhile stays. */
  delete(request: OperationRequest): Promise<Started>;
  /** Goes on with the rollback of an update that failed; no resource is skipped. */
  continueRollback(request: OperationRequest): Promise<Started>;
  /** Undoes an update that was left half done. */
  rollback(request: OperationRequest): Promise<Started>;
  /** Undoes the update that is under way; its events keep the token of the update. */
  cancelUpdate(request: Omit<OperationRequest, 'roleArn'>): Promise<Started>;
  /** What belongs to a stack now. */
  resources(stackId: string): Promise<readonly StackResource[]>;
}

/** The instances, as Auto Scaling sees them. */
export interface Fleet {
  /** A group as it is; nothing when there is no such group. */
  group(group: string): Promise<Group | undefined>;
  /** Ids of the instance refreshes that are under way. */
  refreshes(group: string): Promise<readonly string[]>;
  /** Live desired capacity of a group; nothing when there is no such group. */
  desired(group: string): Promise<number | undefined>;
  /** Sets the desired capacity, within the group's bounds. */
  resize(group: string, size: number): Promise<void>;
  /** Sets the smallest size and the desired capacity. */
  bound(group: string, sizes: { readonly min: number; readonly desired: number }): Promise<void>;
  /** Why the group could not launch or terminate, newest first: quotas and lack of capacity are told nowhere else. */
  failedActivities(group: string, since: number): Promise<readonly string[]>;
}

/** Alarms, as CloudWatch sees them. */
export interface Alarms {
  /** Those of the given ARNs that ring now. */
  ringing(arns: readonly string[]): Promise<readonly string[]>;
  /** Those of the given ARNs that cannot judge: they ring already, or have not looked at their metric yet. */
  unfit(arns: readonly string[]): Promise<ReadonlyMap<string, 'ALARM' | 'INSUFFICIENT_DATA'>>;
}

/** What an image is for. */
export interface Machine {
  readonly architecture: 'x86_64' | 'arm64';
  readonly windows?: string;
}

/** Machine images. */
export interface Images {
  /** Id of the newest image of Amazon Linux 2023, or of a version of Windows Server, `2025`. */
  newest(machine: Machine): Promise<string>;
  /** Whether an image is still there for this account. */
  exists(id: string): Promise<boolean>;
}

/** What instances left in the artifact bucket. */
export interface Evidence {
  /** All failure reports (`*.json`) below a prefix; those that cannot be read are left out. */
  failureReports(bucket: string, prefix: string): Promise<readonly FailureReport[]>;
  /** The reports of good starts below a prefix that were written at `since` (milliseconds) or later; those that cannot be read are left out. */
  startReports(bucket: string, prefix: string, since: number): Promise<readonly StartReport[]>;
}

/** The run's own time. `sleep` rejects when the run is cancelled. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}
