import { describe, expect, test } from '@jest/globals';
import { type AlarmStateValue, evaluateAlarm } from '../../../src/local/world/alarm-evaluation.ts';

const points = (text: string) => text.split(' ').map((one) => (one === '-' ? undefined : one === 'X' ? 10 : 0));
const rule = (datapointsToAlarm: number, treatMissingData: string) => ({
  comparison: 'GreaterThanThreshold',
  threshold: 5,
  evaluationPeriods: 3,
  datapointsToAlarm,
  treatMissingData,
});
const before: AlarmStateValue = 'INSUFFICIENT_DATA';

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe('evaluateAlarm', () => {
  test.each([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', before, 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', before, 'ALARM', 'OK'],
  ])('3 out of 3, %s: missing %s, ignore %s, breaching %s, notBreaching %s', (text, ...wanted) => {
    const states = ['missing', 'ignore', 'breaching', 'notBreaching'].map((treat) =>
      evaluateAlarm(points(text), rule(3, treat), before),
    );
    expect(states).toEqual(wanted);
  });

  test.each([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', before, 'ALARM', 'OK'],
  ])('2 out of 3, %s: missing %s, ignore %s, breaching %s, notBreaching %s', (text, ...wanted) => {
    const states = ['missing', 'ignore', 'breaching', 'notBreaching'].map((treat) =>
      evaluateAlarm(points(text), rule(2, treat), before),
    );
    expect(states).toEqual(wanted);
  });
});
