import { invalid, notActedOut } from './error.ts';
import { type Sns, subscriptionsOf, type Topic } from './state.ts';

/** The largest message, and the sizes that a topic may allow. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const messageBytes = { least: 1024, usual: 262_144, most: 1_048_576 };

/** Most characters of a display name. https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const longestDisplayName = 100;

/** Attributes that AWS has and this cloud has nothing to do for. */
const elsewhere = /^(?:DeliveryPolicy|DataProtectionPolicy|\w+(?:Success|Failure)Feedback(?:RoleArn|SampleRate))$/;
const ofFifo = /^(?:FifoTopic|ContentBasedDeduplication|FifoThroughputScope|ArchivePolicy)$/;

/** How SNS tries again by default. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
export const retryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

const requestPolicy = { headerContentType: 'text/plain; charset=UTF-8' };

/** Checks attributes that a client or a template sets, and returns those that are kept; an empty one takes itself away. */
export function readTopicAttributes(given: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(given)) holdAttribute(name, value);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !elsewhere.test(name) && !ofFifo.test(name)));
}

/** What the attributes that are kept may be; the empty text takes one away. */
const takes: Readonly<Record<string, (value: string) => boolean>> = {
  DisplayName: (value) => value.length <= longestDisplayName,
  Policy: isJsonObject,
  KmsMasterKeyId: () => true,
  SignatureVersion: (value) => value === '1' || value === '2',
  TracingConfig: (value) => value === 'PassThrough',
  MaximumMessageSize: isMessageSize,
};

function holdAttribute(name: string, value: string): void {
  if (ofFifo.test(name) && !['', 'false'].includes(value)) throw notActedOut('FIFO topics');
  if (elsewhere.test(name) && value !== '') throw notActedOut(`the attribute ${name} of topics`);
  if (name === 'TracingConfig' && value === 'Active') throw notActedOut('X-Ray');
  if (ofFifo.test(name) || elsewhere.test(name)) return;
  const isTaken = Object.hasOwn(takes, name) ? takes[name] : undefined;
  if (isTaken === undefined) throw invalid('AttributeName');
  if (value !== '' && !isTaken(value)) throw invalid(name);
}

function isMessageSize(text: string): boolean {
  return /^\d{1,8}$/.test(text) && Number(text) >= messageBytes.least && Number(text) <= messageBytes.most;
}

/** How many bytes a message to a topic may have. */
export function largestMessage({ attributes }: Topic): number {
  return Number(attributes['MaximumMessageSize'] ?? messageBytes.usual);
}

/** All attributes of a topic, told and counted. https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export function describeTopic(sns: Sns, topic: Topic): Record<string, string> {
  const states = subscriptionsOf(sns, topic.arn).map(({ state }) => state);
  const count = (state: string) => String(states.filter((one) => one === state).length);
  return {
    DisplayName: '',
    Policy: defaultPolicy(sns, topic),
    ...topic.attributes,
    TopicArn: topic.arn,
    Owner: sns.cloud.account,
    SubscriptionsConfirmed: count('confirmed'),
    SubscriptionsPending: count('pending'),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    EffectiveDeliveryPolicy: JSON.stringify({
      http: {
        defaultHealthyRetryPolicy: retryPolicy,
        disableSubscriptionOverrides: false,
        defaultRequestPolicy: requestPolicy,
      },
    }),
  };
}

/** The delivery policy that holds for a subscription over HTTP. */
export function effectiveDelivery(): string {
  return JSON.stringify({
    healthyRetryPolicy: retryPolicy,
    sicklyRetryPolicy: null,
    throttlePolicy: null,
    requestPolicy,
  });
}

/** Whether an attribute is as it is wanted. Policies are compared by what they say. */
export function sameAttribute(name: string, one: string, other: string): boolean {
  if (name !== 'Policy' || one === '' || other === '') return one === other;
  return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

/** Who may do what with a topic that has no policy of its own. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
function defaultPolicy({ cloud }: Sns, { arn }: Topic): string {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic'];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [...actions, 'Subscribe', 'ListSubscriptionsByTopic', 'Publish'].map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': cloud.account } },
      },
    ],
  });
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
