import type { Cloud } from '../service.ts';
import type { Announcement } from '../services/sns/announce.ts';
import type { AlarmStateValue } from './alarm-evaluation.ts';
import type { Alarm } from './alarms.ts';
import { items, list, number, text } from './input.ts';
import { regionName } from './region-names.ts';

/** Most characters of a subject of SNS: the name of an alarm, which may have 255, is cut to fit. */
const longestSubject = 100;

const actionLists = ['OKActions', 'AlarmActions', 'InsufficientDataActions'] as const;

/**
 * What CloudWatch publishes when an alarm changes its state: a subject, JSON for programs, prose for mailboxes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html names it; its members are those of real messages.
 */
export function alarmMessage(cloud: Cloud, alarm: Alarm, before: AlarmStateValue): Announcement {
  const region = regionName(cloud.region);
  const [start, end] = [`${alarm.state}: "`, `" in ${region}`];
  const room = longestSubject - start.length - end.length;
  const name = alarm.name.length > room ? `${alarm.name.slice(0, room - 3)}...` : alarm.name;
  const body = {
    AlarmName: alarm.name,
    AlarmDescription: text(alarm.settings['AlarmDescription']) ?? null,
    AWSAccountId: cloud.account,
    AlarmConfigurationUpdatedTimestamp: stamp(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: stamp(alarm.changedAt),
    Region: region,
    AlarmArn: alarm.arn,
    OldStateValue: before,
    ...Object.fromEntries(actionLists.map((one) => [one, list(alarm.settings[one])])),
    Trigger: triggerOf(alarm),
  };
  return { subject: `${start}${name}${end}`, message: JSON.stringify(body), mail: mailOf(cloud, alarm, before) };
}

interface Dimension {
  readonly Name?: unknown;
  readonly Value?: unknown;
}

interface Query {
  readonly Id?: unknown;
  readonly Expression?: unknown;
  readonly Label?: unknown;
  readonly ReturnData?: unknown;
  readonly Period?: unknown;
  readonly MetricStat?: {
    readonly Period?: unknown;
    readonly Stat?: unknown;
    readonly Unit?: unknown;
    readonly Metric?: { readonly MetricName?: unknown; readonly Namespace?: unknown; readonly Dimensions?: unknown };
  };
}

/** What the alarm watches: one metric, or a calculation on several. */
function triggerOf({ settings }: Alarm): object {
  const evaluationPeriods = number(settings['EvaluationPeriods']) ?? 1;
  const rule = {
    Period: number(settings['Period']),
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: number(settings['DatapointsToAlarm']),
    ComparisonOperator: settings['ComparisonOperator'],
    Threshold: number(settings['Threshold']),
    TreatMissingData: text(settings['TreatMissingData']) ?? '',
    EvaluateLowSampleCountPercentile: text(settings['EvaluateLowSampleCountPercentile']) ?? '',
  };
  const queries = items<Query>(settings['Metrics']);
  if (queries.length > 0) return { ...rule, Metrics: queries.map(shownQuery) };
  const percentile = text(settings['ExtendedStatistic']);
  return {
    MetricName: settings['MetricName'],
    Namespace: settings['Namespace'],
    ...(percentile === undefined
      ? { StatisticType: 'Statistic', Statistic: capitals(text(settings['Statistic']) ?? '') }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: percentile }),
    Unit: text(settings['Unit']) ?? null,
    Dimensions: shownDimensions(settings['Dimensions']),
    ...rule,
  };
}

function shownQuery({ Id, Expression, Label, ReturnData, Period, MetricStat }: Query): object {
  return {
    Id,
    Expression,
    Label,
    Period: number(Period),
    ...(MetricStat !== undefined && {
      MetricStat: {
        Metric: {
          Dimensions: shownDimensions(MetricStat.Metric?.Dimensions),
          MetricName: MetricStat.Metric?.MetricName,
          Namespace: MetricStat.Metric?.Namespace,
        },
        Period: number(MetricStat.Period),
        Stat: MetricStat.Stat,
        Unit: MetricStat.Unit,
      },
    }),
    ReturnData: String(ReturnData ?? true) === 'true',
  };
}

/** Dimensions begin with small letters here, and the value comes first. */
function shownDimensions(given: unknown): object[] {
  return items<Dimension>(given).map(({ Name, Value }) => ({ value: Value, name: Name }));
}

/** `SampleCount` is written `SAMPLE_COUNT`. */
function capitals(statistic: string): string {
  return statistic.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function mailOf(
  cloud: Cloud,
  { name, arn, state, reason, changedAt, settings }: Alarm,
  before: AlarmStateValue,
): string {
  const at = new Date(changedAt).toUTCString().replace('GMT', 'UTC');
  const actions = actionLists.map(
    (one) =>
      `- ${one}: ${list(settings[one])
        .map((action) => `[${action}]`)
        .join(' ')}`,
  );
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${name}" in the ${regionName(cloud.region)} region has entered the ${state} state, because "${reason}" at "${at}".`,
    '',
    'Alarm Details:',
    `- Name: ${name}`,
    `- Description: ${text(settings['AlarmDescription']) ?? ''}`,
    `- State Change: ${before} -> ${state}`,
    `- Reason for State Change: ${reason}`,
    `- Timestamp: ${at}`,
    `- AWS Account: ${cloud.account}`,
    `- Alarm Arn: ${arn}`,
    '',
    'State Change Actions:',
    ...actions,
    '',
  ].join('\n');
}

/** As CloudWatch writes times: `2026-01-31T12:00:00.000+0000`. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
