import { describe, expect, test } from '@jest/globals';
import { synthesizeCompute } from '../../src/template/synthesize.ts';
import { someContext } from './contexts.ts';
import { judge } from './schema.ts';

// biome-ignore lint/suspicious/noExplicitAny: each mistake reaches deep into a template.
type Spoiled = any;

const mistakes: readonly (readonly [string, (template: Spoiled) => void, RegExp])[] = [
  [
    'an unknown section',
    (t) => {
      t.Mapings = {};
    },
    /Mapings: unknown section/,
  ],
  [
    'an unknown type',
    (t) => {
      t.Resources.TargetGroup.Type = 'AWS::ElasticLoadBalancingV2::TargetGrupp';
    },
    /unknown type/,
  ],
  [
    'an unknown property',
    (t) => {
      t.Resources.TargetGroup.Properties.HealthPath = '/';
    },
    /HealthPath: unknown property/,
  ],
  [
    'an unknown property further in',
    (t) => {
      t.Resources.LaunchTemplate.Properties.LaunchTemplateData.MetadataOptions.Hops = 1;
    },
    /MetadataOptions.Hops: unknown property/,
  ],
  [
    'an unknown property in an array',
    (t) => {
      t.Resources.ServerErrorAlarm.Properties.Metrics[0].MetricStat.Statistic = 'Sum';
    },
    /Metrics\[0\].MetricStat.Statistic: unknown/,
  ],
  [
    'a missing property',
    (t) => {
      delete t.Resources.AutoScalingGroup.Properties.MaxSize;
    },
    /missing property MaxSize/,
  ],
  [
    'a missing property further in',
    (t) => {
      delete t.Resources.ServerErrorAlarm.Properties.Metrics[0].MetricStat.Stat;
    },
    /missing property Stat/,
  ],
  [
    'a text in place of a number',
    (t) => {
      t.Resources.HttpListener.Properties.Port = 'eighty';
    },
    /Port: not integer/,
  ],
  [
    'a fraction in place of a whole number',
    (t) => {
      t.Resources.HttpListener.Properties.Port = 80.5;
    },
    /Port: not integer/,
  ],
  [
    'a number in place of a text',
    (t) => {
      t.Resources.TargetGroup.Properties.Matcher.HttpCode = 200;
    },
    /HttpCode: not string/,
  ],
  [
    'a text in place of a boolean',
    (t) => {
      t.Resources.LaunchTemplate.Properties.LaunchTemplateData.Monitoring.Enabled = 'yes';
    },
    /Enabled: not boolean/,
  ],
  [
    'a single value in place of an array',
    (t) => {
      t.Resources.AutoScalingGroup.Properties.TargetGroupARNs = 'arn';
    },
    /TargetGroupARNs: not array/,
  ],
  [
    'an attribute that the type has not',
    (t) => {
      t.Outputs.Url.Value = { 'Fn::GetAtt': ['LoadBalancer', 'DnsName'] };
    },
    /has no attribute DnsName/,
  ],
  [
    'an attribute that the type has not, in a text',
    (t) => {
      t.Outputs.Url.Value = { 'Fn::Sub': 'http://${LoadBalancer.Dns}' };
    },
    /has no attribute Dns/,
  ],
  [
    'an attribute of nothing',
    (t) => {
      t.Outputs.Url.Value = { 'Fn::GetAtt': ['Balancer', 'DNSName'] };
    },
    /no resource is called Balancer/,
  ],
  [
    'a reference to nothing',
    (t) => {
      t.Outputs.Version.Value = { Ref: 'Label' };
    },
    /nothing is called Label/,
  ],
  [
    'a reference to nothing, in a text',
    (t) => {
      t.Outputs.Url.Value = { 'Fn::Sub': '${Nobody}' };
    },
    /nothing is called Nobody/,
  ],
  [
    'a pseudo parameter that does not exist',
    (t) => {
      t.Outputs.Mode.Value = { Ref: 'AWS::Zone' };
    },
    /nothing is called AWS::Zone/,
  ],
  [
    'a dependency on nothing',
    (t) => {
      t.Resources.AutoScalingGroup.DependsOn.push('Listener');
    },
    /depends on Listener/,
  ],
  [
    'a condition that does not exist',
    (t) => {
      t.Resources.CpuScalingPolicy.Condition = 'Scales';
    },
    /no condition Scales/,
  ],
  [
    'a function that does not exist',
    (t) => {
      t.Outputs.Mode.Value = { 'Fn::Upper': 'x' };
    },
    /unknown function Fn::Upper/,
  ],
  [
    'a parameter of an unknown type',
    (t) => {
      t.Parameters.ImageId.Type = 'AWS::EC2::Image';
    },
    /unknown parameter type/,
  ],
  [
    'a parameter that nobody uses',
    (t) => {
      t.Parameters.Spare = { Type: 'String' };
    },
    /Spare is not used/,
  ],
  [
    'an unknown attribute of a resource',
    (t) => {
      t.Resources.TargetGroup.DependOn = [];
    },
    /DependOn: unknown attribute/,
  ],
  [
    'an unknown member of an update policy',
    (t) => {
      t.Resources.AutoScalingGroup.UpdatePolicy.AutoScalingRollingUpdate.PauseSeconds = 1;
    },
    /PauseSeconds: unknown attribute/,
  ],
  [
    'a wrong value in an update policy',
    (t) => {
      t.Resources.AutoScalingGroup.UpdatePolicy.AutoScalingRollingUpdate.WaitOnResourceSignals = 1;
    },
    /WaitOnResourceSignals: not boolean/,
  ],
  [
    'an unknown member of a creation policy',
    (t) => {
      t.Resources.AutoScalingGroup.CreationPolicy.ResourceSignal.Amount = 1;
    },
    /Amount: unknown attribute/,
  ],
  [
    'a circle of dependencies',
    (t) => {
      t.Resources.HttpListener.DependsOn = ['AutoScalingGroup'];
    },
    /a circle: /,
  ],
];

describe('judge()', () => {
  test('finds nothing wrong with a template that is right', () => {
    expect(judge(synthesizeCompute(someContext()))).toEqual([]);
  });

  test.each(mistakes)('finds %s, and nothing else', (_name, spoil, line) => {
    const template = structuredClone(synthesizeCompute(someContext()));
    spoil(template);
    const found = judge(template);
    expect(found.filter((one) => line.test(one))).not.toEqual([]);
    expect(found.filter((one) => !line.test(one) && !/is not used$/.test(one))).toEqual([]);
  });
});
