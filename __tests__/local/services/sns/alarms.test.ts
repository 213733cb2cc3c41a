import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { regionName } from '../../../../src/local/world/region-names.ts';
import { start, type TestCloud, texts } from './cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  // A minute of AWS is a minute: nothing is evaluated while these tests run.
  cloud = await start({ scale: 1 });
});
afterAll(() => cloud[Symbol.asyncDispose]());

/** A topic with a queue behind it. */
async function listener(name: string, more: object = {}) {
  const topic = await cloud.topic(name, more);
  const queue = await cloud.queue(name);
  await cloud.subscribe(topic, 'sqs', queue.arn);
  const news = async () =>
    (await queue.bodies()).map(({ Subject, Message }) => ({ subject: Subject as string, body: JSON.parse(Message) }));
  return { topic, news };
}

const watched = {
  MetricName: 'CPUUtilization',
  Namespace: 'AWS/EC2',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 80.5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
};
const put = (AlarmName: string, more: object) => cloud.cloudWatch('PutMetricAlarm', { AlarmName, ...watched, ...more });
const turn = (AlarmName: string, StateValue: string, StateReason = 'because') =>
  cloud.cloudWatch('SetAlarmState', { AlarmName, StateValue, StateReason });

describe('an alarm with topics among its actions', () => {
  test('publishes what CloudWatch publishes, once for each change of state', async () => {
    const [bad, good, unsure] = [await listener('bad'), await listener('good'), await listener('unsure')];
    const actions = { AlarmActions: [bad.topic], OKActions: [good.topic], InsufficientDataActions: [unsure.topic] };
    await put('hot', { ...actions, AlarmDescription: 'Too hot.' });
    await turn('hot', 'ALARM', 'It is "hot".');
    await turn('hot', 'ALARM', 'It is still hot.');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    const body = {
      AlarmName: 'hot',
      AlarmDescription: 'Too hot.',
      AWSAccountId: '123456789012',
      AlarmConfigurationUpdatedTimestamp: time,
      NewStateValue: 'ALARM',
      NewStateReason: 'It is "hot".',
      StateChangeTime: time,
      Region: 'US East (N. Virginia)',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:hot',
      OldStateValue: 'INSUFFICIENT_DATA',
      OKActions: [good.topic],
      AlarmActions: [bad.topic],
      InsufficientDataActions: [unsure.topic],
      Trigger: {
        MetricName: 'CPUUtilization',
        Namespace: 'AWS/EC2',
        StatisticType: 'Statistic',
        Statistic: 'AVERAGE',
        Unit: null,
        Dimensions: [{ value: 'i-1', name: 'InstanceId' }],
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 80.5,
        TreatMissingData: 'notBreaching',
        EvaluateLowSampleCountPercentile: '',
      },
    };
    expect(await bad.news()).toEqual([{ subject: 'ALARM: "hot" in US East (N. Virginia)', body }]);
    await turn('hot', 'OK');
    await turn('hot', 'INSUFFICIENT_DATA');
    expect(await good.news()).toMatchObject([
      { subject: 'OK: "hot" in US East (N. Virginia)', body: { NewStateValue: 'OK', OldStateValue: 'ALARM' } },
    ]);
    expect(await unsure.news()).toMatchObject([
      { subject: 'INSUFFICIENT_DATA: "hot" in US East (N. Virginia)', body: { OldStateValue: 'OK' } },
    ]);
    expect(await bad.news()).toEqual([]);
  });

  test('tells calculations, percentiles, and names that are too long for a subject', async () => {
    const { topic, news } = await listener('various');
    const metric = {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCount',
      Dimensions: [{ Name: 'a', Value: 'b' }],
    };
    await cloud.cloudWatch('PutMetricAlarm', {
      AlarmName: 'share',
      AlarmActions: [topic],
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [
        { Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' }, ReturnData: 'false' },
        { Id: 'e', Expression: 'm * 2', Label: 'double' },
      ],
    });
    const { Statistic: _, ...percentile } = watched;
    const long = 'x'.repeat(200);
    await cloud.cloudWatch('PutMetricAlarm', {
      AlarmName: long,
      ...percentile,
      ExtendedStatistic: 'p99',
      AlarmActions: [topic],
    });
    await turn('share', 'ALARM');
    await turn(long, 'ALARM');
    const [share, slow] = await news();
    expect(share?.body.AlarmDescription).toBeNull();
    expect(share?.body.Trigger).toEqual({
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 5,
      TreatMissingData: '',
      EvaluateLowSampleCountPercentile: '',
      Metrics: [
        {
          Id: 'm',
          MetricStat: {
            Metric: {
              Dimensions: [{ value: 'b', name: 'a' }],
              MetricName: 'RequestCount',
              Namespace: 'AWS/ApplicationELB',
            },
            Period: 60,
            Stat: 'Sum',
          },
          ReturnData: false,
        },
        { Id: 'e', Expression: 'm * 2', Label: 'double', ReturnData: true },
      ],
    });
    expect(slow?.body.Trigger).toMatchObject({ StatisticType: 'ExtendedStatistic', ExtendedStatistic: 'p99' });
    expect(slow?.subject).toMatch(/^ALARM: "x+\.\.\." in US East \(N\. Virginia\)$/);
    expect(slow?.subject).toHaveLength(100);
  });

  test('is written as prose to people', async () => {
    const topic = await cloud.topic('people');
    await cloud.subscribe(topic, 'email', 'ada@example.com');
    const [, url = ''] = /^(http\S+)$/m.exec((await cloud.mails()).at(-1)?.body ?? '') ?? [];
    await fetch(url);
    await put('mailed', { AlarmActions: [topic] });
    await turn('mailed', 'ALARM', 'It is hot.');
    const mail = (await cloud.mails()).at(-1);
    expect(mail?.subject).toBe('ALARM: "mailed" in US East (N. Virginia)');
    expect(mail?.body).toMatch(
      /^You are receiving this email because your Amazon CloudWatch Alarm "mailed" in the US East \(N\. Virginia\) region has entered the ALARM state, because "It is hot\." at /,
    );
    expect(mail?.body).toContain('- State Change: INSUFFICIENT_DATA -> ALARM\n');
  });

  test('is silent when its actions are switched off', async () => {
    const { topic, news } = await listener('off');
    await put('off', { AlarmActions: [topic], ActionsEnabled: 'false' });
    await turn('off', 'ALARM');
    expect(await news()).toEqual([]);
    expect(texts(await cloud.cloudWatch('DescribeAlarms', { AlarmNames: ['off'] }), 'StateValue')).toEqual(['ALARM']);
  });

  test('says in the log that a topic is not there, or is encrypted with the key of AWS', async () => {
    const gone = 'arn:aws:sns:us-east-1:123456789012:gone';
    const aws = await listener('aws-key', { Attributes: { KmsMasterKeyId: 'alias/aws/sns' } });
    const own = await listener('own-key', { Attributes: { KmsMasterKeyId: 'alias/own' } });
    await put('failing', { AlarmActions: [gone, aws.topic, own.topic] });
    await turn('failing', 'ALARM');
    const failed = (topic: string) =>
      cloud.lines.filter((line) => line.startsWith(`Alarm failing: Failed to execute action ${topic}.`));
    expect(failed(gone)).toEqual([expect.stringMatching('Received error: "Topic does not exist"$')]);
    expect(failed(aws.topic)).toEqual([expect.stringMatching('authorization to access the SNS topic encryption key')]);
    expect([await aws.news(), (await own.news()).length]).toEqual([[], 1]);
  });

  test('is silent as long as it stays in its state, for minutes', async () => {
    await using fast = await start({ scale: 2000 });
    const topic = await fast.topic('lasting');
    const queue = await fast.queue('lasting');
    await fast.subscribe(topic, 'sqs', queue.arn);
    const rule = { ...watched, TreatMissingData: 'ignore', AlarmActions: [topic] };
    await fast.cloudWatch('PutMetricAlarm', { AlarmName: 'lasting', ...rule });
    await fast.cloudWatch('SetAlarmState', { AlarmName: 'lasting', StateValue: 'ALARM', StateReason: 'x' });
    // Comes out after five minutes of the cloud's clock.
    const hourglass = await fast.queue('hourglass');
    await fast.sqs('SendMessage', { QueueUrl: hourglass.url, MessageBody: 'now', DelaySeconds: 300 });
    while ((await hourglass.receive(20)).length === 0);
    expect(texts(await fast.cloudWatch('DescribeAlarms', { AlarmNames: ['lasting'] }), 'StateValue')).toEqual([
      'ALARM',
    ]);
    expect(await queue.bodies()).toHaveLength(1);
  });
});

test('regions have the names that CloudWatch gives them', () => {
  const names = ['us-east-1', 'eu-central-1', 'eu-west-1', 'ap-southeast-2', 'xx-new-1'].map(regionName);
  expect(names).toEqual([
    'US East (N. Virginia)',
    'EU (Frankfurt)',
    'EU (Ireland)',
    'Asia Pacific (Sydney)',
    'xx-new-1',
  ]);
});
