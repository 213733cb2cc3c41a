import { AwsError, type WireInput } from '../service.ts';
import { items, number, required, text } from '../world/input.ts';
import type { AlarmSettings } from '../world/metric-query.ts';

/** A metric that is kept near a value. */
export interface Tracked {
  readonly target: number;
  /** The metric as PutMetricAlarm takes it. */
  readonly metric: AlarmSettings;
  /** Below this share of the target instances go. AWS tells it nowhere: 70 % for the CPU, 90 % else is what the alarms that it makes show. */
  readonly lowShare: number;
}

/** Reads a TargetTrackingConfiguration; throws `ValidationError` where Auto Scaling would. */
export function tracked(configuration: WireInput, group: string): Tracked {
  const target = number(configuration['TargetValue']);
  if (target === undefined) throw invalid('TargetTrackingConfiguration must contain a TargetValue');
  const predefined = configuration['PredefinedMetricSpecification'] as WireInput | undefined;
  const customized = configuration['CustomizedMetricSpecification'] as WireInput | undefined;
  if ((predefined === undefined) === (customized === undefined))
    throw invalid('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified');
  const isCpu = predefined?.['PredefinedMetricType'] === 'ASGAverageCPUUtilization';
  const metric = predefined ? predefinedMetric(predefined, group) : customMetric(customized ?? {});
  return { target, metric, lowShare: isCpu ? 0.7 : 0.9 };
}

function predefinedMetric(specification: WireInput, group: string): AlarmSettings {
  const type = required(specification, 'PredefinedMetricType');
  const ofGroup = (MetricName: string) => ({
    Namespace: 'AWS/EC2',
    MetricName,
    Dimensions: [{ Name: 'AutoScalingGroupName', Value: group }],
    Statistic: 'Average',
    Period: 60,
  });
  switch (type) {
    case 'ASGAverageCPUUtilization':
      return ofGroup('CPUUtilization');
    case 'ASGAverageNetworkIn':
      return ofGroup('NetworkIn');
    case 'ASGAverageNetworkOut':
      return ofGroup('NetworkOut');
    case 'ALBRequestCountPerTarget':
      return requestsPerTarget(text(specification['ResourceLabel']) ?? '');
  }
  throw invalid(`'${type}' is not a valid PredefinedMetricType`);
}

/** `app/shop/0123456789abcdef/targetgroup/shop/fedcba9876543210` */
function requestsPerTarget(label: string): AlarmSettings {
  const [, group] = /^app\/[^/]+\/[^/]+\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? [];
  if (group === undefined)
    throw invalid(`ResourceLabel '${label}' must be app/<load balancer>/<id>/targetgroup/<target group>/<id>`);
  const Dimensions = [{ Name: 'TargetGroup', Value: group }];
  return {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'RequestCountPerTarget',
    Dimensions,
    Statistic: 'Sum',
    Period: 60,
  };
}

function customMetric({ Metrics, ...single }: WireInput): AlarmSettings {
  const queries = items<WireInput>(Metrics);
  if (queries.length === 0) {
    required(single, 'Namespace');
    required(single, 'MetricName');
    required(single, 'Statistic');
    return { Period: 60, ...single };
  }
  if (queries.filter(({ ReturnData }) => ReturnData === undefined || String(ReturnData) === 'true').length !== 1)
    throw invalid('Exactly one of the metrics must return data');
  const timed = ({ MetricStat, ...query }: WireInput) => ({
    ...query,
    ...(MetricStat !== undefined && { MetricStat: { Period: 60, ...MetricStat } }),
  });
  return { Metrics: queries.map(timed) };
}

/** The two alarms of a policy: three minutes above the target let it grow, fifteen minutes well below let it shrink. */
export function trackingAlarms({ target, metric, lowShare }: Tracked) {
  return {
    high: { ...metric, ComparisonOperator: 'GreaterThanThreshold', Threshold: target, EvaluationPeriods: 3 },
    low: { ...metric, ComparisonOperator: 'LessThanThreshold', Threshold: target * lowShare, EvaluationPeriods: 15 },
  };
}

/** The capacity that brings a metric above its target back to it, in proportion: at least one more. */
export function grown(capacity: number, value: number, target: number): number {
  return Math.max(Math.ceil((capacity * value) / target), capacity + 1);
}

/** The capacity after one step towards fewer instances: one less where the rest still keeps the metric at or below its target, for availability goes first. */
export function shrunk(capacity: number, value: number, target: number): number {
  return Math.max(Math.ceil((capacity * value) / target), capacity - 1);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
