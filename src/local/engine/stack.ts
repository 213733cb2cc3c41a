import type { PropertyProblem } from '../schema/check.ts';
import type { StackParameters } from './parameters.ts';
import type { JsonObject } from './resource.ts';
import type { LeavePolicy } from './template.ts';

/** A stack tag, in AWS's spelling. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The states of a stack. This engine imports nothing, so that those of an import are only ever read from a recorded state. */
export type StackStatus =
  | 'IMPORT_IN_PROGRESS'
  | 'IMPORT_COMPLETE'
  | 'IMPORT_ROLLBACK_IN_PROGRESS'
  | 'IMPORT_ROLLBACK_COMPLETE'
  | 'IMPORT_ROLLBACK_FAILED'
  | 'REVIEW_IN_PROGRESS'
  | `CREATE_${Course}`
  | `ROLLBACK_${Course}`
  | `DELETE_${Course}`
  | `UPDATE_${Course}`
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | `UPDATE_ROLLBACK_${Course}`
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';

/** How far an action is. */
export type Course = 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';

/** The states of a resource in a stack. */
export type ResourceStatus = `${'CREATE' | 'UPDATE' | 'DELETE'}_${Course}` | 'DELETE_SKIPPED';

/** What made or changed a stack: enough to put it in force again. */
export interface Deployment {
  readonly templateBody: string;
  readonly description?: string;
  readonly parameters: StackParameters;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly roleArn?: string;
}

/** The alarms that undo an operation. */
export interface RollbackConfiguration {
  readonly RollbackTriggers?: readonly { readonly Arn: string; readonly Type: string }[];
  readonly MonitoringTimeInMinutes?: number;
}

/** One physical resource: what it is and what it was made from. */
export interface Physical {
  readonly type: string;
  readonly physicalId?: string;
  readonly ref?: string;
  readonly attributes: JsonObject;
  /** Properties as declared; dynamic references are kept unresolved, so that no secret is stored. */
  readonly properties: JsonObject;
  readonly metadata?: unknown;
  readonly tags: readonly Tag[];
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: LeavePolicy;
}

/** What a resource was before the operation under way, for going back. */
export type Before =
  | { readonly kind: 'absent' }
  | { readonly kind: 'changed'; readonly was: Physical }
  | { readonly kind: 'replaced'; readonly was: Physical };

/** A resource of a stack. */
export interface StackResource extends Physical {
  readonly logicalId: string;
  readonly status: ResourceStatus;
  readonly reason?: string;
  readonly updatedMs: number;
  readonly before?: Before;
}

/** A physical resource that is no longer part of the stack and is deleted (or kept) in the clean-up. */
export interface Retired extends Physical {
  readonly logicalId: string;
  /** Names it among all that is to be cleaned up. */
  readonly key: string;
  readonly policy: LeavePolicy;
}

/** What kind of operation, in the words of `DescribeEvents`. */
export type OperationType =
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'CONTINUE_ROLLBACK'
  | 'ROLLBACK'
  | 'CREATE_CHANGESET';

/** What to do when a create fails. */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';

/** The operation under way or the last one, with what it needs to go on after a restart. */
export interface Operation {
  readonly id: string;
  readonly type: OperationType;
  readonly token?: string;
  readonly onFailure: OnFailure;
  readonly retainExceptOnCreate: boolean;
  readonly timeoutMinutes?: number;
  readonly retain?: readonly string[];
  readonly force?: boolean;
  readonly skip?: readonly string[];
  readonly policyDuringUpdate?: string;
}

/** An output with its value. */
export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** A stack, as it is kept. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  updatedMs?: number;
  deletedMs?: number;
  status: StackStatus;
  reason?: string | undefined;
  detailedStatus?: 'VALIDATION_FAILED' | undefined;
  deployment: Deployment;
  /** What to go back to: the last deployment that was complete. */
  previous?: Deployment | undefined;
  resources: Record<string, StackResource>;
  retired: Retired[];
  outputs: readonly StackOutput[];
  imports: readonly string[];
  operation: Operation;
  lastOperations: readonly { readonly OperationId: string; readonly OperationType: OperationType }[];
  rollbackConfiguration: RollbackConfiguration;
  policy?: string;
  protected: boolean;
  changeSetId?: string;
  timeoutMinutes?: number;
  /** Client request tokens that were used, with what they asked for and what was answered. */
  tokens: Record<string, { readonly digest: string; readonly answer: object }>;
  /** Time of the newest event: the next one is later. */
  lastEventMs: number;
}

/** An event, as it is kept. */
export interface StoredEvent {
  readonly id: string;
  readonly timeMs: number;
  readonly operationId: string;
  readonly operationType: OperationType;
  readonly token?: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status?: string;
  readonly reason?: string;
  readonly properties?: string;
  readonly detailedStatus?: string;
  readonly validation?: PropertyProblem;
  readonly changeSetId?: string;
}

/** Whether something is being done to the stack. */
export function isBusy(stack: Stack): boolean {
  return stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS';
}

/** Whether the name of the stack is free again. */
export function isGone(stack: Stack): boolean {
  return stack.status === 'DELETE_COMPLETE';
}

/** The tags that CloudFormation puts on a resource: those of the stack, and its own three. */
export function tagsOf(stack: Stack, deployment: Deployment, logicalId: string): Tag[] {
  return [
    ...deployment.tags,
    { Key: 'aws:cloudformation:stack-name', Value: stack.name },
    { Key: 'aws:cloudformation:stack-id', Value: stack.id },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
  ];
}
