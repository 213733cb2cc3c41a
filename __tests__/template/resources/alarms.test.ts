import { describe, expect, test } from '@jest/globals';
import { errorLimits } from '../../../src/settings/environment-config.ts';
import { alarms } from '../../../src/template/resources/alarms.ts';
import { someContext, someSettings } from '../contexts.ts';

const { deploy, instances } = someSettings();

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
function alarm(id: string, overrides: Parameters<typeof someContext>[0] = {}): any {
  return alarms(someContext(overrides)).Resources[id]?.Properties;
}

describe('the alarm for unhealthy hosts', () => {
  test.each([
    [
      'an additional batch keeps all of the smallest group',
      'rolling-with-additional-batch',
      3,
      { Threshold: 3, EvaluationPeriods: 3, DatapointsToAlarm: 2 },
    ],
    ['rolling keeps all but a batch', 'rolling', 3, { Threshold: 2, EvaluationPeriods: 3, DatapointsToAlarm: 2 }],
    [
      'rolling over one instance keeps none: an outage as long as a batch is no alarm',
      'rolling',
      1,
      { Threshold: 1, EvaluationPeriods: 16, DatapointsToAlarm: 16 },
    ],
    ['all at once keeps none', 'all-at-once', 3, { Threshold: 1, EvaluationPeriods: 16, DatapointsToAlarm: 16 }],
  ] as const)('%s', (_name, policy, min, expected) => {
    expect(
      alarm('UnhealthyHostsAlarm', { deploy: { ...deploy, policy }, instances: { ...instances, min } }),
    ).toMatchObject({
      MetricName: 'HealthyHostCount',
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'notBreaching',
      ...expected,
    });
  });
});

test('the alarm for server errors has the limits that a single instance bakes by', () => {
  const { Threshold, Metrics } = alarm('ServerErrorAlarm');
  expect(Threshold).toBe(errorLimits.percent);
  expect(JSON.stringify(Metrics)).toContain(`IF(total >= ${errorLimits.requests}, 100 * errors / total, 0)`);
});

describe('the alarm for server errors', () => {
  /** Evaluates the alarm's own expressions for one minute, as CloudWatch does: a name without a data point is `undefined`. */
  function share(data: Readonly<Record<string, number>>): number {
    const known: Record<string, number | undefined> = { ...data };
    for (const { Id, Expression } of alarm('ServerErrorAlarm').Metrics) {
      if (Expression) known[Id] = evaluate(Expression, known);
    }
    return known['share'] ?? Number.NaN;
  }

  function evaluate(expression: string, known: Readonly<Record<string, number | undefined>>): number {
    const names = [...new Set(expression.match(/\b[a-z]\w*/g))];
    const functions = {
      FILL: (value: number | undefined, filler: number) => value ?? filler,
      IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
    };
    const evaluator = new Function('FILL', 'IF', ...names, `return ${expression}`);
    return evaluator(functions.FILL, functions.IF, ...names.map((name) => known[name])) as number;
  }

  const threshold = alarm('ServerErrorAlarm').Threshold as number;

  test.each([
    ['no data at all', {}, false],
    ['few requests, all of them failed', { requests: 20, failed: 20 }, false],
    ['many requests, none failed', { requests: 5000 }, false],
    ['many requests, as many failed as are borne', { requests: 1000, failed: 100 }, false],
    ['many requests, more failed', { requests: 1000, failed: 101 }, true],
    ['no target left: the balancer itself answers everything', { unanswered: 400 }, true],
    ['targets that refuse connections', { requests: 300, unanswered: 300 }, true],
  ])('%s', (_name, data, isAlarm) => {
    expect(share(data) > threshold).toBe(isAlarm);
  });

  test('an outage that the policy takes into account is not the fault of the version', () => {
    const ids = (policy: 'all-at-once' | 'rolling-with-additional-batch') =>
      alarm('ServerErrorAlarm', { deploy: { ...deploy, policy } }).Metrics.map(({ Id }: { Id: string }) => Id);
    expect(ids('all-at-once')).not.toContain('unanswered');
    expect(ids('rolling-with-additional-batch')).toContain('unanswered');
  });

  test('judges two of three minutes, and does not take silence for an error', () => {
    expect(alarm('ServerErrorAlarm')).toMatchObject({
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(
      alarm('ServerErrorAlarm').Metrics.filter((metric: { ReturnData: boolean }) => metric.ReturnData),
    ).toHaveLength(1);
  });
});

test('alarms are made after the first instances, so that their first look is at a group that serves', () => {
  const { Resources } = alarms(someContext());
  expect(Object.values(Resources).map(({ DependsOn }) => DependsOn)).toEqual([
    ['AutoScalingGroup'],
    ['AutoScalingGroup'],
  ]);
});

test('a single instance has no balancer, and so no alarms', () => {
  expect(alarms(someContext({ mode: 'single-instance' }))).toEqual({ Resources: {} });
});
