import { describe, expect, test } from '@jest/globals';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { judge, judgeDeleted, judgeUnchanged } from '../../src/deploy/verdict.ts';
import { anEvent, aRootEvent, aStack } from './build.ts';

const claim = { name: 'shop-staging', intent: 'updated', token: 'ours', version: 'v1' } as const;
const ours = (status: string) => [aRootEvent('UPDATE_IN_PROGRESS'), aRootEvent(status)];

describe('judge()', () => {
  test.each(Object.values(StackStatus))('%s', (status) => {
    const good = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'];
    const back = ['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'];
    const kind = good.includes(status) ? 'updated' : back.includes(status) ? 'rolled-back' : 'failed';
    expect(judge(claim, { status, stack: aStack({ status }), events: ours(status) }).kind).toBe(kind);
  });

  test('is not green when another version runs, however good the status', () => {
    const stack = aStack({ outputs: { Version: 'v0' } });
    const result = judge(claim, { status: 'UPDATE_COMPLETE', stack, events: ours('UPDATE_COMPLETE') });
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringContaining('runs version "v0", not "v1"') });
  });

  test('is not green when no event of the operation is ours', () => {
    const events = [aRootEvent('UPDATE_COMPLETE', { token: 'theirs' })];
    expect(judge(claim, { status: 'UPDATE_COMPLETE', stack: aStack(), events }).kind).toBe('failed');
  });

  test('is not green when the stack has gone meanwhile', () => {
    const result = judge(claim, { status: 'UPDATE_COMPLETE', stack: undefined, events: ours('UPDATE_COMPLETE') });
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringContaining('deleted') });
  });

  test('names the causes of what was undone, and what ran before', () => {
    const events = [...ours('UPDATE_ROLLBACK_COMPLETE'), anEvent({ status: 'UPDATE_FAILED', reason: 'no' })];
    const before = aStack();
    const result = judge({ ...claim, before }, { status: 'UPDATE_ROLLBACK_COMPLETE', stack: aStack(), events });
    expect(result).toMatchObject({ kind: 'rolled-back', causes: [{ reason: 'no' }], before });
  });

  test('asks no version of a stack that has none', () => {
    const { version: _, ...versionless } = claim;
    const stack = aStack({ outputs: {} });
    expect(judge(versionless, { status: 'UPDATE_COMPLETE', stack, events: ours('UPDATE_COMPLETE') }).kind).toBe(
      'updated',
    );
  });
});

describe('judgeUnchanged()', () => {
  test('is green only for the version that runs', () => {
    expect(judgeUnchanged({ name: 'shop-staging', version: 'v1' }, aStack()).kind).toBe('unchanged');
    expect(judgeUnchanged({ name: 'shop-staging', version: 'v2' }, aStack())).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('"v1", not "v2"'),
    });
  });
});

describe('judgeDeleted()', () => {
  test('tells a deletion from one that failed', () => {
    expect(judgeDeleted('s', { status: 'DELETE_COMPLETE', stack: undefined, events: [] }).kind).toBe('deleted');
    expect(judgeDeleted('s', { status: 'DELETE_FAILED', stack: aStack(), events: [] }).kind).toBe('failed');
  });
});
