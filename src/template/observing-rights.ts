import type { Context } from './context.ts';
import { arn, verbatim } from './intrinsics.ts';
import { allow } from './policy.ts';
import type { Value } from './template.ts';

/** What CloudFormation does with that by which an environment tells of itself: alarms, log groups and topics, whose names begin with the stack's. */
export function observing(context: Context): readonly Value[] {
  const prefix = `${verbatim(context.application)}-*`;
  return [
    allow(['cloudwatch:DescribeAlarms', 'logs:Describe*', ...subscriptionActions], ['*']),
    allow(alarmActions, [arn('cloudwatch', `alarm:${prefix}`)]),
    allow(logGroupActions, [arn('logs', `log-group:${prefix}`)]),
    allow(topicActions, [arn('sns', prefix)]),
  ];
}

const alarmActions = [
  'cloudwatch:DeleteAlarms',
  'cloudwatch:ListTagsForResource',
  'cloudwatch:PutMetricAlarm',
  'cloudwatch:TagResource',
  'cloudwatch:UntagResource',
];

const logGroupActions = [
  'logs:CreateLogGroup',
  'logs:DeleteLogGroup',
  'logs:DeleteRetentionPolicy',
  'logs:GetDataProtectionPolicy',
  'logs:ListTagsForResource',
  'logs:PutRetentionPolicy',
  'logs:TagResource',
  'logs:UntagResource',
];

const topicActions = [
  'sns:CreateTopic',
  'sns:DeleteTopic',
  'sns:GetDataProtectionPolicy',
  'sns:GetTopicAttributes',
  'sns:ListSubscriptionsByTopic',
  'sns:ListTagsForResource',
  'sns:SetTopicAttributes',
  'sns:Subscribe',
  'sns:TagResource',
  'sns:UntagResource',
];

/** IAM can bind these to no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
const subscriptionActions = ['sns:GetSubscriptionAttributes', 'sns:Unsubscribe'];
