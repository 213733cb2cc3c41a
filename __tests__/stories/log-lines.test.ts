import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookInto, until } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

/** Logs each request on its output and into a file of its own, and says goodbye. */
const server = (version: string) => `
  const { appendFileSync, mkdirSync } = require('node:fs');
  mkdirSync('log', { recursive: true });
  const server = require('node:http').createServer(({ url }, answer) => {
    if (url !== '/') {
      console.log('asked for ' + url);
      appendFileSync('log/own.log', 'kept ' + url + '\\n');
    }
    answer.end('${version}');
  });
  server.listen(process.env.PORT);
  process.on('SIGTERM', () => server.close(() => console.log('goodbye of ${version}')));
`;

interface Event {
  readonly logStreamName: string;
  readonly message: string;
}

describe('lines that instances log', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: ReturnType<typeof lookInto>;

  const deploy = async (version: string, inputs: Readonly<Record<string, string>> = {}) => {
    const yml = `application: story
health: { interval: 10s, successes: 3, deadline: 90s }
deploy: { timeout: 5m, drain: 20s }
logs: { stream: true, health: true, metrics: [MemoryUtil, ApplicationRequestsTotal], retention: 30, files: [/var/app/current/log/*.log] }
resources:
  MemoryAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: Beanpole
      MetricName: MemoryUtil
      Dimensions: [{ Name: Environment, Value: !Ref AWS::StackName }]
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      ComparisonOperator: GreaterThanThreshold
      Threshold: 0
outputs:
  MemoryAlarmName: { Value: !Ref MemoryAlarm }
environments:
  fleet: { mode: high-availability, instances: { min: 2, max: 3 } }
`;
    const tree = write(
      join(here.path, version),
      application(version, { 'server.js': server(version), 'beanpole.yml': yml }),
    );
    const run = await runAction({
      workspace: tree,
      inputs: { environment: 'fleet', 'version-label': version, ...inputs },
      environment: cloud.environment,
    });
    if (run.code !== 0) throw new Error(run.log);
    return run;
  };
  const ask = async (url: string | undefined, from: number) => {
    for (let at = from; at < from + 40; at += 1) await fetch(`${url}/request-${at}`);
  };
  const group = () => look.output('story-fleet', 'LogGroup');
  const events = async (logStreamNamePrefix: string) => {
    const found: Event[] = [];
    for (let nextToken: string | undefined; ; ) {
      const input = { logGroupName: await group(), logStreamNamePrefix, ...(nextToken && { nextToken }) };
      const answer = await look.logs<{ events: Event[]; nextToken?: string }>('FilterLogEvents', input);
      found.push(...answer.events);
      nextToken = answer.nextToken;
      if (nextToken === undefined) return found;
    }
  };
  const numbers = (found: readonly Event[]) =>
    found.flatMap(({ message }) => /request-(\d+)$/.exec(message)?.slice(1).map(Number) ?? []).sort((a, b) => a - b);

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('outlive them, each once, to the last word of those that are gone', async () => {
    const first = await deploy('v1');
    await ask(first.outputs['url'], 0);
    const gone = (await look.group('story-fleet')).Instances?.map(({ InstanceId }) => InstanceId ?? '') ?? [];
    const second = await deploy('v2');
    await ask(second.outputs['url'], 40);

    const all = Array.from({ length: 80 }, (_, at) => at);
    expect(
      await until(
        async () => numbers(await events('web/')).length,
        (count) => count >= 80,
        20_000,
      ),
    ).toBe(80);
    expect(numbers(await events('web/'))).toEqual(all);
    expect(
      await until(
        async () => numbers(await events('var/app/current/log/own.log/')).length,
        (count) => count >= 80,
        20_000,
      ),
    ).toBe(80);
    const goodbyes = (await events('web/')).filter(({ message }) => message === 'goodbye of v1');
    expect(goodbyes.map(({ logStreamName }) => logStreamName).sort()).toEqual(gone.map((id) => `web/${id}`).sort());
    const agents = (await events('agent/')).filter(({ message }) => message.startsWith('Version v'));
    expect(agents.map(({ message }) => message.split(' ').slice(0, 3).join(' ')).sort()).toEqual([
      'Version v1 serves:',
      'Version v1 serves:',
      'Version v2 serves:',
      'Version v2 serves:',
    ]);
  }, 120_000);

  test('are joined every minute by how each instance is', async () => {
    const told = async () =>
      (await events('health/')).map(({ logStreamName, message }) => ({ logStreamName, ...JSON.parse(message) }));
    const ofV2 = async () => (await told()).filter(({ version }) => version === 'v2');
    // Each of the two tells more than once.
    const lines = await until(ofV2, (found) => found.length >= 4, 30_000);
    expect(new Set(lines.map(({ logStreamName }) => logStreamName)).size).toBe(2);
    for (const { state, requests, machine } of lines)
      expect([state, typeof requests.count, machine.cpu.idle <= 100]).toEqual(['serves', 'number', true]);
    const counted = (await told()).reduce((sum, { requests }) => sum + (requests?.statuses['2xx'] ?? 0), 0);
    // What was asked above, the gates and the load balancer.
    expect(counted).toBeGreaterThanOrEqual(80);
  }, 60_000);

  test('become metrics, by which an alarm of one’s own rings', async () => {
    const watch = new CloudWatchClient(look.connection);
    const alarm = await look.output('story-fleet', 'MemoryAlarmName');
    const state = async () =>
      (await watch.send(new DescribeAlarmsCommand({ AlarmNames: [alarm] }))).MetricAlarms?.[0]?.StateValue;
    // Some memory is in use on any machine.
    expect(await until(state, (now) => now === 'ALARM', 30_000)).toBe('ALARM');
    const { Metrics } = await watch.send(new ListMetricsCommand({ Namespace: 'Beanpole' }));
    const Dimensions = [{ Name: 'Environment', Value: 'story-fleet' }];
    expect(Metrics?.sort((a, b) => ((a.MetricName ?? '') < (b.MetricName ?? '') ? -1 : 1))).toEqual([
      { Namespace: 'Beanpole', MetricName: 'ApplicationRequestsTotal', Dimensions },
      { Namespace: 'Beanpole', MetricName: 'MemoryUtil', Dimensions },
    ]);
  }, 60_000);

  test('are kept for as long as was asked, also when the environment is gone', async () => {
    const name = await group();
    const described = async () =>
      (
        await look.logs<{ logGroups: { logGroupName: string; retentionInDays: number }[] }>('DescribeLogGroups', {
          logGroupNamePrefix: name,
        })
      ).logGroups.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays]);
    expect(await described()).toEqual([[name, 30]]);
    const status = await deploy('v2', { command: 'status' });
    expect(status.log).toContain(`log lines: aws logs tail --region us-east-1 ${name} --follow`);
    const destroyed = await deploy('v2', { command: 'destroy' });
    expect(destroyed.log).toContain(`The log group ${name} stays, and its lines for 30 days;`);
    expect(await look.stack('story-fleet')).toBeUndefined();
    expect(await described()).toEqual([[name, 30]]);
  }, 60_000);
});
