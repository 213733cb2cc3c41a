import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../service.ts';
import type { MessageAttributes } from './content.ts';
import type { DeliveryProtocol, Sns, Subscription, Topic } from './state.ts';

/** The API version that the URLs of messages name: on AWS the host says which service is meant, here it is this. */
export const version = '2010-03-31';

/** A message on its way to the subscriptions of a topic. */
export interface Message {
  readonly id: string;
  readonly subject?: string;
  /** The text for a protocol. */
  text(protocol: DeliveryProtocol): string;
  readonly attributes: MessageAttributes;
  /** Goes on to queues alone. */
  readonly group?: string;
}

/**
 * A notification. Signatures are not made and their members are empty: nobody could check one, since checkers take a certificate from a host below
 * amazonaws.com alone. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html and, for the shapes,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function notificationOf(sns: Sns, subscription: Subscription, message: Message) {
  const attributes = Object.entries(message.attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      [name, { Type: DataType, Value: StringValue ?? BinaryValue }] as const,
  );
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: subscription.topic,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: message.text(subscription.protocol),
    ...unsigned(sns, subscription),
    UnsubscribeURL: unsubscribeUrl(sns.cloud, subscription),
    ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
  };
}

/** What asks the owner of an endpoint to confirm that it wants messages, or that it did not want to lose them. */
export function confirmationOf(
  sns: Sns,
  subscription: Subscription,
  type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
) {
  const { topic, arn, token } = subscription;
  const texts = {
    SubscriptionConfirmation: `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    UnsubscribeConfirmation: `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
  };
  return {
    Type: type,
    MessageId: randomUUID(),
    Token: token?.text,
    TopicArn: topic,
    Message: texts[type],
    SubscribeURL: urlOf(sns.cloud, { Action: 'ConfirmSubscription', TopicArn: topic, Token: token?.text ?? '' }),
    ...unsigned(sns, subscription),
  };
}

/** The URL that ends a subscription. */
export function unsubscribeUrl(cloud: Cloud, { arn }: Subscription): string {
  return urlOf(cloud, { Action: 'Unsubscribe', SubscriptionArn: arn });
}

function urlOf(cloud: Cloud, { Action, ...more }: Record<string, string>): string {
  const parameters = Object.entries({ Action, Version: version, ...more });
  return `${cloud.endpoint}/?${parameters.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

function unsigned(sns: Sns, { topic }: Subscription) {
  const kept: Topic | undefined = sns.topics.get(topic);
  return {
    Timestamp: new Date(sns.cloud.clock.now()).toISOString(),
    SignatureVersion: kept?.attributes['SignatureVersion'] ?? '1',
    Signature: '',
    SigningCertURL: '',
  };
}
