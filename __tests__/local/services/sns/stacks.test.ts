import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cloudClock } from '../../../../src/local/clock.ts';
import type { Group } from '../../../../src/local/compute/auto-scaling/group.ts';
import { tellOfEnd } from '../../../../src/local/compute/auto-scaling/notifications.ts';
import type { Cloud } from '../../../../src/local/service.ts';
import type { Announcement } from '../../../../src/local/services/sns/announce.ts';
import { refusal, start, type TestCloud, texts, until } from './cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await start({ scale: 1000 });
});
afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  expect(cloud.lines.filter((line) => line.includes('mistake'))).toEqual([]);
});

/** Puts resources into force in a stack and tells its outputs and how it ended. */
async function deploy(StackName: string, Resources: object, Outputs: object = {}) {
  const exists = (await refusal(cloud.cloudFormation('DescribeStacks', { StackName }))) === 'no error';
  const TemplateBody = JSON.stringify({ Resources, Outputs });
  await cloud.cloudFormation(exists ? 'UpdateStack' : 'CreateStack', { StackName, TemplateBody });
  return settled(StackName);
}

async function settled(StackName: string) {
  return until(`${StackName} is settled`, async () => {
    const xml = await cloud.cloudFormation('DescribeStacks', { StackName });
    const [status = ''] = texts(xml, 'StackStatus');
    if (status.endsWith('_IN_PROGRESS')) return undefined;
    const values = texts(xml, 'OutputValue');
    return { status, outputs: Object.fromEntries(texts(xml, 'OutputKey').map((key, i) => [key, values[i] ?? ''])) };
  });
}

async function drop(StackName: string): Promise<string> {
  const id = texts(await cloud.cloudFormation('DescribeStacks', { StackName }), 'StackId')[0] ?? '';
  await cloud.cloudFormation('DeleteStack', { StackName });
  return (await settled(id)).status;
}

const reasons = async (StackName: string) =>
  texts(await cloud.cloudFormation('DescribeStackEvents', { StackName }), 'ResourceStatusReason').join('\n');
const attributesOf = (TopicArn: string) => cloud.attributes('GetTopicAttributes', { TopicArn });
const value = (Value: unknown) => ({ Value });

describe('AWS::SNS::Topic', () => {
  const outputs = {
    Ref: value({ Ref: 'News' }),
    Arn: value({ 'Fn::GetAtt': ['News', 'TopicArn'] }),
    Name: value({ 'Fn::GetAtt': ['News', 'TopicName'] }),
  };
  const news = (properties: object) => ({ News: { Type: 'AWS::SNS::Topic', Properties: properties } });
  const endpoints = async (arn: string) =>
    texts(await cloud.sns('ListSubscriptionsByTopic', { TopicArn: arn }), 'Endpoint').sort();

  test('is its ARN, has a name of its own, and follows its template', async () => {
    const [one, two] = [await cloud.queue('inline-1'), await cloud.queue('inline-2')];
    const made = await deploy(
      'topics',
      news({
        DisplayName: 'News',
        KmsMasterKeyId: 'alias/aws/sns',
        Tags: [{ Key: 'a', Value: '1' }],
        Subscription: [
          { Protocol: 'sqs', Endpoint: one.arn },
          { Protocol: 'email', Endpoint: 'in@line.example' },
        ],
      }),
      outputs,
    );
    expect(made.status).toBe('CREATE_COMPLETE');
    const arn = made.outputs['Ref'] ?? '';
    expect(made.outputs).toEqual({
      Ref: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:topics-News-\w{12}$/),
      Arn: arn,
      Name: arn.split(':').at(-1),
    });
    expect(await attributesOf(arn)).toMatchObject({ DisplayName: 'News', KmsMasterKeyId: 'alias/aws/sns' });
    expect(texts(await cloud.sns('ListTagsForResource', { ResourceArn: arn }), 'Key')).toEqual(
      expect.arrayContaining(['a', 'aws:cloudformation:stack-name']),
    );
    expect(await endpoints(arn)).toEqual([one.arn, 'in@line.example']);
    const listed = { Protocol: 'sqs', Endpoint: two.arn };
    const changed = await deploy('topics', news({ DisplayName: 'Other', Subscription: [listed] }), outputs);
    expect(changed).toEqual({ status: 'UPDATE_COMPLETE', outputs: made.outputs });
    const told = await attributesOf(arn);
    expect(told).toMatchObject({ DisplayName: 'Other' });
    expect(told).not.toHaveProperty('KmsMasterKeyId');
    // The one that nobody confirmed cannot be ended.
    expect(await endpoints(arn)).toEqual([two.arn, 'in@line.example']);

    const replaced = await deploy('topics', news({ TopicName: 'named' }), outputs);
    expect(replaced.outputs['Ref']).toBe('arn:aws:sns:us-east-1:123456789012:named');
    expect(await refusal(attributesOf(arn))).toMatch('404 NotFound');
    expect(await drop('topics')).toBe('DELETE_COMPLETE');
    expect(await refusal(attributesOf('arn:aws:sns:us-east-1:123456789012:named'))).toMatch('404 NotFound');
  });

  test('is not made twice, nor with what is not acted out, and then leaves nothing', async () => {
    await cloud.topic('taken');
    expect((await deploy('twice', news({ TopicName: 'taken' }))).status).toBe('ROLLBACK_COMPLETE');
    expect(await reasons('twice')).toMatch('arn:aws:sns:us-east-1:123456789012:taken already exists');
    await attributesOf('arn:aws:sns:us-east-1:123456789012:taken');
    const lambda = { Protocol: 'lambda', Endpoint: 'arn:aws:lambda:us-east-1:123456789012:function:f' };
    for (const [i, properties] of [{ FifoTopic: true }, { Subscription: [lambda] }].entries()) {
      const name = `odd-${i}`;
      expect((await deploy(name, news({ TopicName: name, ...properties }))).status).toBe('ROLLBACK_COMPLETE');
      expect(await reasons(name)).toMatch('The local cloud does not act out');
      expect(await refusal(attributesOf(`arn:aws:sns:us-east-1:123456789012:${name}`))).toMatch('404');
    }
  });
});

test('AWS::SNS::Subscription is its ARN, pending or not, and one that is pending does not hold its stack', async () => {
  const topic = await cloud.topic('apart');
  const queue = await cloud.queue('apart');
  const one = (properties: object) => ({
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: topic, ...properties },
  });
  const resources = (raw: boolean) => ({
    Person: one({ Protocol: 'email', Endpoint: 'per@son.example' }),
    Queue: one({ Protocol: 'sqs', Endpoint: queue.arn, RawMessageDelivery: raw }),
  });
  const outputs = { Person: value({ Ref: 'Person' }), Queue: value({ 'Fn::GetAtt': ['Queue', 'Arn'] }) };
  const made = await deploy('apart', resources(true), outputs);
  expect(made.outputs).toEqual({
    Person: expect.stringMatching(new RegExp(`^${topic}:[0-9a-f-]{36}$`)),
    Queue: expect.stringMatching(new RegExp(`^${topic}:[0-9a-f-]{36}$`)),
  });
  const isRaw = async () => {
    const told = await cloud.attributes('GetSubscriptionAttributes', { SubscriptionArn: made.outputs['Queue'] });
    return told['RawMessageDelivery'];
  };
  expect(await isRaw()).toBe('true');
  expect(await deploy('apart', resources(false), outputs)).toMatchObject({ outputs: made.outputs });
  expect(await isRaw()).toBe('false');
  expect(await drop('apart')).toBe('DELETE_COMPLETE');
  expect(await attributesOf(topic)).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsPending: '1' });
});

test('AWS::SNS::TopicPolicy holds as long as it is there', async () => {
  const [one, two] = [await cloud.topic('policy-1'), await cloud.topic('policy-2')];
  const before = await attributesOf(one);
  const policy = (Sid: string, Topics: string[]) => ({
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics, PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid }] } },
    },
  });
  const sids = async () =>
    Promise.all([one, two].map(async (arn) => JSON.parse((await attributesOf(arn))['Policy'] ?? '').Statement[0].Sid));
  await deploy('policies', policy('A', [one, two]));
  expect(await sids()).toEqual(['A', 'A']);
  await deploy('policies', policy('B', [two]));
  expect(await sids()).toEqual(['__default_statement_ID', 'B']);
  await drop('policies');
  expect(await sids()).toEqual(['__default_statement_ID', '__default_statement_ID']);
  expect(await attributesOf(one)).toEqual(before);
});

describe('a group', () => {
  const template = (notifications: object) => ({
    News: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'group-news' } },
    ToQueue: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'News' },
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:123456789012:group-news',
      },
    },
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: 'ami-1',
          InstanceType: 't3.micro',
          UserData: Buffer.from('#!/bin/bash\nexec sleep 100\n').toString('base64'),
        },
      },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      DependsOn: 'ToQueue',
      Properties: {
        AutoScalingGroupName: 'crew',
        MinSize: '1',
        MaxSize: '2',
        AvailabilityZones: ['us-east-1a'],
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Template' },
          Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
        },
        ...notifications,
      },
    },
  });
  const all = ['LAUNCH', 'LAUNCH_ERROR', 'TERMINATE', 'TERMINATE_ERROR'].map(
    (one) => `autoscaling:EC2_INSTANCE_${one}`,
  );
  const configured = async () => {
    const xml = await cloud.autoScaling('DescribeNotificationConfigurations', { AutoScalingGroupNames: ['crew'] });
    return texts(xml, 'NotificationType');
  };

  test('tells a topic of its launches, failures and terminations', async () => {
    const TopicARN = 'arn:aws:sns:us-east-1:123456789012:group-news';
    const queue = await cloud.queue('group-news');
    const rules = [{ what: 'no-capacity', calls: 1 }];
    await fetch(`${cloud.endpoint}/_beanpole/faults`, { method: 'PUT', body: JSON.stringify({ rules }) });
    const made = await deploy(
      'crew',
      template({ NotificationConfigurations: [{ TopicARN: { Ref: 'News' }, NotificationTypes: all }] }),
    );
    expect(made.status).toBe('CREATE_COMPLETE');
    expect(await configured()).toEqual(all);
    const told = async (count: number) => {
      const news: { Subject: string; Message: string }[] = [];
      await until(`${count} messages`, async () => news.push(...(await queue.bodies())) >= count);
      return news.map(({ Subject, Message }) => ({ Subject, ...JSON.parse(Message) }));
    };
    const news = await told(3);
    const common = {
      Service: 'AWS Auto Scaling',
      AccountId: '123456789012',
      AutoScalingGroupName: 'crew',
      AutoScalingGroupARN: expect.stringMatching(/^arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:/),
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Time: expect.stringMatching(/Z$/),
    };
    const activity = {
      ...common,
      ActivityId: expect.any(String),
      StartTime: expect.stringMatching(/Z$/),
      EndTime: expect.stringMatching(/Z$/),
      Cause: expect.stringContaining('increasing the capacity from 0 to 1.'),
      Details: { 'Subnet ID': expect.stringMatching(/^subnet-/), 'Availability Zone': 'us-east-1a' },
    };
    expect(news).toEqual([
      {
        ...common,
        Subject: 'Auto Scaling: test notification for group "crew"',
        Event: 'autoscaling:TEST_NOTIFICATION',
      },
      {
        ...activity,
        Subject: 'Auto Scaling: failed launch for group "crew"',
        Event: 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
        Description: 'Launching a new EC2 instance',
        StatusCode: 'Failed',
        StatusMessage: expect.stringContaining('capacity'),
        Progress: 100,
        EC2InstanceId: '',
      },
      {
        ...activity,
        Subject: 'Auto Scaling: launch for group "crew"',
        Event: 'autoscaling:EC2_INSTANCE_LAUNCH',
        Description: expect.stringMatching(/^Launching a new EC2 instance: i-[0-9a-f]{17}$/),
        StatusCode: 'InProgress',
        StatusMessage: '',
        Progress: 50,
        EC2InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
      },
    ]);

    await cloud.autoScaling('TerminateInstanceInAutoScalingGroup', {
      InstanceId: news[2].EC2InstanceId,
      ShouldDecrementDesiredCapacity: 'false',
    });
    const events = (list: { Event: string }[]) => list.map(({ Event }) => Event.replace('autoscaling:', '')).sort();
    expect(events(await told(2))).toEqual(['EC2_INSTANCE_LAUNCH', 'EC2_INSTANCE_TERMINATE']);

    // Put by the API: it takes the place of the one before, and says so with a test.
    const put = (NotificationTypes: string[], topic = TopicARN) =>
      cloud.autoScaling('PutNotificationConfiguration', {
        AutoScalingGroupName: 'crew',
        TopicARN: topic,
        NotificationTypes,
      });
    await put(['autoscaling:EC2_INSTANCE_TERMINATE']);
    await put(['autoscaling:EC2_INSTANCE_TERMINATE']);
    expect(await configured()).toEqual(['autoscaling:EC2_INSTANCE_TERMINATE']);
    expect(events(await told(2))).toEqual(['TEST_NOTIFICATION', 'TEST_NOTIFICATION']);
    expect(await refusal(put(['autoscaling:NONSENSE']))).toBe(
      '400 ValidationError: "autoscaling:NONSENSE" is not a valid Notification Type.',
    );
    expect(await configured()).toEqual(['autoscaling:EC2_INSTANCE_TERMINATE']);
    await put(all, 'arn:aws:sns:us-east-1:123456789012:nowhere');
    expect(cloud.lines.at(-1)).toMatch(/nothing was published to arn:.*:nowhere .*Topic does not exist/);
    await cloud.autoScaling('DeleteNotificationConfiguration', {
      AutoScalingGroupName: 'crew',
      TopicARN: 'arn:aws:sns:us-east-1:123456789012:nowhere',
    });
    expect(await configured()).toEqual(['autoscaling:EC2_INSTANCE_TERMINATE']);

    // The older property, of one topic: a template that changes it is followed.
    const older = { NotificationConfiguration: { TopicARN: { Ref: 'News' }, NotificationTypes: all.slice(0, 1) } };
    expect((await deploy('crew', template(older))).status).toBe('UPDATE_COMPLETE');
    expect(await configured()).toEqual(all.slice(0, 1));
    expect(events(await told(1))).toEqual(['TEST_NOTIFICATION']);
    expect(await drop('crew')).toBe('DELETE_COMPLETE');
    expect(await queue.bodies()).toEqual([]);
  });

  test('offers what AWS offers to be told of, and pages', async () => {
    const types = await cloud.autoScaling('DescribeAutoScalingNotificationTypes');
    expect(texts(types, 'member')).toEqual([...all, 'autoscaling:TEST_NOTIFICATION']);
    const put = { AutoScalingGroupName: 'none', TopicARN: 'arn', NotificationTypes: all };
    expect(await refusal(cloud.autoScaling('PutNotificationConfiguration', put))).toMatch('400 ValidationError');
    expect(await refusal(cloud.autoScaling('DescribeNotificationConfigurations', { NextToken: 'x' }))).toMatch(
      '400 InvalidNextToken',
    );
    expect(await refusal(cloud.autoScaling('DescribeNotificationConfigurations', { MaxRecords: '101' }))).toMatch(
      '400 ValidationError',
    );
  });

  test('tells of a termination that failed', () => {
    const said: Announcement[] = [];
    const announce = (_topic: string, one: Announcement) => void said.push(one);
    const event = 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR';
    const group = { name: 'crew', arn: 'arn', notifications: [{ topic: 'arn', types: [event] }] } as unknown as Group;
    const activity = { id: 'a', group: 'crew', cause: 'c', startedAt: 0, status: 'Failed', message: 'no' } as const;
    const speaker = { announce, cloud: { account: '1', clock: cloudClock(1) } as unknown as Cloud };
    tellOfEnd(speaker, group, { ...activity, description: 'Terminating EC2 instance: i-0a' });
    tellOfEnd(speaker, group, { ...activity, status: 'Successful', description: 'Terminating EC2 instance: i-0a' });
    expect(said.map(({ subject }) => subject)).toEqual(['Auto Scaling: failed termination for group "crew"']);
    expect(said[0]?.mail).toMatch(`\nEvent: ${event}\n`);
    expect(JSON.parse(said[0]?.message ?? '')).toMatchObject({
      Event: event,
      EC2InstanceId: 'i-0a',
      StatusMessage: 'no',
    });
  });
});
