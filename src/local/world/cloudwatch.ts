import { AwsError, type Service, type WireInput } from '../service.ts';
import type { AlarmStateValue } from './alarm-evaluation.ts';
import type { Alarm } from './alarms.ts';
import { items, list, number, required, text, time } from './input.ts';
import { queryValue, readMetric, readQuery } from './metric-query.ts';
import type { Parts } from './parts.ts';

/** CloudWatch twice: in JSON, as the SDKs for JavaScript speak to it, and in Query, as older clients do. The operations are the same. */
export function cloudWatch(parts: Parts): Service[] {
  const operations = { ...alarmOperations(parts), ...metricOperations(parts) };
  return [
    { name: 'monitoring', protocol: 'json', target: 'GraniteServiceVersion20100801', jsonVersion: '1.0', operations },
    { name: 'monitoring', protocol: 'query', version: '2010-08-01', operations },
  ];
}

function alarmOperations({ alarms }: Parts): Service['operations'] {
  return {
    PutMetricAlarm(input) {
      const { AlarmName: _, ...settings } = input;
      alarms.put(required(input, 'AlarmName'), settings);
      return {};
    },
    DescribeAlarms(input) {
      const names = list(input['AlarmNames']);
      const prefix = text(input['AlarmNamePrefix']) ?? '';
      const state = text(input['StateValue']);
      const chosen = alarms
        .all()
        .filter((one) => (names.length === 0 || names.includes(one.name)) && one.name.startsWith(prefix));
      return {
        MetricAlarms: chosen.filter((one) => state === undefined || one.state === state).map(shown),
        CompositeAlarms: [],
      };
    },
    DescribeAlarmsForMetric(input) {
      const same = (one: Alarm) =>
        one.settings['MetricName'] === input['MetricName'] && one.settings['Namespace'] === input['Namespace'];
      return { MetricAlarms: alarms.all().filter(same).map(shown) };
    },
    DeleteAlarms(input) {
      for (const name of list(input['AlarmNames'])) alarms.remove(name);
      return {};
    },
    SetAlarmState(input) {
      const state = required(input, 'StateValue');
      if (!isState(state)) throw new AwsError('ValidationError', `'${state}' is not a state of an alarm`);
      alarms.set(required(input, 'AlarmName'), state, required(input, 'StateReason'));
      return {};
    },
    DescribeAlarmHistory: () => ({ AlarmHistoryItems: [] }),
  };
}

function isState(state: string): state is AlarmStateValue {
  return ['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(state);
}

function shown(one: Alarm) {
  return {
    ...one.settings,
    AlarmName: one.name,
    AlarmArn: one.arn,
    ActionsEnabled: one.settings['ActionsEnabled'] ?? true,
    StateValue: one.state,
    StateReason: one.reason,
    StateUpdatedTimestamp: new Date(one.changedAt),
    StateTransitionedTimestamp: new Date(one.changedAt),
    AlarmConfigurationUpdatedTimestamp: new Date(one.configuredAt),
  };
}

interface Datum {
  readonly MetricName: string;
  readonly Dimensions?: unknown;
  readonly Value?: unknown;
  readonly Values?: unknown;
  readonly Counts?: unknown;
  readonly Timestamp?: unknown;
}

function metricOperations({ metrics, cloud }: Parts): Service['operations'] {
  return {
    PutMetricData(input) {
      const Namespace = required(input, 'Namespace');
      for (const datum of items<Datum>(input['MetricData'])) {
        const at = time(datum.Timestamp) ?? cloud.clock.now();
        const metric = readMetric({ Namespace, MetricName: datum.MetricName, Dimensions: datum.Dimensions });
        for (const value of valuesIn(datum)) metrics.put(metric, value, at);
      }
      return {};
    },
    ListMetrics(input) {
      const [namespace, name] = [text(input['Namespace']), text(input['MetricName'])];
      const chosen = metrics
        .names()
        .filter((one) => (namespace ?? one.namespace) === one.namespace && (name ?? one.name) === one.name);
      return {
        Metrics: chosen.map((one) => ({ Namespace: one.namespace, MetricName: one.name, Dimensions: one.dimensions })),
      };
    },
    GetMetricStatistics(input) {
      const metric = readMetric(input);
      const wanted = [...list(input['Statistics']), ...list(input['ExtendedStatistics'])];
      const points = periods(input, number(input['Period']) ?? 60).flatMap((range) => {
        const values = wanted
          .map((name) => [name, metrics.statistic(metric, name, range)] as const)
          .filter(([, value]) => value !== undefined);
        return values.length === 0
          ? []
          : [{ Timestamp: new Date(range.from), ...Object.fromEntries(values), Unit: 'None' }];
      });
      return { Label: metric.name, Datapoints: points };
    },
    GetMetricData: (input) => ({ MetricDataResults: metricData(metrics, input), Messages: [] }),
  };
}

function valuesIn(datum: Datum): number[] {
  const counts = list(datum.Counts).map(Number);
  const many = list(datum.Values).flatMap((value, index) =>
    Array.from({ length: counts[index] ?? 1 }, () => Number(value)),
  );
  return datum.Value === undefined ? many : [number(datum.Value) ?? 0];
}

function metricData(metrics: Parts['metrics'], input: WireInput) {
  const wire = items<
    Parameters<typeof readQuery>[0] & { Label?: string; Period?: unknown; MetricStat?: { Period?: unknown } }
  >(input['MetricDataQueries']);
  const queries = wire.map((one) => readQuery(one, wire.length));
  const period = Math.max(...wire.map((one) => number(one.Period) ?? number(one.MetricStat?.Period) ?? 60));
  const ranges = periods(input, period).reverse();
  return queries
    .filter((query) => query.returned)
    .map((query) => {
      const alone = queries.map((one) => ({ ...one, returned: one.id === query.id }));
      const values = ranges
        .map((range) => [range.from, queryValue(alone, metrics, range)] as const)
        .filter(([, value]) => value !== undefined);
      const label = wire.find((one) => one.Id === query.id)?.Label ?? query.stat?.name ?? query.id;
      return {
        Id: query.id,
        Label: label,
        Timestamps: values.map(([from]) => new Date(from)),
        Values: values.map(([, value]) => value),
        StatusCode: 'Complete',
      };
    });
}

const mostPeriods = 1_440;

/** The whole periods between start and end of a request, oldest first. */
function periods(input: WireInput, seconds: number): { from: number; to: number }[] {
  const [start, end] = [time(input['StartTime']), time(input['EndTime'])];
  if (start === undefined || end === undefined)
    throw new AwsError('MissingParameter', 'The parameters StartTime and EndTime are required.');
  const ms = Math.max(seconds, 1) * 1000;
  const first = Math.floor(start / ms) * ms;
  const count = Math.min(Math.max(Math.ceil((end - first) / ms), 0), mostPeriods);
  return Array.from({ length: count }, (_, index) => ({ from: first + index * ms, to: first + (index + 1) * ms }));
}
