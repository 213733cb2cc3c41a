import { AwsError } from '../../service.ts';
import { noQueue } from '../sqs/error.ts';
import { queueOfArn } from '../sqs/queue.ts';
import { send } from '../sqs/send.ts';
import { confirmationMail, farewellMail, notificationMail } from './mail.ts';
import { confirmationOf, type Message, notificationOf, unsubscribeUrl } from './notification.ts';
import { type Parcel, postLater } from './post.ts';
import type { Sns, Subscription } from './state.ts';

/** Brings a message to a subscription. Nobody waits for it, and what goes wrong is logged: the publisher never hears of it. */
export function deliver(sns: Sns, subscription: Subscription, message: Message): void {
  switch (subscription.protocol) {
    case 'sqs':
      enqueue(sns, subscription, message);
      break;
    case 'http':
    case 'https':
      postLater(sns, subscription.endpoint, parcelOf(sns, subscription, message));
      break;
    case 'email':
    case 'email-json':
      mail(sns, subscription, message);
      break;
  }
}

/** Asks the owner of an endpoint whether it wants the messages, or tells it that it will get no more. A queue of the account is not asked. */
export function askToConfirm(
  sns: Sns,
  subscription: Subscription,
  type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
): void {
  const { endpoint, topic, protocol } = subscription;
  const letter = confirmationOf(sns, subscription, type);
  const body = JSON.stringify(letter, undefined, 2);
  switch (protocol) {
    case 'sqs':
      break;
    case 'http':
    case 'https':
      postLater(sns, endpoint, { body, headers: headersOf(letter) });
      break;
    case 'email':
    case 'email-json': {
      const write = type === 'SubscriptionConfirmation' ? confirmationMail : farewellMail;
      const letterByMail = write(topic, letter.SubscribeURL);
      sns.outbox.put({ to: endpoint, topicArn: topic, ...letterByMail, ...(protocol === 'email-json' && { body }) });
    }
  }
}

/** Puts a message into a queue of this cloud. Its policy is not looked at. */
function enqueue(sns: Sns, subscription: Subscription, message: Message): void {
  const queue = queueOfArn(sns.queues, subscription.endpoint);
  const notification = notificationOf(sns, subscription, message);
  const content = subscription.isRaw
    ? { MessageBody: notification.Message, MessageAttributes: message.attributes }
    : { MessageBody: JSON.stringify(notification, undefined, 2) };
  try {
    if (queue === undefined) throw noQueue();
    send(sns.queues, queue, { ...content, ...(message.group !== undefined && { MessageGroupId: message.group }) });
  } catch (error) {
    // No such queue, too long for it, too many attributes: SNS gives such a message up at once.
    if (!(error instanceof AwsError)) throw error;
    sns.cloud.log(`SNS: message ${message.id} did not reach ${subscription.endpoint}: ${error.message}`);
  }
}

function mail(sns: Sns, subscription: Subscription, message: Message): void {
  const notification = notificationOf(sns, subscription, message);
  const content = { text: notification.Message, ...(message.subject !== undefined && { subject: message.subject }) };
  const letter = notificationMail(content, unsubscribeUrl(sns.cloud, subscription));
  const isJson = subscription.protocol === 'email-json';
  sns.outbox.put({
    to: subscription.endpoint,
    topicArn: subscription.topic,
    ...letter,
    ...(isJson && { body: JSON.stringify(notification, undefined, 2) }),
  });
}

/** A raw message is its text alone; a header says so. https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
function parcelOf(sns: Sns, subscription: Subscription, message: Message): Parcel {
  const notification = notificationOf(sns, subscription, message);
  const headers = { ...headersOf(notification), 'x-amz-sns-subscription-arn': subscription.arn };
  return subscription.isRaw
    ? { body: notification.Message, headers: { ...headers, 'x-amz-sns-rawdelivery': 'true' } }
    : { body: JSON.stringify(notification, undefined, 2), headers };
}

/** https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
function headersOf(letter: { readonly Type: string; readonly MessageId: string; readonly TopicArn: string }) {
  return {
    'x-amz-sns-message-type': letter.Type,
    'x-amz-sns-message-id': letter.MessageId,
    'x-amz-sns-topic-arn': letter.TopicArn,
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
  };
}
