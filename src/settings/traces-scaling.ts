import { at, type Declared, known, number, type Resources, type ToldSettings } from './trace.ts';

/** What decides the number of instances, as the compute template has it. */
export function scaling(resources: Resources): ToldSettings {
  const target = (id: string) => at(resources[id]?.Properties, 'TargetTrackingConfiguration', 'TargetValue');
  const schedules = Object.entries(resources).filter(([id]) => /^Schedule\d+$/.test(id));
  return known({
    cpu: target('CpuScalingPolicy'),
    requests: target('RequestScalingPolicy'),
    trigger: trigger(resources),
    schedules: schedules.length === 0 ? undefined : schedules.map(([, one]) => schedule(one)),
  });
}

function schedule({ Properties: properties }: Declared): ToldSettings {
  return known({
    cron: properties?.['Recurrence'],
    zone: properties?.['TimeZone'],
    min: properties?.['MinSize'],
    max: properties?.['MaxSize'],
    desired: properties?.['DesiredCapacity'],
  });
}

function trigger(resources: Resources): ToldSettings | undefined {
  const [grow, shrink] = [resources['GrowAlarm']?.Properties, resources['ShrinkAlarm']?.Properties];
  if (grow === undefined) return undefined;
  const [add, remove] = [resources['GrowPolicy']?.Properties, resources['ShrinkPolicy']?.Properties];
  return known({
    metric: grow['MetricName'],
    statistic: grow['Statistic'],
    upper: grow['Threshold'],
    lower: shrink?.['Threshold'],
    add: add?.['ScalingAdjustment'],
    remove: remove === undefined ? undefined : -Number(remove['ScalingAdjustment']),
    period: grow['Period'],
    periods: grow['EvaluationPeriods'],
    cooldown: number(add?.['Cooldown']),
  });
}

/** Which machines they are, beyond their type, and who may log in. */
export function furtherMachine(resources: Resources): ToldSettings {
  const launch = at(resources['LaunchTemplate']?.Properties, 'LaunchTemplateData');
  const mixed = at(resources['AutoScalingGroup']?.Properties, 'MixedInstancesPolicy');
  const overrides = at(mixed, 'LaunchTemplate', 'Overrides') as
    | readonly { readonly InstanceType: string }[]
    | undefined;
  const types = overrides?.slice(1).map(({ InstanceType }) => InstanceType) ?? [];
  const disk = at(launch, 'BlockDeviceMappings', '0', 'Ebs');
  const ssh = Object.entries(resources).filter(([id]) => /^SshIngress\d+$/.test(id));
  return known({
    otherTypes: types.length === 0 ? undefined : types,
    spot: spot(at(mixed, 'InstancesDistribution')),
    keyPair: at(launch, 'KeyName'),
    sshFrom:
      ssh.length === 0
        ? undefined
        : ssh.map(([, { Properties: rule }]) => rule?.['CidrIp'] ?? rule?.['SourceSecurityGroupId']),
    volumeIops: at(disk, 'Iops'),
    volumeThroughput: at(disk, 'Throughput'),
  });
}

function spot(distribution: unknown): ToldSettings | undefined {
  const onDemand = at(distribution, 'OnDemandPercentageAboveBaseCapacity');
  if (onDemand === undefined || onDemand === 100) return undefined;
  const base = at(distribution, 'OnDemandBaseCapacity');
  return known({
    percent: 100 - Number(onDemand),
    base: base === 0 ? undefined : base,
    'max-price': at(distribution, 'SpotMaxPrice'),
  });
}
