import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { unreachable } from '../errors.ts';

/** What may be done with a stack now. */
export type Condition =
  /** Every operation is allowed. */
  | 'settled'
  /** An operation is under way; nothing else is allowed. */
  | 'busy'
  /** Only a change set was ever made for it: it holds nothing. */
  | 'empty'
  /** Its creation failed, undone or not: it never was complete. */
  | 'unborn'
  /** An update failed with rollback switched off and stands half done. */
  | 'paused'
  /** Its rollback failed; only that rollback can be continued. */
  | 'unrestored'
  /** Its deletion failed; only the deletion can be repeated. */
  | 'undeleted'
  /** It does not exist any more. */
  | 'gone'
  /** AWS names no way out, or the status is newer than this program. */
  | 'stuck';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export const conditions = {
  CREATE_IN_PROGRESS: 'busy',
  CREATE_COMPLETE: 'settled',
  CREATE_FAILED: 'unborn',
  REVIEW_IN_PROGRESS: 'empty',
  ROLLBACK_IN_PROGRESS: 'busy',
  ROLLBACK_COMPLETE: 'unborn',
  ROLLBACK_FAILED: 'unborn',
  UPDATE_IN_PROGRESS: 'busy',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'busy',
  UPDATE_COMPLETE: 'settled',
  UPDATE_FAILED: 'paused',
  UPDATE_ROLLBACK_IN_PROGRESS: 'busy',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'busy',
  UPDATE_ROLLBACK_COMPLETE: 'settled',
  UPDATE_ROLLBACK_FAILED: 'unrestored',
  DELETE_IN_PROGRESS: 'busy',
  DELETE_COMPLETE: 'gone',
  DELETE_FAILED: 'undeleted',
  IMPORT_IN_PROGRESS: 'busy',
  IMPORT_COMPLETE: 'settled',
  IMPORT_ROLLBACK_IN_PROGRESS: 'busy',
  IMPORT_ROLLBACK_COMPLETE: 'settled',
  IMPORT_ROLLBACK_FAILED: 'stuck',
} as const satisfies Record<StackStatus, Condition>;

/** How the last operation ended, as the stack's status tells it. */
export type Ending = 'pending' | 'succeeded' | 'rolled-back' | 'failed' | 'deleted';

/** A settled stack may stand there because its last operation was undone: only `succeeded` is good. */
export const endings = {
  CREATE_IN_PROGRESS: 'pending',
  CREATE_COMPLETE: 'succeeded',
  /** With rollback on it is passed through on the way to ROLLBACK_IN_PROGRESS, if at all. */
  CREATE_FAILED: 'failed',
  REVIEW_IN_PROGRESS: 'pending',
  ROLLBACK_IN_PROGRESS: 'pending',
  ROLLBACK_COMPLETE: 'rolled-back',
  ROLLBACK_FAILED: 'failed',
  UPDATE_IN_PROGRESS: 'pending',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'pending',
  UPDATE_COMPLETE: 'succeeded',
  UPDATE_FAILED: 'failed',
  UPDATE_ROLLBACK_IN_PROGRESS: 'pending',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'pending',
  UPDATE_ROLLBACK_COMPLETE: 'rolled-back',
  UPDATE_ROLLBACK_FAILED: 'failed',
  DELETE_IN_PROGRESS: 'pending',
  DELETE_COMPLETE: 'deleted',
  DELETE_FAILED: 'failed',
  IMPORT_IN_PROGRESS: 'pending',
  IMPORT_COMPLETE: 'succeeded',
  IMPORT_ROLLBACK_IN_PROGRESS: 'pending',
  IMPORT_ROLLBACK_COMPLETE: 'rolled-back',
  IMPORT_ROLLBACK_FAILED: 'failed',
} as const satisfies Record<StackStatus, Ending>;

/** The condition of a stack; `stuck` for a status that this program does not know. */
export function conditionOf(status: string): Condition {
  return isKnown(status) ? conditions[status] : 'stuck';
}

/**
 * Whether a version can be put into a stack in this condition without a checkout. One that never was complete, or is half deleted, would have to be
 * made anew, for which there are no settings.
 */
export function takesVersions(condition: Condition): boolean {
  switch (condition) {
    case 'settled':
    case 'busy':
    case 'paused':
    case 'unrestored':
    case 'stuck':
      return true;
    case 'empty':
    case 'unborn':
    case 'undeleted':
    case 'gone':
      return false;
    default:
      return unreachable(condition);
  }
}

/** How the operation that left a stack in this status ended; `failed` for a status that this program does not know. */
export function endingOf(status: string): Ending {
  return isKnown(status) ? endings[status] : 'failed';
}

/**
 * Whether the update is decided and only replaced resources are still being removed. Monitoring is over by then, and a stack
 * without a parent cannot roll back from here: what runs now stays.
 */
export function isCleaningUp(status: string): boolean {
  return status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
}

function isKnown(status: string): status is StackStatus {
  return Object.hasOwn(conditions, status);
}
