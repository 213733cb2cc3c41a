import { describe, expect, test } from '@jest/globals';
import type { DeployEvent } from '../../src/deploy/events.ts';
import { linesOf } from '../../src/report/lines.ts';

const descriptions = { TargetGroup: 'Checks the instances and sends requests to the healthy ones.' };
const stack = 'shop-production';

describe('linesOf()', () => {
  const event = {
    id: '1',
    stackId: 's',
    at: Date.UTC(2026, 10, 22, 9, 5, 7),
    type: 'AWS::X',
    status: 'UPDATE_COMPLETE',
  };
  const table: readonly (readonly [string, DeployEvent, readonly string[]])[] = [
    [
      'a line of the history with the sentence of its resource, in UTC',
      { kind: 'progress', stack, event: { ...event, logicalId: 'TargetGroup' } },
      ['09:05:07 UPDATE_COMPLETE    TargetGroup (Checks the instances and sends requests to the healthy ones.)'],
    ],
    [
      'a reason behind a resource that has no sentence',
      { kind: 'progress', stack, event: { ...event, logicalId: stack, reason: 'User Initiated' } },
      ['09:05:07 UPDATE_COMPLETE    shop-production: User Initiated'],
    ],
    [
      'changes, and which of them replace',
      {
        kind: 'changes',
        stack,
        changes: [{ action: 'Modify', logicalId: 'Other', type: 'AWS::X', replacement: 'True' }],
      },
      ['modify Other (replaced): AWS::X'],
    ],
    [
      'who holds the stack and since when',
      {
        kind: 'waiting',
        stack,
        status: 'UPDATE_IN_PROGRESS',
        run: '77',
        waitedMs: 61_000,
        began: Date.UTC(2026, 9, 1, 12, 3, 4),
        leftMs: 600_000,
      },
      [
        'shop-production: UPDATE_IN_PROGRESS, held by run 77 since 12:03:04 UTC; waiting for 61 s, at most for 10 min more',
      ],
    ],
    [
      'nothing when a resource has merely been begun',
      {
        kind: 'progress',
        stack,
        event: { ...event, logicalId: 'X', status: 'CREATE_IN_PROGRESS', reason: 'Resource creation Initiated' },
      },
      [],
    ],
    [
      'only the number of what a new stack adds',
      {
        kind: 'changes',
        stack,
        changes: ['A', 'B', 'C', 'D'].map((logicalId) => ({ action: 'Add', logicalId, type: 't' })),
      },
      ['adds 4 resources'],
    ],
    [
      'that nothing has to change',
      { kind: 'changes', stack, changes: [] },
      ['CloudFormation finds nothing to change, so nothing is touched'],
    ],
    ['a warning', { kind: 'warning', stack, text: 'look out' }, ['shop-production: look out']],
    [
      'what was decided',
      { kind: 'decided', stack, status: undefined, step: { kind: 'create' } },
      ['shop-production: does not exist yet, so it is created'],
    ],
  ];
  test.each(table)('shows %s', (_name, told, lines) => {
    expect(linesOf(told, descriptions)).toEqual(lines);
  });
});
