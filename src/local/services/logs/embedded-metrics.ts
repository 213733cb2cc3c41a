import type { Dimension, MetricName } from '../../world/metrics.ts';

/** Takes a value of a metric; `at`: milliseconds since the epoch. */
export type TakeMetric = (metric: MetricName, value: number, at?: number) => void;

/** Limits of the format; what is over them makes no metric. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const most = { dimensions: 30, metrics: 100, values: 100 } as const;

/** Gives the metrics that a line holds in the embedded metric format; a line that holds none, or is not of the format, stays a line. */
export function takeEmbedded(message: string, take: TakeMetric): void {
  const root = rootIn(message);
  const { Timestamp, CloudWatchMetrics } = memberOf(root, '_aws') ?? {};
  if (root === undefined || typeof Timestamp !== 'number' || !Array.isArray(CloudWatchMetrics)) return;
  const metrics = (CloudWatchMetrics as readonly Directive[]).flatMap((directive) => metricsOf(root, directive));
  for (const metric of metrics) for (const value of valuesOf(root[metric.name])) take(metric, value, Timestamp);
}

/** Each of its metrics, once for each set of dimensions. */
function metricsOf(root: Root, { Namespace, Dimensions = [], Metrics = [] }: Directive): readonly MetricName[] {
  if (typeof Namespace !== 'string' || Metrics.length > most.metrics) return [];
  return Dimensions.flatMap((set) => {
    const dimensions = dimensionsOf(root, set);
    if (dimensions === undefined) return [];
    return Metrics.map(({ Name }) => ({ namespace: Namespace, name: Name, dimensions }));
  });
}

type Root = Readonly<Record<string, unknown>>;

interface Directive {
  readonly Namespace?: unknown;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly { readonly Name: string }[];
}

function rootIn(message: string): Root | undefined {
  if (!message.startsWith('{') || !message.includes('"_aws"')) return undefined;
  try {
    return JSON.parse(message) as Root;
  } catch {
    return undefined;
  }
}

function memberOf(root: Root | undefined, name: string): Root | undefined {
  const member = root?.[name];
  return typeof member === 'object' && member !== null ? (member as Root) : undefined;
}

/** The values of the dimensions stand at the root, as text. Absent: one of them does not. */
function dimensionsOf(root: Root, set: readonly string[]): readonly Dimension[] | undefined {
  if (set.length > most.dimensions) return undefined;
  const found = set.flatMap((Name) => (typeof root[Name] === 'string' ? [{ Name, Value: root[Name] }] : []));
  return found.length === set.length ? found : undefined;
}

function valuesOf(target: unknown): readonly number[] {
  const values: readonly unknown[] = Array.isArray(target) ? target.slice(0, most.values) : [target];
  return values.filter((value) => typeof value === 'number');
}
