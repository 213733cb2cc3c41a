import type { HealthMetric } from '../../settings/health-metrics.ts';
import type { InstanceHealth } from './health.ts';

/** Where the metrics of all environments are. */
const namespace = 'Beanpole';

/**
 * A line of health that CloudWatch Logs makes metrics of, in the embedded metric format: of the environment, so that its instances are looked at together and each name costs
 * once. A value that is not known is left out. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function withMetrics(
  health: InstanceHealth,
  wanted: readonly HealthMetric[],
  { environment, at }: { readonly environment: string; readonly at: number },
): object {
  const values = wanted.flatMap((name) => {
    const value = readings[name](health);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (values.length === 0) return health;
  const Metrics = values.map(([Name]) => ({ Name, Unit: unitOf(Name) }));
  return {
    _aws: {
      Timestamp: Math.round(at),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Environment']], Metrics }],
    },
    Environment: environment,
    ...Object.fromEntries(values),
    ...health,
  };
}

type Reading = (health: InstanceHealth) => number | undefined;

const status =
  (kind: '2xx' | '3xx' | '4xx' | '5xx'): Reading =>
  ({ requests }) =>
    requests?.statuses[kind];

/** Seconds, as Elastic Beanstalk has them. */
const latency =
  (name: 'p10' | 'p50' | 'p75' | 'p85' | 'p90' | 'p95' | 'p99' | 'p99.9'): Reading =>
  ({ requests }) =>
    requests?.latency === undefined ? undefined : requests.latency[name] / 1000;

const readings: Readonly<Record<HealthMetric, Reading>> = {
  ApplicationRequestsTotal: ({ requests }) => requests?.count,
  ApplicationRequests2xx: status('2xx'),
  ApplicationRequests3xx: status('3xx'),
  ApplicationRequests4xx: status('4xx'),
  ApplicationRequests5xx: status('5xx'),
  ApplicationLatencyP10: latency('p10'),
  ApplicationLatencyP50: latency('p50'),
  ApplicationLatencyP75: latency('p75'),
  ApplicationLatencyP85: latency('p85'),
  ApplicationLatencyP90: latency('p90'),
  ApplicationLatencyP95: latency('p95'),
  ApplicationLatencyP99: latency('p99'),
  'ApplicationLatencyP99.9': latency('p99.9'),
  CPUUser: ({ machine }) => machine.cpu.user,
  CPUSystem: ({ machine }) => machine.cpu.system,
  CPUIdle: ({ machine }) => machine.cpu.idle,
  LoadAverage1min: ({ machine }) => machine.load[0],
  LoadAverage5min: ({ machine }) => machine.load[1],
  RootFilesystemUtil: ({ machine }) => machine.disk,
  MemoryUtil: ({ machine }) => machine.memory,
};

function unitOf(name: HealthMetric): string {
  if (name.startsWith('ApplicationRequests')) return 'Count';
  if (name.startsWith('ApplicationLatency')) return 'Seconds';
  return name.startsWith('LoadAverage') ? 'None' : 'Percent';
}
