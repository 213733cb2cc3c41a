import { expect, test } from '@jest/globals';
import type { InstanceHealth } from '../../../src/agent/health/health.ts';
import { withMetrics } from '../../../src/agent/health/metrics.ts';
import { healthMetrics } from '../../../src/settings/health-metrics.ts';

const health: InstanceHealth = {
  schema: 1,
  state: 'serves',
  version: 'v1',
  requests: {
    seconds: 60,
    count: 10,
    statuses: { '2xx': 7, '3xx': 0, '4xx': 1, '5xx': 2 },
    latency: { p10: 1, p50: 20, p75: 30, p85: 40, p90: 50, p95: 60, p99: 700, 'p99.9': 1_500 },
  },
  machine: {
    up: 60,
    load: [0.5, 0.25],
    processors: 2,
    cpu: { user: 10, system: 5, idle: 85 },
    memory: 40,
    disk: 20,
  },
};
const where = { environment: 'shop-production', at: 1_000.4 };

test('each metric stands at the root of the line, with its unit, by the environment', () => {
  expect(withMetrics(health, ['ApplicationRequests5xx', 'ApplicationLatencyP99.9', 'MemoryUtil'], where)).toEqual({
    _aws: {
      Timestamp: 1_000,
      CloudWatchMetrics: [
        {
          Namespace: 'Beanpole',
          Dimensions: [['Environment']],
          Metrics: [
            { Name: 'ApplicationRequests5xx', Unit: 'Count' },
            { Name: 'ApplicationLatencyP99.9', Unit: 'Seconds' },
            { Name: 'MemoryUtil', Unit: 'Percent' },
          ],
        },
      ],
    },
    Environment: 'shop-production',
    ApplicationRequests5xx: 2,
    'ApplicationLatencyP99.9': 1.5,
    MemoryUtil: 40,
    ...health,
  });
});

test('there is a value for every name, while it is known', () => {
  const told = withMetrics(health, healthMetrics, where) as Record<string, unknown>;
  expect(healthMetrics.filter((name) => typeof told[name] !== 'number')).toEqual([]);
  const { requests: _, ...quiet } = health;
  expect(withMetrics(quiet, ['ApplicationRequestsTotal', 'ApplicationLatencyP50'], where)).toEqual(quiet);
  expect(withMetrics(health, [], where)).toEqual(health);
});
