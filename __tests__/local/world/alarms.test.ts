import { afterEach, describe, expect, test } from '@jest/globals';
import { stack, startCloud, type TestCloud, until } from './cloud.ts';

const clouds: TestCloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

const dimensions = [{ Name: 'LoadBalancer', Value: 'app/shop/1' }];
const metric = (name: string) => ({ namespace: 'AWS/ApplicationELB', name, dimensions });
const stat = (Id: string, MetricName: string) => ({
  Id,
  ReturnData: false,
  MetricStat: {
    Period: 60,
    Stat: 'Sum',
    Metric: { Namespace: 'AWS/ApplicationELB', MetricName, Dimensions: dimensions },
  },
});

describe('an alarm', () => {
  test('goes to ALARM by a ratio of real metrics, and back to OK', async () => {
    // A minute of AWS passes in 50 ms.
    const test = await startCloud({ scale: 1200 });
    clouds.push(test);
    const alarm = await stack(test).create('AWS::CloudWatch::Alarm', 'ServerErrorAlarm', {
      Metrics: [
        stat('errors', 'HTTPCode_Target_5XX_Count'),
        stat('requests', 'RequestCount'),
        { Id: 'share', Expression: 'IF(requests > 10, 100 * FILL(errors, 0) / requests, 0)', ReturnData: true },
      ],
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 20,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
    const arn = String(alarm.attributes['Arn']);
    expect(arn).toBe(`arn:aws:cloudwatch:eu-central-1:000000000000:alarm:${alarm.physicalId}`);
    expect(test.world.alarmState('arn:aws:cloudwatch:eu-central-1:000000000000:alarm:none')).toBeUndefined();
    const { metrics } = test.world.parts;
    let errors = 0;
    const traffic = setInterval(() => {
      metrics.put(metric('RequestCount'), 100);
      if (errors > 0) metrics.put(metric('HTTPCode_Target_5XX_Count'), errors);
    }, 10);
    await until('OK', () => test.world.alarmState(arn) === 'OK');
    errors = 30;
    await until('ALARM', () => test.world.alarmState(arn) === 'ALARM');
    errors = 10;
    await until('OK again', () => test.world.alarmState(arn) === 'OK');
    clearInterval(traffic);
    await stack(test).delete(alarm);
    expect(test.world.alarmState(arn)).toBeUndefined();
  });

  test('holds a state that was set only until it is evaluated', async () => {
    const test = await startCloud({ scale: 1 });
    clouds.push(test);
    const { alarms } = test.world.parts;
    const { arn } = alarms.put('quiet', {
      Namespace: 'N',
      MetricName: 'M',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
    alarms.set('quiet', 'ALARM', 'by hand');
    expect(test.world.alarmState(arn)).toBe('ALARM');
    alarms.evaluate();
    expect(test.world.alarmState(arn)).toBe('OK');
  });

  test('is refused when its expression cannot be read', async () => {
    const test = await startCloud();
    clouds.push(test);
    await expect(
      stack(test).create('AWS::CloudWatch::Alarm', 'Alarm', {
        Metrics: [{ Id: 'e', Expression: 'm1 +', ReturnData: true }],
      }),
    ).rejects.toThrow("Error in expression 'm1 +'");
  });
});
