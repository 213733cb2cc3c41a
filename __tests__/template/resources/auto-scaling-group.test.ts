import { describe, expect, test } from '@jest/globals';
import { autoScalingGroup } from '../../../src/template/resources/auto-scaling-group.ts';
import { certificate, someContext, someSettings } from '../contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
const group = (overrides: Parameters<typeof someContext>[0] = {}): any =>
  autoScalingGroup(someContext(overrides)).Resources['AutoScalingGroup'];
const { deploy, tls } = someSettings();

describe('the Auto Scaling group', () => {
  test('in high availability: sizes, health and targets', () => {
    const { Properties, CreationPolicy } = group({ deploy: { ...deploy, timeout: 1200 } });
    expect(Properties).toMatchObject({
      MinSize: '2',
      MaxSize: '5',
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 1200,
      TargetGroupARNs: [{ Ref: 'TargetGroup' }],
      LaunchTemplate: { Version: { 'Fn::GetAtt': ['LaunchTemplate', 'LatestVersionNumber'] } },
    });
    expect(CreationPolicy).toEqual({ ResourceSignal: { Count: 2, Timeout: 'PT20M' } });
  });

  test('with a single instance: room for its successor, judged by EC2', () => {
    const { Properties, CreationPolicy } = group({ mode: 'single-instance' });
    expect(Properties).toMatchObject({ MinSize: '1', MaxSize: '2', HealthCheckType: 'EC2' });
    expect(Properties).not.toHaveProperty('TargetGroupARNs');
    expect(CreationPolicy.ResourceSignal.Count).toBe(1);
  });

  test('leaves the live size alone: no desired capacity, and unmodified sizes are ignored', () => {
    expect(group().Properties).not.toHaveProperty('DesiredCapacity');
    expect(group().UpdatePolicy.AutoScalingScheduledAction).toEqual({ IgnoreUnmodifiedGroupSizeProperties: true });
  });

  test('rolls by signals, with the size of batches left to each deploy (trap 2: no signals, so that a dead application passes)', () => {
    expect(group().UpdatePolicy.AutoScalingRollingUpdate).toMatchObject({
      MaxBatchSize: { Ref: 'BatchSize' },
      MinInstancesInService: { Ref: 'MinInService' },
      MinSuccessfulInstancesPercent: 100,
      WaitOnResourceSignals: true,
      PauseTime: 'PT15M',
    });
  });

  test('never suspends what an update itself needs', () => {
    const suspended: readonly string[] = group().UpdatePolicy.AutoScalingRollingUpdate.SuspendProcesses;
    expect(suspended).toEqual(
      expect.arrayContaining([
        'HealthCheck',
        'ReplaceUnhealthy',
        'AZRebalance',
        'AlarmNotification',
        'ScheduledActions',
      ]),
    );
    expect(suspended.filter((process) => ['Launch', 'Terminate', 'AddToLoadBalancer'].includes(process))).toEqual([]);
  });

  test.each([
    ['HTTP', {}, ['HttpListener', 'InstanceIngress']],
    ['HTTPS', { tls: { ...tls, certificate } }, ['HttpListener', 'HttpsListener', 'InstanceIngress']],
    ['a single instance', { mode: 'single-instance' as const }, ['InstanceIngress']],
  ])('waits for the way in: %s', (_name, overrides, first) => {
    expect(group(overrides).DependsOn).toEqual(first);
  });

  test('hands its tags on to the instances', () => {
    expect(group().Properties.Tags).toContainEqual({ Key: 'team', Value: 'beans', PropagateAtLaunch: true });
  });
});
