import { describe, expect, test } from '@jest/globals';
import { alarms } from '../../../src/template/resources/alarms.ts';
import { autoScalingGroup } from '../../../src/template/resources/auto-scaling-group.ts';
import { notifications } from '../../../src/template/resources/notifications.ts';
import { scaling } from '../../../src/template/resources/scaling.ts';
import { someContext } from '../contexts.ts';

const existing = 'arn:aws:sns:eu-central-1:123456789012:alarms';
const own = (...to: string[]) => ({ notifications: { kind: 'own', to } as const });

/** Who is told by each alarm and each group of an environment. */
function listeners(overrides: Parameters<typeof someContext>[0]) {
  const context = someContext(overrides);
  return [alarms, autoScalingGroup, scaling]
    .flatMap((part) => Object.entries(part(context).Resources))
    .flatMap(([id, { Properties = {} }]) => {
      const { AlarmActions, OKActions, NotificationConfigurations } = Properties;
      const told = AlarmActions ?? NotificationConfigurations;
      return told === undefined ? [] : [[id, JSON.stringify(told), JSON.stringify(OKActions)]];
    });
}

describe('the topic of an environment', () => {
  test('is there when somebody is to be told, and each of them has a resource that no other one moves', () => {
    const idsOf = (...to: string[]) => Object.keys(notifications(someContext(own(...to))).Resources);
    expect(idsOf('a@example.com')).toEqual([
      'NotificationTopic',
      expect.stringMatching(/^NotificationTo[0-9a-f]{12}$/),
    ]);
    expect(idsOf('b@example.com', 'a@example.com')).toEqual(expect.arrayContaining(idsOf('a@example.com')));
    expect(notifications(someContext()).Resources).toEqual({});
    expect(notifications(someContext({ notifications: { kind: 'existing', topic: existing } })).Resources).toEqual({});
  });

  test.each([
    ['ops@example.com', 'email'],
    ['https@example.com', 'email'],
    ['https://example.com/told', 'https'],
    ['http://127.0.0.1:8080/', 'http'],
    ['arn:aws:sqs:eu-central-1:123456789012:alarms', 'sqs'],
  ])('tells %s by %s', (to, protocol) => {
    expect(Object.values(notifications(someContext(own(to))).Resources).map((one) => one.Properties)).toContainEqual({
      TopicArn: { Ref: 'NotificationTopic' },
      Protocol: protocol,
      Endpoint: to,
    });
  });
});

describe('what is told', () => {
  test('nothing, to nobody', () => {
    expect(listeners({})).toEqual([]);
  });

  test.each([
    ['its own topic', own('ops@example.com'), '{"Ref":"NotificationTopic"}'],
    ['one that is there', { notifications: { kind: 'existing', topic: existing } as const }, `"${existing}"`],
  ])('to %s: both ways of each alarm, and instances that cannot come or go', (_, overrides, topic) => {
    const types = '["autoscaling:EC2_INSTANCE_LAUNCH_ERROR","autoscaling:EC2_INSTANCE_TERMINATE_ERROR"]';
    expect(listeners(overrides)).toEqual([
      ['ServerErrorAlarm', `[${topic}]`, `[${topic}]`],
      ['UnhealthyHostsAlarm', `[${topic}]`, `[${topic}]`],
      ['AutoScalingGroup', `[{"TopicARN":${topic},"NotificationTypes":${types}}]`, undefined],
    ]);
  });
});
