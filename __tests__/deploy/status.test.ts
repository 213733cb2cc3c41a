import { describe, expect, test } from '@jest/globals';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { conditionOf, conditions, endingOf, endings, isCleaningUp } from '../../src/deploy/status.ts';

describe('status', () => {
  test('knows every status of the SDK and no other', () => {
    expect(Object.keys(conditions).sort()).toEqual(Object.values(StackStatus).sort());
    expect(Object.keys(endings).sort()).toEqual(Object.values(StackStatus).sort());
  });

  test('calls everything that goes on busy, and a stack under review empty', () => {
    const going = Object.values(StackStatus).filter((status) => status.endsWith('_IN_PROGRESS'));
    expect(going.filter((status) => conditionOf(status) !== 'busy')).toEqual(['REVIEW_IN_PROGRESS']);
    expect(conditionOf('REVIEW_IN_PROGRESS')).toBe('empty');
    expect(going.every((status) => endingOf(status) === 'pending')).toBe(true);
  });

  test('never calls a rollback a success', () => {
    const good = Object.values(StackStatus).filter((status) => endingOf(status) === 'succeeded');
    expect(good.sort()).toEqual(['CREATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_COMPLETE']);
  });

  test('takes a status that is newer than the SDK for stuck and failed', () => {
    expect(conditionOf('EXPRESS_COMPLETE')).toBe('stuck');
    expect(endingOf('EXPRESS_COMPLETE')).toBe('failed');
    expect(conditionOf('toString')).toBe('stuck');
  });

  test('sees that only leftovers are being removed', () => {
    expect(isCleaningUp('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')).toBe(true);
    expect(isCleaningUp('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS')).toBe(false);
  });
});
