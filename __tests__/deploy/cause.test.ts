import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { causesOf, classify, isRoot, withActivities, withInstances } from '../../src/deploy/cause.ts';
import type { FailureReport, StackEvent } from '../../src/deploy/ports.ts';
import { anEvent, aRootEvent } from './build.ts';

const recorded = (name: string): readonly StackEvent[] =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

describe('causesOf()', () => {
  test('finds the gate of a rolling update, with the instance, and hides what was cancelled because of it', () => {
    expect(causesOf(recorded('rolling-update-failed'))).toEqual([
      {
        kind: 'gate',
        logicalId: 'AutoScalingGroup',
        type: 'AWS::AutoScaling::AutoScalingGroup',
        reason:
          'Received 1 FAILURE signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
        fix: expect.stringContaining('logged last'),
        instances: ['i-0aa11bb22cc33dd44'],
        at: 1790856096000,
      },
    ]);
  });

  test('puts the first failure first, before those of the rollback', () => {
    const causes = causesOf(recorded('creation-denied'));
    expect(causes.map(({ logicalId, kind }) => [logicalId, kind])).toEqual([
      ['InstanceRole', 'permission'],
      ['LoadBalancer', 'other'],
    ]);
  });

  test('takes the word of the stack itself when no resource failed', () => {
    expect(causesOf(recorded('alarm-went-off'))).toMatchObject([
      { kind: 'alarm', logicalId: 'shop-staging', instances: [] },
    ]);
  });

  test('tells missing signals and then the expired credentials of the rollback', () => {
    expect(causesOf(recorded('rollback-failed')).map(({ kind }) => kind)).toEqual(['gate', 'permission']);
  });

  test('says so when CloudFormation gives no reason', () => {
    const { reason } = causesOf([anEvent({ status: 'UPDATE_FAILED' })])[0]!;
    expect(reason).toBe('AutoScalingGroup is UPDATE_FAILED, and CloudFormation gives no reason.');
  });

  test('has nothing to say of an operation that went well', () => {
    expect(causesOf([aRootEvent('UPDATE_IN_PROGRESS'), anEvent(), aRootEvent('UPDATE_COMPLETE')])).toEqual([]);
  });
});

describe('classify()', () => {
  test.each([
    ['Received 2 FAILURE signal(s) out of 3.', 'gate'],
    ['Received 0 SUCCESS signal(s) out of 2. Unable to satisfy 100% …', 'gate'],
    ['Failed to receive 1 resource signal(s) for the current batch.', 'gate'],
    ['The security token included in the request is expired', 'permission'],
    ['The security token included in the request is invalid', 'permission'],
    ['You are not authorized to perform this operation', 'permission'],
    ['The maximum number of VPCs has been reached.', 'capacity'],
    ['You have requested more vCPU capacity than your current vCPU limit of 32', 'capacity'],
    ['We currently do not have sufficient capacity (InsufficientInstanceCapacity)', 'capacity'],
    ["MinInstancesInService must be less than the autoscaling group's MaxSize", 'sizes'],
    [
      "Resource handler returned message: \"Resource of type 'AWS::SSM::Association' with identifier 'a' did not stabilize.\" (RequestToken: r, HandlerErrorCode: NotStabilized)",
      'gate',
    ],
    ['Instance refresh 1-2-3 ended as Failed. Warm-up did not succeed', 'gate'],
    ['shop-bucket already exists', 'conflict'],
    ["Priority '19599' is currently in use", 'conflict'],
    ['No export named shop-live-LoadBalancer-ListenerArn found.', 'conflict'],
    ['Export shop-live-LoadBalancer-FullName cannot be deleted as it is in use by shop-pr-7', 'conflict'],
    ['Something new', 'other'],
  ])('%s → %s', (reason, kind) => {
    expect(classify(reason, 'resource').kind).toBe(kind);
  });

  test('speaks of an alarm only when the stack does: a resource may be an alarm itself', () => {
    expect(classify('alarm errors is in ALARM', 'stack').kind).toBe('alarm');
    expect(classify('The alarm ServerErrorAlarm has no metric', 'resource').kind).toBe('other');
  });
});

describe('withActivities()', () => {
  const causes = causesOf(recorded('rollback-failed'));
  const noRoom = 'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have …';

  test('puts a lack of capacity before the signals that did not come because of it', () => {
    expect(withActivities(causes, ['Something else', noRoom]).map(({ kind }) => kind)).toEqual([
      'capacity',
      'gate',
      'permission',
    ]);
  });

  test('leaves the causes alone when Auto Scaling knows nothing better', () => {
    expect(withActivities(causes, ['Something else'])).toBe(causes);
    expect(withActivities([], [noRoom])).toEqual([]);
  });
});

describe('withInstances()', () => {
  const report = (instance: string, reason: string): FailureReport => ({
    schema: 1,
    instance,
    version: 'v2',
    step: 'gate',
    reason,
    lastLines: [],
    at: '2026-11-22T10:00:00.000Z',
  });
  const association =
    "Resource handler returned message: \"Resource of type 'AWS::SSM::Association' with identifier 'a' did not stabilize.\" (RequestToken: r, HandlerErrorCode: NotStabilized)";
  const causes = causesOf([anEvent({ logicalId: 'InPlaceUpdate', status: 'UPDATE_FAILED', reason: association })]);

  test('makes the reason of the instance that failed first the root cause of an association that did not stabilize', () => {
    const failures = [report('i-2', 'GET / answered 503'), report('i-1', 'GET / answered 500')];
    expect(withInstances(causes, failures)).toMatchObject([
      { kind: 'gate', logicalId: 'InPlaceUpdate', reason: 'GET / answered 500', instances: ['i-1', 'i-2'] },
      { kind: 'gate', reason: association },
    ]);
  });

  test('leaves causes alone that no instance can explain', () => {
    expect(withInstances(causes, [])).toBe(causes);
    const denied = causesOf(recorded('creation-denied'));
    expect(withInstances(denied, [report('i-1', 'later')])).toBe(denied);
  });
});

test('isRoot() tells the stack from its resources', () => {
  expect(isRoot(aRootEvent('UPDATE_COMPLETE'))).toBe(true);
  expect(isRoot(anEvent())).toBe(false);
});
