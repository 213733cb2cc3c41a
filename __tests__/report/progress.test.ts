import { expect, test } from '@jest/globals';
import type { StackEvent } from '../../src/deploy/ports.ts';
import { progressOf } from '../../src/report/progress.ts';

let id = 0;
function event(logicalId: string, status: string, reason?: string): StackEvent {
  id += 1;
  const physicalId = logicalId === 'shop' ? { physicalId: 'stack' } : {};
  return {
    id: String(id),
    stackId: 'stack',
    at: id,
    logicalId,
    type: 'T',
    status,
    ...physicalId,
    ...(reason ? { reason } : {}),
  };
}

test('says how many instances came and went, and what is pending', () => {
  const events = [event('AutoScalingGroup', 'UPDATE_IN_PROGRESS')];
  expect(progressOf('shop', events)).toBe('shop · AutoScalingGroup');
  events.push(
    event('AutoScalingGroup', 'UPDATE_IN_PROGRESS', 'Received SUCCESS signal with UniqueId i-1'),
    event('AutoScalingGroup', 'UPDATE_IN_PROGRESS', 'Received SUCCESS signal with UniqueId i-2'),
    event('AutoScalingGroup', 'UPDATE_IN_PROGRESS', 'Successfully terminated instance(s) [i-0] (Progress 50%).'),
  );
  expect(progressOf('shop', events)).toBe('shop · 2 new instances ready · 1 old instance gone · AutoScalingGroup');
});

test('says when it goes back, and does not name everything', () => {
  const events = [
    event('shop', 'UPDATE_ROLLBACK_IN_PROGRESS'),
    ...['A', 'B', 'C', 'D', 'E'].map((name) => event(name, 'UPDATE_IN_PROGRESS')),
    event('A', 'UPDATE_IN_PROGRESS', 'Received FAILURE signal with UniqueId i-3'),
  ];
  expect(progressOf('shop', events)).toBe('shop goes back · 1 new instance failed · A, B, C and 2 more');
});
