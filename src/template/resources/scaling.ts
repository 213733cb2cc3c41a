import type { Context } from '../context.ts';
import { fullName, isNetwork } from '../front.ts';
import { getAtt, ref } from '../intrinsics.ts';
import type { Schedule, Trigger } from '../scaling-context.ts';
import { onlyWhile, perSlot } from '../slots.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';

/** Adds and removes instances with the load or the time, where the settings leave room for that. */
export function scaling(context: Context): Fragment {
  if (context.mode === 'single-instance') return nothing;
  const { cpu, requests, trigger, schedules } = context.scaling;
  const room = isScaled(context);
  // A group that gets few requests or none keeps its size: it shall be able to take them all at any moment.
  return perSlot(context, () => ({
    Resources: whileServing(context, {
      ...(room && cpu !== undefined && trigger === undefined
        ? { CpuScalingPolicy: held('CPU', cpu, percentOfCpu) }
        : {}),
      ...(room && requests !== undefined
        ? { RequestScalingPolicy: held('requests', requests, requestsOfTarget(context)) }
        : {}),
      ...(room && trigger !== undefined ? triggered(context, trigger) : {}),
      ...Object.fromEntries(schedules.map((schedule, index) => [`Schedule${index + 1}`, scheduled(schedule)])),
    }),
  }));
}

function whileServing(context: Context, resources: Fragment['Resources']): Fragment['Resources'] {
  const entries = Object.entries(resources);
  return Object.fromEntries(entries.map(([id, one]) => [id, { ...one, ...onlyWhile(context, 'ServesSlotA') }]));
}

/** Whether the settings leave room for more or fewer instances. */
export function isScaled({ mode, instances }: Context): boolean {
  return mode === 'high-availability' && instances.min < instances.max;
}

const percentOfCpu: Value = { PredefinedMetricType: 'ASGAverageCPUUtilization' };
function requestsOfTarget(context: Context): Value {
  const label = [fullName(context), getAtt('TargetGroup', 'TargetGroupFullName')];
  return { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { 'Fn::Join': ['/', label] } };
}

function held(what: string, TargetValue: number, PredefinedMetricSpecification: Value): Resource {
  return policy(`Adds and removes instances so that each has as much to do: ${what}`, {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: { TargetValue, PredefinedMetricSpecification },
  });
}

/** Two alarms, and what each of them does. */
function triggered(context: Context, trigger: Trigger): Readonly<Record<string, Resource>> {
  const { upper, lower, add = 1, remove = 1, cooldown = 360 } = trigger;
  const step = (adjustment: number) => ({
    PolicyType: 'SimpleScaling',
    AdjustmentType: 'ChangeInCapacity',
    ScalingAdjustment: adjustment,
    Cooldown: String(cooldown),
  });
  return {
    GrowPolicy: policy(`Adds ${add} when there is too much to do`, step(add)),
    ShrinkPolicy: policy(`Takes ${remove} away when there is too little to do`, step(-remove)),
    GrowAlarm: alarm(context, trigger, 'above', {
      policy: 'GrowPolicy',
      Threshold: upper,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
    ShrinkAlarm: alarm(context, trigger, 'below', {
      policy: 'ShrinkPolicy',
      Threshold: lower,
      ComparisonOperator: 'LessThanThreshold',
    }),
  };
}

function policy(Description: string, properties: { readonly [property: string]: Value }): Resource {
  return {
    Type: 'AWS::AutoScaling::ScalingPolicy',
    Metadata: { Description },
    Properties: { AutoScalingGroupName: ref('AutoScalingGroup'), ...properties },
  };
}

type Limit = { readonly policy: string; readonly Threshold: number; readonly ComparisonOperator: string };

function alarm(context: Context, trigger: Trigger, side: string, { policy: action, ...limit }: Limit): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Metadata: { Description: `Rings when ${trigger.metric} is ${side} its limit` },
    Properties: {
      AlarmDescription: `${trigger.metric} is ${side} ${limit.Threshold}`,
      MetricName: trigger.metric,
      ...measured(context, trigger.metric),
      Statistic: trigger.statistic ?? 'Average',
      Period: trigger.period ?? 300,
      EvaluationPeriods: trigger.periods ?? 1,
      ...limit,
      AlarmActions: [ref(action)],
    },
  };
}

/** Which service measures it, and of what. */
function measured(context: Context, metric: string): { readonly Namespace: string; readonly Dimensions: Value } {
  const balancer = { Name: 'LoadBalancer', Value: fullName(context) };
  const targets = { Name: 'TargetGroup', Value: getAtt('TargetGroup', 'TargetGroupFullName') };
  switch (metric) {
    case 'TargetResponseTime':
    case 'RequestCount':
      return { Namespace: 'AWS/ApplicationELB', Dimensions: [balancer] };
    case 'HealthyHostCount':
    case 'UnHealthyHostCount':
      return {
        Namespace: isNetwork(context) ? 'AWS/NetworkELB' : 'AWS/ApplicationELB',
        Dimensions: [balancer, targets],
      };
  }
  return { Namespace: 'AWS/EC2', Dimensions: [{ Name: 'AutoScalingGroupName', Value: ref('AutoScalingGroup') }] };
}

function scheduled({ cron, zone, min, max, desired }: Schedule): Resource {
  return {
    Type: 'AWS::AutoScaling::ScheduledAction',
    Metadata: { Description: `Sets other sizes at ${cron}${zone === undefined ? '' : ` of ${zone}`}` },
    Properties: {
      AutoScalingGroupName: ref('AutoScalingGroup'),
      Recurrence: cron,
      ...(zone === undefined ? {} : { TimeZone: zone }),
      ...(min === undefined ? {} : { MinSize: min }),
      ...(max === undefined ? {} : { MaxSize: max }),
      ...(desired === undefined ? {} : { DesiredCapacity: desired }),
    },
  };
}
