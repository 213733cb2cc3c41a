import { items, text } from './input.ts';
import { parseExpression } from './metric-math.ts';
import type { Dimension, Metrics } from './metrics.ts';

/** What PutMetricAlarm takes; templates use the same names. */
export type AlarmSettings = Readonly<Record<string, unknown>>;

/** A query of metric data: a metric with its statistic, or an expression over other queries. */
export interface MetricQuery {
  readonly id: string;
  readonly expression?: string;
  readonly stat?: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: readonly Dimension[];
    readonly statistic: string;
  };
  readonly returned: boolean;
}

/** The value that the one returned query has in a period; `range` is AWS time in ms. */
export function queryValue(
  queries: readonly MetricQuery[],
  metrics: Metrics,
  range: { readonly from: number; readonly to: number },
): number | undefined {
  const open = new Set<string>();
  const length = range.to - range.from;
  const known = (id: string, periodsBack: number): number | undefined => {
    const query = queries.find((one) => one.id === id);
    if (query?.expression !== undefined) {
      if (open.has(id)) return undefined; // An expression over itself.
      open.add(id);
      const value = parseExpression(query.expression)((other, more) => known(other, periodsBack + more));
      open.delete(id);
      return value;
    }
    const shift = periodsBack * length;
    const period = { from: range.from - shift, to: range.to - shift };
    return query?.stat && metrics.statistic(query.stat, query.stat.statistic, period);
  };
  const returned = queries.find((query) => query.returned);
  return returned && known(returned.id, 0);
}

interface WireMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: unknown;
}

interface WireQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly ReturnData?: unknown;
  readonly MetricStat?: { readonly Stat?: string; readonly Metric?: WireMetric };
}

/** The queries of an alarm: its `Metrics`, or its one metric written out. */
export function queriesOf(settings: AlarmSettings): MetricQuery[] {
  const queries = items<WireQuery>(settings['Metrics']);
  if (queries.length > 0) return queries.map((query) => readQuery(query, queries.length));
  const statistic = text(settings['Statistic']) ?? text(settings['ExtendedStatistic']) ?? 'Average';
  return [{ id: 'metric', returned: true, stat: { ...readMetric(settings), statistic } }];
}

/** Reads one member of `Metrics` or `MetricDataQueries`. */
export function readQuery({ Id, Expression, ReturnData, MetricStat }: WireQuery, count: number): MetricQuery {
  // `ReturnData` is true when it is not given, but one query alone returns in any case.
  const returned = count === 1 || ReturnData === undefined || String(ReturnData) === 'true';
  if (Expression !== undefined) return { id: Id, expression: Expression, returned };
  return {
    id: Id,
    returned,
    stat: { ...readMetric(MetricStat?.Metric ?? {}), statistic: MetricStat?.Stat ?? 'Average' },
  };
}

/** Reads namespace, name and dimensions. */
export function readMetric(metric: WireMetric) {
  const dimensions = items<Dimension>(metric.Dimensions).map(({ Name, Value }) => ({
    Name: String(Name),
    Value: String(Value),
  }));
  return { namespace: String(metric.Namespace ?? ''), name: String(metric.MetricName ?? ''), dimensions };
}
