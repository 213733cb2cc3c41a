import type { Cloud } from '../service.ts';

/** A dimension of a metric. */
export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** Which metric: its identity is namespace, name and all its dimensions, in any order. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** Values put to a metric within one minute. */
interface Minute {
  sum: number;
  count: number;
  min: number;
  max: number;
  readonly samples: number[];
}

/** The metrics of the cloud, by the minute. They live in memory: a restarted cloud begins with none. */
export interface Metrics {
  put(metric: MetricName, value: number, at?: number): void;
  /** The statistic over `from` ≤ t < `to` (ms); `undefined` when no value came. */
  statistic(
    metric: MetricName,
    statistic: string,
    range: { readonly from: number; readonly to: number },
  ): number | undefined;
  /** All metrics that have values. */
  names(): MetricName[];
}

const minuteMs = 60_000;
const keptMinutes = 180;
const samplesAMinute = 1_000;

interface Series {
  readonly metric: MetricName;
  readonly minutes: Map<number, Minute>;
}

/** A new, empty set of metrics: the last three hours, and of each minute up to a thousand single values for percentiles. */
export function metricStore(cloud: Cloud): Metrics {
  const series = new Map<string, Series>();
  return {
    names: () => [...series.values()].map(({ metric }) => metric),
    put(metric, value, at = cloud.clock.now()) {
      const key = keyOf(metric);
      const known = series.get(key) ?? { metric, minutes: new Map() };
      series.set(key, known);
      add(known.minutes, Math.floor(at / minuteMs), value);
    },
    statistic(metric, statistic, { from, to }) {
      const minutes = series.get(keyOf(metric))?.minutes;
      if (!minutes) return undefined;
      const inside = [...minutes]
        .filter(([minute]) => minute * minuteMs >= from && minute * minuteMs < to)
        .map(([, one]) => one);
      return inside.length === 0 ? undefined : summarise(inside, statistic);
    },
  };
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  const sorted = dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort();
  return [namespace, name, ...sorted].join('|');
}

function add(minutes: Map<number, Minute>, minute: number, value: number): void {
  const known = minutes.get(minute);
  if (known === undefined) {
    minutes.set(minute, { sum: value, count: 1, min: value, max: value, samples: [value] });
    for (const old of minutes.keys()) if (old < minute - keptMinutes) minutes.delete(old);
    return;
  }
  known.sum += value;
  known.count += 1;
  known.min = Math.min(known.min, value);
  known.max = Math.max(known.max, value);
  if (known.samples.length < samplesAMinute) known.samples.push(value);
}

function summarise(minutes: readonly Minute[], statistic: string): number {
  const sum = minutes.reduce((total, minute) => total + minute.sum, 0);
  const count = minutes.reduce((total, minute) => total + minute.count, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'SampleCount':
      return count;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return Math.min(...minutes.map((minute) => minute.min));
    case 'Maximum':
      return Math.max(...minutes.map((minute) => minute.max));
  }
  return percentile(
    minutes.flatMap((minute) => minute.samples),
    statistic,
  );
}

/** `p99`, `p99.9`: nearest rank. */
function percentile(samples: number[], statistic: string): number {
  const share = Number(statistic.replace(/^p/, '')) / 100;
  const sorted = samples.sort((a, b) => a - b);
  return sorted[Math.min(Math.max(Math.ceil(share * sorted.length) - 1, 0), sorted.length - 1)] ?? 0;
}
