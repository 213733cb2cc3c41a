import {
  SetDesiredCapacityCommand,
  StartInstanceRefreshCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { requestStream } from '../../scripts/stage/stream.js';
import { lookInto, until } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

/** Answers as its path says, `/404`, else well. */
const answering = `
  const status = ({ url }) => Number(/^[/]([45][0-9][0-9])$/.exec(url)?.[1] ?? 200);
  const server = require('node:http').createServer((asked, answer) => answer.writeHead(status(asked)).end());
  server.listen(process.env.PORT);
  process.on('SIGTERM', () => server.close());
`;

describe('doctor', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: ReturnType<typeof lookInto>;
  let watch: CloudWatchClient;

  const step = (workspace: string, inputs: Readonly<Record<string, string>>) =>
    runAction({ workspace, inputs: { environment: 'fleet', ...inputs }, environment: cloud.environment });
  const serverErrorAlarm = async () =>
    (await look.output('story-fleet', 'ServerErrorAlarmArn')).split(':').at(-1) ?? '';
  const stateOfAlarm = async () => {
    const { MetricAlarms = [] } = await watch.send(
      new DescribeAlarmsCommand({ AlarmNames: [await serverErrorAlarm()] }),
    );
    return MetricAlarms[0]?.StateValue;
  };
  const doctor = () =>
    step(write(join(here.path, 'empty'), { 'beanpole.yml': 'application: story\n' }), { command: 'doctor' });

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    watch = new CloudWatchClient(look.connection);
    for (const version of ['1', '2']) {
      const tree = write(join(here.path, `tree-${version}`), application(version, { 'server.js': answering }));
      const run = await step(tree, { 'version-label': `v${version}` });
      if (run.code !== 0) throw new Error(run.log);
    }
  }, 90_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('finds nothing in a healthy environment', async () => {
    const { code, outputs, log } = await doctor();
    expect([code, outputs['outcome'], log]).toEqual([
      0,
      'healthy',
      expect.stringContaining('Nothing is wrong with fleet.'),
    ]);
  }, 30_000);

  test('answers of 4xx are the fault of who asks, however many there are; answers of 5xx are not', async () => {
    const url = (await look.stack('story-fleet'))?.outputs['Url'];
    const lost = requestStream(`${url}/404`, { senders: 2, pauseMs: 10 });
    // The alarm looks at three minutes.
    await new Promise((resolve) => setTimeout(resolve, (4 * 60_000) / scale));
    expect([await stateOfAlarm(), (await doctor()).outputs['outcome']]).toEqual(['OK', 'healthy']);
    const { sent, failed } = await lost.stop();
    expect([sent > 100, failed]).toEqual([true, sent]);

    const broken = requestStream(`${url}/500`, { senders: 2, pauseMs: 10 });
    expect(await until(stateOfAlarm, (state) => state === 'ALARM', 30_000)).toBe('ALARM');
    await broken.stop();
    expect((await doctor()).log).toMatch(/The alarm .*ServerErrorAlarm\S+ rings\./);
  }, 90_000);

  test('names each thing that somebody did, with the way out, and changes nothing', async () => {
    const { AutoScalingGroupName: group, MaxSize: max } = await look.group('story-fleet');
    const alarm = await serverErrorAlarm();
    const bucket = await look.output('story', 'ArtifactBucket');
    const image = (await look.stack('story-fleet'))?.parameters['ImageId'] ?? '';
    await look.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity: max }));
    await look.autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: group }));
    await look.autoScaling.send(
      new SuspendProcessesCommand({ AutoScalingGroupName: group, ScalingProcesses: ['AlarmNotification'] }),
    );
    // A metric that never comes, and an alarm that takes its absence ill: it rings for good.
    const silence = { Namespace: 'Test', MetricName: 'Nothing', Statistic: 'Sum', Period: 10 } as const;
    const rule = { ComparisonOperator: 'GreaterThanThreshold', Threshold: 0, EvaluationPeriods: 1 } as const;
    await watch.send(
      new PutMetricAlarmCommand({ AlarmName: alarm, ...silence, ...rule, TreatMissingData: 'breaching' }),
    );
    expect(await until(stateOfAlarm, (state) => state === 'ALARM', 20_000)).toBe('ALARM');
    const manifest = await look.s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'versions/v1.json' }));
    const { key } = JSON.parse((await manifest.Body?.transformToString()) ?? '{}') as { key: string };
    await look.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    await look.query('ec2', 'DeregisterImage', { ImageId: image });

    const { code, outputs, log } = await doctor();
    expect([code, outputs['outcome']]).toEqual([0, 'findings']);
    for (const finding of [
      /has suspended processes: AlarmNotification\. .*aws autoscaling resume-processes/,
      /The instance refresh \S+ of the group .* no deploy began it\. .*cancel-instance-refresh/,
      /The alarm .*ServerErrorAlarm\S+ rings\. .*ignore-alarms/,
      /stands at its largest size, \d: .* Raise instances\.max/,
      /The bundle of the previous version "v1" is not in the artifact bucket .* a rollback to it is impossible/,
      new RegExp(`The machine image ${image} is not there any more`),
    ])
      expect(log).toMatch(finding);
    expect((await look.stack('story-fleet'))?.status).toBe('UPDATE_COMPLETE');
  }, 60_000);
});
