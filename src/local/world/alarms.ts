import { AwsError, type Cloud } from '../service.ts';
import { type AlarmStateValue, evaluateAlarm, lookBack } from './alarm-evaluation.ts';
import { items, number, text } from './input.ts';
import { parseExpression } from './metric-math.ts';
import { type AlarmSettings, queriesOf, queryValue } from './metric-query.ts';
import type { Metrics } from './metrics.ts';
import { arnOf } from './names.ts';
import type { Tasks } from './tasks.ts';

/** An alarm and its state. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly settings: AlarmSettings;
  readonly state: AlarmStateValue;
  readonly reason: string;
  readonly changedAt: number;
  readonly configuredAt: number;
}

/** The alarms of the cloud. */
export interface Alarms {
  put(name: string, settings: AlarmSettings): Alarm;
  find(name: string): Alarm | undefined;
  all(): Alarm[];
  remove(name: string): void;
  /** As SetAlarmState: holds until the next evaluation says otherwise. */
  set(name: string, state: AlarmStateValue, reason: string): void;
  /** Evaluates every alarm now. */
  evaluate(): void;
  start(): void;
}

const evaluationMs = 10_000;

/** Opens the alarms recorded in the cloud's store; they are evaluated by the cloud's clock from `start` on. */
export function alarms(cloud: Cloud, tasks: Tasks, metrics: Metrics): Alarms {
  const records = cloud.store.collection<Alarm>('alarms');
  const turn = (alarm: Alarm, state: AlarmStateValue, reason: string) => {
    if (alarm.state === state) return;
    cloud.log(`Alarm ${alarm.name}: ${alarm.state} -> ${state}: ${reason}`);
    records.set(alarm.name, { ...alarm, state, reason, changedAt: cloud.clock.now() });
  };
  const evaluate = () => {
    for (const alarm of records.values()) {
      const { state, reason } = judged(alarm, metrics, cloud.clock.now());
      turn(alarm, state, reason);
    }
  };
  return {
    evaluate,
    find: (name) => records.get(name),
    all: () => records.values(),
    remove: (name) => records.delete(name),
    put(name, settings) {
      for (const query of queriesOf(settings)) if (query.expression) parseExpression(query.expression);
      const now = cloud.clock.now();
      const known = records.get(name);
      const fresh = {
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        changedAt: now,
      } as const;
      const alarm = {
        ...fresh,
        ...known,
        name,
        arn: arnOf(cloud, 'cloudwatch', `alarm:${name}`),
        settings,
        configuredAt: now,
      };
      records.set(name, alarm);
      return alarm;
    },
    set(name, state, reason) {
      const alarm = records.get(name);
      if (!alarm) throw new AwsError('ResourceNotFound', 'Unknown', 404);
      turn(alarm, state, reason);
    },
    start: () => tasks.every('CloudWatch alarms', evaluationMs, evaluate),
  };
}

/** The state that an alarm's metric puts it in now, and why. */
function judged(
  alarm: Alarm,
  metrics: Metrics,
  now: number,
): { readonly state: AlarmStateValue; readonly reason: string } {
  const { settings } = alarm;
  const evaluationPeriods = number(settings['EvaluationPeriods']) ?? 1;
  const rule = {
    evaluationPeriods,
    comparison: text(settings['ComparisonOperator']) ?? '',
    threshold: number(settings['Threshold']) ?? 0,
    datapointsToAlarm: number(settings['DatapointsToAlarm']) ?? evaluationPeriods,
    treatMissingData: text(settings['TreatMissingData']) ?? 'missing',
  };
  const periodMs = periodOf(settings) * 1000;
  // Only whole periods count, aligned as CloudWatch aligns them.
  const end = Math.floor(now / periodMs) * periodMs;
  const starts = Array.from(
    { length: evaluationPeriods + lookBack },
    (_, index) => end - (evaluationPeriods + lookBack - index) * periodMs,
  );
  const queries = queriesOf(settings);
  const points = starts.map((from) => queryValue(queries, metrics, { from, to: from + periodMs }));
  const shown = points
    .filter((point) => point !== undefined)
    .slice(-evaluationPeriods)
    .join(', ');
  const reason = `Threshold ${rule.comparison} ${rule.threshold} over ${evaluationPeriods} period(s) of ${periodMs / 1000} s: datapoints [${shown}]`;
  return { state: evaluateAlarm(points, rule, alarm.state), reason };
}

function periodOf(settings: AlarmSettings): number {
  const stats = items<{ Period?: unknown; MetricStat?: { Period?: unknown } }>(settings['Metrics']);
  const inner = stats
    .map((one) => number(one.Period) ?? number(one.MetricStat?.Period))
    .filter((one) => one !== undefined);
  return number(settings['Period']) ?? (inner.length > 0 ? Math.max(...inner) : 60);
}
