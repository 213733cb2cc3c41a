import { AwsError, type Cloud } from '../service.ts';
import type { Announce } from '../services/sns/announce.ts';
import { type AlarmListener, alarmActions } from './alarm-actions.ts';
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
  /** Tells of every action that an alarm takes from now on. */
  listen(listener: AlarmListener): void;
  /** Evaluates every alarm now. */
  evaluate(): void;
  start(): void;
}

const evaluationMs = 10_000;

/** Opens the alarms recorded in the cloud's store; they are evaluated by the cloud's clock from `start` on. */
export function alarms(
  cloud: Cloud,
  tasks: Tasks,
  { metrics, announce }: { readonly metrics: Metrics; readonly announce: Announce },
): Alarms {
  const records = cloud.store.collection<Alarm>('alarms');
  const actions = alarmActions(cloud, announce);
  const turn = (alarm: Alarm, { state, reason, value }: Judgement) => {
    const isNew = alarm.state !== state;
    const turned = isNew ? { ...alarm, state, reason, changedAt: cloud.clock.now() } : alarm;
    if (isNew) {
      cloud.log(`Alarm ${alarm.name}: ${alarm.state} -> ${state}: ${reason}`);
      records.set(alarm.name, turned);
    }
    actions.call({ alarm: turned, value, before: alarm.state });
  };
  const evaluate = () => {
    for (const alarm of records.values()) turn(alarm, judged(alarm, metrics, cloud.clock.now()));
  };
  return {
    evaluate,
    find: (name) => records.get(name),
    all: () => records.values(),
    listen: actions.listen,
    remove(name) {
      records.delete(name);
      actions.forget(name);
    },
    put(name, settings) {
      for (const query of queriesOf(settings)) if (query.expression) parseExpression(query.expression);
      const alarm = configured(cloud, records.get(name), { name, settings });
      records.set(name, alarm);
      return alarm;
    },
    set(name, state, reason) {
      const alarm = records.get(name);
      if (!alarm) throw new AwsError('ResourceNotFound', 'Unknown', 404);
      turn(alarm, { state, reason, value: judged(alarm, metrics, cloud.clock.now()).value });
    },
    start: () => tasks.every('CloudWatch alarms', evaluationMs, evaluate),
  };
}

/** An alarm as it is after PutMetricAlarm: a new one has not been looked at, an old one keeps its state. */
function configured(
  cloud: Cloud,
  known: Alarm | undefined,
  { name, settings }: { readonly name: string; readonly settings: AlarmSettings },
): Alarm {
  const now = cloud.clock.now();
  const fresh = { state: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', changedAt: now } as const;
  const arn = arnOf(cloud, 'cloudwatch', `alarm:${name}`);
  return { ...fresh, ...known, name, arn, settings, configuredAt: now };
}

/** The state of an alarm, why, and the newest value of its metric. */
interface Judgement {
  readonly state: AlarmStateValue;
  readonly reason: string;
  readonly value: number | undefined;
}

/** The state that an alarm's metric puts it in now. */
function judged(alarm: Alarm, metrics: Metrics, now: number): Judgement {
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
  const known = points.filter((point) => point !== undefined).slice(-evaluationPeriods);
  const shown = known.join(', ');
  const reason = `Threshold ${rule.comparison} ${rule.threshold} over ${evaluationPeriods} period(s) of ${periodMs / 1000} s: datapoints [${shown}]`;
  return { state: evaluateAlarm(points, rule, alarm.state), reason, value: known.at(-1) };
}

function periodOf(settings: AlarmSettings): number {
  const stats = items<{ Period?: unknown; MetricStat?: { Period?: unknown } }>(settings['Metrics']);
  const inner = stats
    .map((one) => number(one.Period) ?? number(one.MetricStat?.Period))
    .filter((one) => one !== undefined);
  return number(settings['Period']) ?? (inner.length > 0 ? Math.max(...inner) : 60);
}
