import { describe, expect, test } from '@jest/globals';
import type { StackEvent, StartReport } from '../../src/deploy/ports.ts';
import { leastText } from '../../src/report/starts.ts';

const start = (seconds: number, duty: StartReport['duty'] = 'boot'): StartReport => ({
  schema: 1,
  instance: `i-${seconds}`,
  version: 'v2',
  duty,
  steps: [
    { step: 'agent', seconds: 1 },
    { step: 'start', seconds },
    { step: 'gate', seconds: 20 },
    { step: 'balancer', seconds: 5 },
  ],
  at: '2026-11-22T10:00:00.000Z',
});
const event = (reason: string): StackEvent => ({
  id: reason,
  stackId: 'stack',
  at: 0,
  logicalId: 'AutoScalingGroup',
  type: 'AWS::AutoScaling::AutoScalingGroup',
  status: 'UPDATE_IN_PROGRESS',
  reason,
});
const batch = (count: number) =>
  event(`New instance(s) added to autoscaling group - Waiting on ${count} resource signal(s) with a timeout of PT20M.`);

describe('leastText()', () => {
  test('is what the batches need one after the other, by the instance in the middle', () => {
    const events = [batch(2), event('Received SUCCESS signal with UniqueId i-1'), batch(2), batch(2)];
    expect(leastText([start(9), start(2), start(1)], events)).toEqual([
      'At least 9.0 s of that were needed: 3 batches one after the other, 3.0 s until an application is started; the rest was proof, drain and CloudFormation.',
    ]);
  });

  test('a group that is made at once is one batch', () => {
    expect(leastText([start(2)], [])).toEqual([
      expect.stringContaining('At least 3.0 s of that were needed: one batch,'),
    ]);
  });

  test('says nothing where no instance had to boot', () => {
    expect(leastText([], [])).toEqual([]);
    expect(leastText([start(2, 'update')], [])).toEqual([]);
  });
});
