import { describe, expect, test } from '@jest/globals';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { decide, type StackKind } from '../../src/deploy/decide.ts';
import type { Stack } from '../../src/deploy/ports.ts';
import { aStack } from './build.ts';

const seen = (stack?: Stack) => ({
  ...(stack === undefined ? {} : { stack }),
  same: false,
  abandoned: false,
  tried: 0,
});
const kinds = ['application', 'data', 'compute'] as const;

/** Step for a stack that shall be present, by status: for the application, the data and the compute stack. */
const present: Record<StackStatus, readonly [string, string, string]> = {
  CREATE_IN_PROGRESS: ['wait', 'wait', 'wait'],
  CREATE_COMPLETE: ['update', 'update', 'update'],
  CREATE_FAILED: ['recover', 'refuse', 'recover'],
  REVIEW_IN_PROGRESS: ['wait', 'wait', 'wait'],
  ROLLBACK_IN_PROGRESS: ['wait', 'wait', 'wait'],
  ROLLBACK_COMPLETE: ['recover', 'refuse', 'recover'],
  ROLLBACK_FAILED: ['recover', 'refuse', 'recover'],
  UPDATE_IN_PROGRESS: ['wait', 'wait', 'wait'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['wait', 'wait', 'wait'],
  UPDATE_COMPLETE: ['update', 'update', 'update'],
  UPDATE_FAILED: ['recover', 'recover', 'recover'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['wait', 'wait', 'wait'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['wait', 'wait', 'wait'],
  UPDATE_ROLLBACK_COMPLETE: ['update', 'update', 'update'],
  UPDATE_ROLLBACK_FAILED: ['recover', 'recover', 'recover'],
  DELETE_IN_PROGRESS: ['wait', 'wait', 'wait'],
  DELETE_COMPLETE: ['create', 'create', 'create'],
  DELETE_FAILED: ['recover', 'refuse', 'recover'],
  IMPORT_IN_PROGRESS: ['wait', 'wait', 'wait'],
  IMPORT_COMPLETE: ['update', 'update', 'update'],
  IMPORT_ROLLBACK_IN_PROGRESS: ['wait', 'wait', 'wait'],
  IMPORT_ROLLBACK_COMPLETE: ['update', 'update', 'update'],
  IMPORT_ROLLBACK_FAILED: ['refuse', 'refuse', 'refuse'],
};

const rows = Object.entries(present).flatMap(([status, steps]) =>
  kinds.map((kind, index): readonly [string, StackKind, string] => [status, kind, steps[index] ?? '']),
);

describe('decide() for a stack that shall be present', () => {
  test.each(rows)('%s of the %s stack → %s', (status, kind, step) => {
    expect(decide(seen(aStack({ status })), kind, 'present').kind).toBe(step);
  });

  test.each(kinds)('creates the %s stack that is not there', (kind) => {
    expect(decide(seen(), kind, 'present')).toEqual({ kind: 'create' });
  });

  test('leaves a settled stack alone that is as wanted already', () => {
    const stack = aStack();
    expect(decide({ ...seen(stack), same: true }, 'compute', 'present')).toEqual({ kind: 'unchanged', stack });
  });

  test.each(Object.values(StackStatus).filter((status) => /(?<!REVIEW)_IN_PROGRESS$/.test(status)))(
    'attaches to %s when this run began it',
    (status) => {
      const stack = aStack({ status });
      const step = decide({ ...seen(stack), running: 'beanpole-7-1-x' }, 'data', 'present');
      expect(step).toEqual({ kind: 'attach', stack, token: 'beanpole-7-1-x' });
    },
  );

  test.each(kinds)('clears away an empty %s stack that nobody works on any more', (kind) => {
    const stack = aStack({ status: 'REVIEW_IN_PROGRESS' });
    expect(decide({ ...seen(stack), abandoned: true }, kind, 'present')).toEqual({
      kind: 'recover',
      stack,
      how: 'clear',
      attempt: 1,
    });
  });

  test('recreates a compute stack whose creation was undone', () => {
    const stack = aStack({ status: 'ROLLBACK_COMPLETE', outputs: {} });
    expect(decide(seen(stack), 'compute', 'present')).toEqual({ kind: 'recover', stack, how: 'recreate', attempt: 1 });
  });

  test.each([
    ['UPDATE_ROLLBACK_FAILED', 'continue', 3],
    ['UPDATE_FAILED', 'undo', 1],
    ['DELETE_FAILED', 'delete-again', 1],
    ['ROLLBACK_FAILED', 'recreate', 1],
    ['CREATE_FAILED', 'recreate', 1],
  ])('brings %s back by %s, at most %d times, then refuses with advice', (status, how, most) => {
    const stack = aStack({ status });
    for (let tried = 0; tried < most; tried += 1) {
      const step = decide({ ...seen(stack), tried }, 'compute', 'present');
      expect(step).toEqual({ kind: 'recover', stack, how, attempt: tried + 1 });
    }
    expect(decide({ ...seen(stack), tried: most }, 'compute', 'present')).toMatchObject({
      kind: 'refuse',
      why: expect.stringContaining(status),
    });
  });

  test('never deletes a data stack, whatever its status and however often it was tried (trap 15: a stack deleted by its name, or with data in it)', () => {
    for (const status of Object.values(StackStatus)) {
      for (const tried of [0, 1, 2, 3]) {
        const step = decide({ ...seen(aStack({ status })), tried }, 'data', 'present');
        expect(step.kind === 'recover' ? step.how : 'continue').toMatch(/^(continue|undo)$/);
      }
    }
  });

  test.each(kinds)('touches no unfinished %s stack that somebody else made', (kind) => {
    for (const status of ['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'UPDATE_FAILED', 'DELETE_FAILED']) {
      const stack = aStack({ status, tags: {} });
      for (const goal of ['present', 'absent'] as const) {
        expect(decide(seen(stack), kind, goal).kind).toBe('refuse');
      }
    }
  });

  test('refuses a status that is newer than this program, and names it', () => {
    const step = decide(seen(aStack({ status: 'HALF_DONE' })), 'compute', 'present');
    expect(step).toMatchObject({ kind: 'refuse', why: expect.stringContaining('HALF_DONE') });
  });

  test('refuses a complete stack that somebody else made under this name', () => {
    const step = decide(seen(aStack({ outputs: { ArtifactBucket: 'b' } })), 'compute', 'present');
    expect(step).toMatchObject({ kind: 'refuse', why: expect.stringContaining('not the compute stack') });
  });

  test('says in every refusal which stack it is about and what to do', () => {
    for (const status of [
      'CREATE_FAILED',
      'UPDATE_FAILED',
      'UPDATE_ROLLBACK_FAILED',
      'DELETE_FAILED',
      'ROLLBACK_FAILED',
    ]) {
      const stack = aStack({ status, reason: 'because of this' });
      const step = decide({ ...seen(stack), tried: 9 }, 'data', 'present');
      if (step.kind !== 'refuse') throw new Error(`${status} was not refused`);
      expect(step.why).toContain(`"shop-staging" is ${status}`);
      expect(step.fix).toContain(stack.id);
    }
  });
});

describe('decide() for a stack that shall be absent', () => {
  const absent = (status: string): string => decide(seen(aStack({ status })), 'compute', 'absent').kind;

  test.each(Object.values(StackStatus))('%s is deleted, waited for, gone, or refused', (status) => {
    const busy = status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
    const odd: Record<string, string> = { DELETE_COMPLETE: 'absent', IMPORT_ROLLBACK_FAILED: 'refuse' };
    expect(absent(status)).toBe(busy ? 'wait' : (odd[status] ?? 'delete'));
  });

  test('has nothing to do when there is no stack', () => {
    expect(decide(seen(), 'data', 'absent')).toEqual({ kind: 'absent' });
  });

  test('refuses what has termination protection', () => {
    expect(decide(seen(aStack({ protected: true })), 'data', 'absent')).toMatchObject({
      kind: 'refuse',
      why: expect.stringContaining('termination protection'),
    });
  });

  test('refuses a stack that is not ours', () => {
    expect(decide(seen(aStack({ outputs: {} })), 'compute', 'absent').kind).toBe('refuse');
  });
});
