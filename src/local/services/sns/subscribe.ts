import { randomBytes, randomUUID } from 'node:crypto';
import type { WireInput } from '../../service.ts';
import { askToConfirm } from './deliver.ts';
import { invalid, notActedOut } from './error.ts';
import { readArn, readMap, readText } from './input.ts';
import { type DeliveryProtocol, protocols, type Sns, type Subscription, subscriptionsOf, topicAt } from './state.ts';
import { readSubscriptionAttributes } from './subscription-attributes.ts';

/** Protocols of AWS that end at a service or a device that is not here. */
const elsewhere = ['lambda', 'sms', 'firehose', 'application'];

/** Tokens are valid for two days. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const tokenMs = 2 * 86_400_000;

const shapes: Readonly<Record<DeliveryProtocol, { readonly shape: RegExp; readonly wrong: string }>> = {
  sqs: { shape: /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}(?:\.fifo)?$/, wrong: 'SQS endpoint ARN' },
  http: { shape: /^http:\/\/[^/]/, wrong: 'Endpoint must match the specified protocol' },
  https: { shape: /^https:\/\/[^/]/, wrong: 'Endpoint must match the specified protocol' },
  email: { shape: /^[^@\s]+@[^@\s]+$/, wrong: 'Email address' },
  'email-json': { shape: /^[^@\s]+@[^@\s]+$/, wrong: 'Email address' },
};

/** Subscribes an endpoint, or returns the subscription that it has; one that is still pending is asked again. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export function subscribe(sns: Sns, input: WireInput): Subscription {
  const topic = topicAt(sns, readArn(input, 'TopicArn'));
  const protocol = readProtocol(input);
  const endpoint = readEndpoint(input, protocol);
  const { isRaw } = readSubscriptionAttributes(protocol, readMap(input, 'Attributes'));
  const existing = subscriptionsOf(sns, topic.arn).find(
    (one) => one.protocol === protocol && one.endpoint === endpoint,
  );
  if (existing !== undefined && isRaw !== undefined && isRaw !== existing.isRaw)
    throw invalid('Attributes Reason: Subscription already exists with different attributes');
  if (existing?.state === 'confirmed') return existing;
  // A queue of the account needs no confirmation: who subscribes it owns it.
  const isOwn = protocol === 'sqs';
  const subscription: Subscription = {
    arn: existing?.arn ?? `${topic.arn}:${randomUUID()}`,
    topic: topic.arn,
    protocol,
    endpoint,
    state: isOwn ? 'confirmed' : 'pending',
    isRaw: isRaw ?? existing?.isRaw ?? false,
    wasAuthenticated: isOwn,
    authenticates: false,
    ...(!isOwn && { token: newToken(sns) }),
  };
  sns.subscriptions.set(subscription.arn, subscription);
  askToConfirm(sns, subscription, 'SubscriptionConfirmation');
  return subscription;
}

/** A token for a subscription to be confirmed with. */
export function newToken(sns: Sns): NonNullable<Subscription['token']> {
  return { text: randomBytes(144).toString('hex'), untilMs: sns.cloud.clock.now() + tokenMs };
}

function readProtocol(input: WireInput): DeliveryProtocol {
  const given = readText(input, 'Protocol');
  if (elsewhere.includes(given)) throw notActedOut(`subscriptions by ${given}`);
  const protocol = protocols.find((one) => one === given);
  if (protocol === undefined) throw invalid(`Amazon SNS does not support this protocol string: ${given}`);
  return protocol;
}

function readEndpoint(input: WireInput, protocol: DeliveryProtocol): string {
  const endpoint = readText(input, 'Endpoint');
  const { shape, wrong } = shapes[protocol];
  const isUrl = protocol === 'http' || protocol === 'https';
  if (!shape.test(endpoint) || (isUrl && !URL.canParse(endpoint))) throw invalid(wrong);
  if (protocol === 'sqs' && endpoint.endsWith('.fifo'))
    throw invalid('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
  return endpoint;
}
