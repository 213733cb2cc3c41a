import { invalid, notActedOut } from './error.ts';
import type { DeliveryProtocol, Sns, Subscription } from './state.ts';
import { effectiveDelivery } from './topic-attributes.ts';

/** Attributes that AWS has and this cloud does not act upon: a filter that lets everything pass would be worse than none. */
const elsewhere = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RedrivePolicy',
  'ReplayPolicy',
  'SubscriptionRoleArn',
];

/** Checks attributes that come with Subscribe. */
export function readSubscriptionAttributes(
  protocol: DeliveryProtocol,
  given: Readonly<Record<string, string>>,
): Partial<Pick<Subscription, 'isRaw'>> {
  const read = Object.entries(given).map(([name, value]) =>
    readAttribute(protocol, { name, value, where: 'Attributes Reason: ' }),
  );
  return Object.assign({}, ...read) as Partial<Pick<Subscription, 'isRaw'>>;
}

/** Changes one attribute. https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export function setSubscriptionAttribute(sns: Sns, subscription: Subscription, name: string, value: string): void {
  const change = readAttribute(subscription.protocol, { name, value, where: '' });
  sns.subscriptions.set(subscription.arn, { ...subscription, ...change });
}

function readAttribute(
  protocol: DeliveryProtocol,
  { name, value, where }: { readonly name: string; readonly value: string; readonly where: string },
): Partial<Pick<Subscription, 'isRaw'>> {
  if (elsewhere.includes(name)) {
    if (value === '' || value === '{}') return {};
    throw notActedOut(`the attribute ${name} of subscriptions`);
  }
  if (name !== 'RawMessageDelivery')
    throw invalid(where === '' ? 'AttributeName' : `${where}Unknown attribute ${name}`);
  if (!/^(?:true|false)$/i.test(value))
    throw invalid(`${where}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  const isRaw = value.toLowerCase() === 'true';
  if (isRaw && protocol.startsWith('email'))
    throw invalid(`${where}RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`);
  return { isRaw };
}

/** All attributes of a subscription. https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export function describeSubscription(sns: Sns, one: Subscription): Record<string, string> {
  return {
    SubscriptionArn: one.arn,
    TopicArn: one.topic,
    Owner: sns.cloud.account,
    Protocol: one.protocol,
    Endpoint: one.endpoint,
    PendingConfirmation: String(one.state === 'pending'),
    ConfirmationWasAuthenticated: String(one.wasAuthenticated),
    RawMessageDelivery: String(one.isRaw),
    ...(one.protocol.startsWith('http') && { EffectiveDeliveryPolicy: effectiveDelivery() }),
  };
}
