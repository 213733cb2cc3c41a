import { describe, expect, test } from '@jest/globals';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import { parse } from '../../settings/sources.ts';
import { someContext } from '../contexts.ts';
import { judge } from '../schema.ts';

/** The compute stack's resources of an environment whose settings file says so. */
function resourcesOf(yaml: string) {
  const { instances, scaling, mode } = parse(`mode: high-availability\n${yaml}`).settings;
  const template = synthesizeCompute(someContext({ instances, scaling, mode }));
  expect(judge(template)).toEqual([]);
  return template.Resources;
}

describe('capacity', () => {
  test('is one type on demand, held at half of its CPU, unless somebody says otherwise', () => {
    const { AutoScalingGroup, CpuScalingPolicy } = resourcesOf('');
    expect(AutoScalingGroup?.Properties).toHaveProperty('LaunchTemplate');
    expect(AutoScalingGroup?.Properties).not.toHaveProperty('MixedInstancesPolicy');
    expect(CpuScalingPolicy?.Properties).toMatchObject({ TargetTrackingConfiguration: { TargetValue: 50 } });
  });

  test('can be Spot above a base, of several types', () => {
    const { AutoScalingGroup } = resourcesOf(
      'instances: { type: m7g.large, other-types: [m6g.large, c7g.large], spot: { percent: 70, base: 1, max-price: 0.04 } }',
    );
    expect(AutoScalingGroup?.Properties).not.toHaveProperty('LaunchTemplate');
    expect(AutoScalingGroup?.Properties).toMatchObject({
      CapacityRebalance: true,
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { Version: { 'Fn::GetAtt': ['LaunchTemplate', 'LatestVersionNumber'] } },
          Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }, { InstanceType: 'c7g.large' }],
        },
        InstancesDistribution: {
          OnDemandBaseCapacity: 1,
          OnDemandPercentageAboveBaseCapacity: 30,
          SpotMaxPrice: '0.04',
        },
      },
    });
  });

  test('has the volume and the security groups that are asked for', () => {
    const { LaunchTemplate } = resourcesOf(
      'instances: { volume: 50, volume-iops: 4000, volume-throughput: 250, security-groups: [sg-0123456789abcdef0] }',
    );
    const data = JSON.stringify(LaunchTemplate?.Properties['LaunchTemplateData']);
    expect(data).toContain('"VolumeType":"gp3","VolumeSize":50,"Iops":4000,"Throughput":250,"Encrypted":true');
    expect(data).toContain('[{"Fn::GetAtt":["InstanceSecurityGroup","GroupId"]},"sg-0123456789abcdef0"]');
  });

  test('follows requests, or a trigger in place of targets', () => {
    expect(resourcesOf('scaling: { requests: 600 }')).toHaveProperty('RequestScalingPolicy');
    const found = resourcesOf('scaling: { trigger: { metric: NetworkOut, upper: 6000000, lower: 2000000, add: 2 } }');
    expect(found).not.toHaveProperty('CpuScalingPolicy');
    expect(found['GrowPolicy']?.Properties).toMatchObject({ ScalingAdjustment: 2, Cooldown: '360' });
    expect(found['GrowAlarm']?.Properties).toMatchObject({ Namespace: 'AWS/EC2', Threshold: 6_000_000, Period: 300 });
    expect(found['ShrinkAlarm']?.Properties).toMatchObject({ AlarmActions: [{ Ref: 'ShrinkPolicy' }] });
  });

  test('changes at known times', () => {
    const { Schedule1, Schedule2 } = resourcesOf(
      'scaling: { schedules: [{ cron: 0 7 * * 1-5, zone: Europe/Berlin, min: 4 }, { cron: 0 20 * * *, min: 2, desired: 2 }] }',
    );
    expect(Schedule1?.Properties).toMatchObject({ Recurrence: '0 7 * * 1-5', TimeZone: 'Europe/Berlin', MinSize: 4 });
    expect(Schedule2?.Properties).toMatchObject({ MinSize: 2, DesiredCapacity: 2 });
  });
});
