import { describe, expect, test } from '@jest/globals';
import { outlookOf, paceOf } from '../../src/deploy/pace.ts';
import { anEvent, aRootEvent } from './build.ts';

describe('paceOf()', () => {
  test('is quick at first and slow when nothing happens', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 50].map((quiet) => paceOf(1000, quiet))).toEqual([
      1000, 1000, 1000, 2000, 3000, 4000, 5000, 5000, 5000,
    ]);
  });

  test('looks seldom while instances start, and at every second when the end is near, but not for ever', () => {
    expect([0, 5, 50].map((quiet) => paceOf(1000, quiet, 'signals'))).toEqual([7000, 7000, 7000]);
    expect([0, 5, 31, 34, 50].map((quiet) => paceOf(1000, quiet, 'ending'))).toEqual([1000, 1000, 1000, 3000, 5000]);
  });
});

const type = 'AWS::AutoScaling::AutoScalingGroup';
const begun = aRootEvent('UPDATE_IN_PROGRESS');
const group = (reason?: string, status = 'UPDATE_IN_PROGRESS') =>
  anEvent({ logicalId: 'AutoScalingGroup', type, status, ...(reason === undefined ? {} : { reason }) });
const rolling = group(
  'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 1, while keeping at least 2 instance(s) in service. Waiting on resource signals with a timeout of PT15M when new instances are added to the autoscaling group.',
);
const added = group(
  'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT15M.',
);
const good = group('Received SUCCESS signal with UniqueId i-1');
const template = anEvent({
  logicalId: 'LaunchTemplate',
  type: 'AWS::EC2::LaunchTemplate',
  status: 'UPDATE_IN_PROGRESS',
});

describe('outlookOf()', () => {
  test.each([
    ['nothing told yet', [begun], 'working'],
    ['a template that changes', [begun, template], 'working'],
    ['a rolling update that begins', [begun, rolling], 'signals'],
    ['its first batch starting', [begun, rolling, added], 'signals'],
    ['one of two instances good', [begun, rolling, added, good, added], 'signals'],
    ['the last one good', [begun, rolling, added, good, added, good], 'ending'],
    ['the group done', [begun, rolling, added, good, added, good, group(undefined, 'UPDATE_COMPLETE')], 'ending'],
    ['another resource pending beside the group', [begun, template, rolling, added], 'working'],
    ['a refresh, which hears no signals', [begun, group('Instance refresh is in progress')], 'working'],
    ['a group that is made', [begun, group(undefined, 'CREATE_IN_PROGRESS')], 'signals'],
    [
      'a group that is made, and good',
      [begun, group(undefined, 'CREATE_IN_PROGRESS'), group(good.reason, 'CREATE_IN_PROGRESS')],
      'ending',
    ],
    ['a way back that begins', [begun, rolling, added, good, aRootEvent('UPDATE_ROLLBACK_IN_PROGRESS')], 'working'],
    [
      'a way back that rolls',
      [begun, rolling, added, good, good, aRootEvent('UPDATE_ROLLBACK_IN_PROGRESS'), rolling],
      'signals',
    ],
  ] as const)('%s', (_, events, outlook) => {
    expect(outlookOf(events)).toBe(outlook);
  });
});
