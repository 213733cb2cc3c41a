import { afterEach, expect, test } from '@jest/globals';
import { startCloud, type TestCloud, until } from './cloud.ts';

const clouds: TestCloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

/** A group of targets whose first instance became healthy a minute ago, after four minutes without one. */
const history = [0, 0, 0, 0, 1];
const settings = {
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'HealthyHostCount',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 1,
  ComparisonOperator: 'LessThanThreshold',
  TreatMissingData: 'notBreaching',
};

test('an alarm made after its metric was bad is blind until its first look, rings for the past at that, and then settles', async () => {
  const test = await startCloud({ scale: 60 });
  clouds.push(test);
  const { alarms, metrics } = test.world.parts;
  const healthy = { namespace: 'AWS/ApplicationELB', name: 'HealthyHostCount', dimensions: [] };
  const now = test.cloud.clock.now();
  for (const [index, value] of history.entries()) metrics.put(healthy, value, now - (history.length - index) * 60_000);
  alarms.put('young', settings);
  expect(alarms.find('young')?.state).toBe('INSUFFICIENT_DATA');
  alarms.evaluate();
  expect(alarms.find('young')?.state).toBe('ALARM');
  const feed = setInterval(() => metrics.put(healthy, 1), 100);
  await until('OK', () => alarms.find('young')?.state === 'OK', 30_000);
  clearInterval(feed);
});
