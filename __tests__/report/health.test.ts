import { expect, test } from '@jest/globals';
import type { InstanceHealth } from '../../src/agent/health/health.ts';
import { endOfHealth, type Told } from '../../src/report/health.ts';

const place = { application: 'shop', environment: 'production' };
const quiet = { up: 93_900, load: [0.5, 0.4], processors: 2, memory: 40, disk: 20 } as const;
const machine = { ...quiet, cpu: { user: 9, system: 1, idle: 90 } };
const statuses = { '2xx': 600, '3xx': 0, '4xx': 0, '5xx': 0 };
const latency = { p10: 1, p50: 2, p75: 3, p85: 4, p90: 5, p95: 6, p99: 70, 'p99.9': 812 };
const well = {
  schema: 1,
  version: 'v2',
  state: 'serves',
  deployment: 'd1',
  requests: { seconds: 60, count: 600, statuses, latency },
  machine,
} satisfies InstanceHealth;

function endOf(...told: readonly Told[]) {
  const observed = {
    compute: { outputs: { Version: 'v2' } },
    group: undefined,
    stopped: undefined,
    health: { status: 'Ok', color: 'Green', causes: [] },
  };
  return endOfHealth(place, observed as unknown as Parameters<typeof endOfHealth>[1], told);
}

test('an environment that is well has no causes, and a line for each instance', () => {
  const { text, verdict, outputs, summary } = endOf({ instance: 'i-1', health: well });
  expect(text.split('\n')).toEqual([
    'production: Ok (Green)',
    '',
    'instance  version  up    r/s   2xx  3xx  4xx  5xx  p10  p50  p75  p90  p99  p99.9  cpu  load  mem  disk',
    'i-1       v2       1d2h  10.0  600  0    0    0    1    2    3    5    70   812    10%  0.50  40%  20%',
  ]);
  expect(verdict).toBe('good');
  expect(summary).toContain('p99.9');
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({
    outcome: 'health',
    status: 'Ok',
    instances: [{ instance: 'i-1' }],
  });
});

test.each([
  [
    'another version',
    [{ ...well, version: 'v1' }, well],
    'Incorrect application version found on 1 out of 2 instances. Expected version "v2".',
  ],
  [
    'errors of all instances together',
    [{ ...well, requests: { ...well.requests, count: 200, statuses: { ...statuses, '2xx': 0, '5xx': 200 } } }, well],
    '25.0% of the requests of the last minute failed with HTTP 5xx.',
  ],
  [
    'busy processors',
    [{ ...well, machine: { ...machine, cpu: { user: 90, system: 8, idle: 2 } } }],
    '98% of CPU is in use on i-1.',
  ],
  ['a full disk', [{ ...well, machine: { ...machine, disk: 97 } }], '97% of the disk is in use on i-1.'],
  ['a boot that failed', [{ schema: 1, state: 'failed', machine }], 'i-1 serves no version: its boot has failed.'],
] as const)('%s is a cause', (_, healths, cause) => {
  const { text } = endOf(...healths.map((health, at) => ({ instance: `i-${at + 1}`, health })));
  expect(text.split('\n')[1]).toBe(`- ${cause}`);
});

test('an instance that does not say is told with the reason, and its columns are empty', () => {
  const { text } = endOf(
    { instance: 'i-1', health: { schema: 1, state: 'booting', machine } },
    { instance: 'i-2', why: 'TimedOut' },
  );
  expect(text).toContain('- i-2 tells nothing: TimedOut');
  expect(text).toMatch(/^i-1 +booting +1d2h +- +- +- /m);
  expect(text).toMatch(/^i-2 +-$/m);
});
