import { AwsError, type Service, type WireContext, type WireInput } from '../../service.ts';
import { askToConfirm } from './deliver.ts';
import { invalid } from './error.ts';
import { readArn, readOptionalText, readText } from './input.ts';
import { pageOf } from './page.ts';
import {
  known,
  removeSubscription,
  type Sns,
  type Subscription,
  subscriptionAt,
  subscriptionsOf,
  topicAt,
} from './state.ts';
import { newToken, subscribe } from './subscribe.ts';
import { describeSubscription, setSubscriptionAttribute } from './subscription-attributes.ts';

/** Operations on subscriptions. */
export function subscriptionOperations(sns: Sns): Service['operations'] {
  return {
    Subscribe: (input) => {
      const { arn, state } = subscribe(sns, input);
      const isTold = state === 'confirmed' || readOptionalText(input, 'ReturnSubscriptionArn') === 'true';
      return { SubscriptionArn: isTold ? arn : 'pending confirmation' };
    },
    ConfirmSubscription: (input, context) => ({ SubscriptionArn: confirm(sns, input, context) }),
    Unsubscribe: (input, context) => unsubscribe(sns, readArn(input, 'SubscriptionArn'), context),
    ListSubscriptions: (input) => list(sns, subscriptionsOf(sns), input),
    ListSubscriptionsByTopic: (input) => {
      const { arn } = topicAt(sns, readArn(input, 'TopicArn'));
      return list(sns, subscriptionsOf(sns, arn), input);
    },
    GetSubscriptionAttributes: (input) => {
      const one = subscriptionAt(sns, readArn(input, 'SubscriptionArn'));
      return { Attributes: new Map(Object.entries(describeSubscription(sns, one))) };
    },
    SetSubscriptionAttributes: (input) => {
      const one = subscriptionAt(sns, readArn(input, 'SubscriptionArn'));
      const value = readOptionalText(input, 'AttributeValue') ?? '';
      setSubscriptionAttribute(sns, one, readText(input, 'AttributeName'), value);
      return {};
    },
  };
}

/** Confirms a subscription by the token that its endpoint got, and again by the same one. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
function confirm(sns: Sns, input: WireInput, { accessKeyId }: WireContext): string {
  const topic = readArn(input, 'TopicArn');
  const token = readText(input, 'Token');
  if (!/^[0-9a-f]{64,}$/.test(token)) throw new AwsError('InvalidParameter', 'Invalid token');
  const now = sns.cloud.clock.now();
  const one = known(sns).find((held) => held.token?.text === token && held.topic === topic);
  if (one?.token === undefined || one.token.untilMs < now) throw invalid('Token');
  const isSigned = accessKeyId !== undefined;
  if (one.state !== 'confirmed')
    sns.subscriptions.set(one.arn, {
      ...one,
      state: 'confirmed',
      wasAuthenticated: isSigned,
      authenticates: isSigned && readOptionalText(input, 'AuthenticateOnUnsubscribe') === 'true',
    });
  return one.arn;
}

/** Ends a subscription. An endpoint whose subscription was ended by nobody known hears of it, and may take it back. https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
function unsubscribe(sns: Sns, arn: string, { accessKeyId }: WireContext): object {
  const one = sns.subscriptions.get(arn);
  if (one === undefined || one.state === 'deleted') return {};
  if (one.state === 'pending') throw invalid('Cannot unsubscribe a subscription that is pending confirmation');
  if (accessKeyId !== undefined) {
    removeSubscription(sns, one);
    return {};
  }
  if (one.authenticates) throw new AwsError('AuthorizationError', 'Unsubscribe has to be signed.', 403);
  const left: Subscription = { ...one, state: 'deleted', token: newToken(sns) };
  removeSubscription(sns, one);
  sns.subscriptions.set(arn, left);
  askToConfirm(sns, left, 'UnsubscribeConfirmation');
  return {};
}

function list(sns: Sns, all: readonly Subscription[], input: WireInput): object {
  const { page, NextToken } = pageOf(all, input);
  const Subscriptions = page.map((one) => ({
    SubscriptionArn: one.state === 'confirmed' ? one.arn : 'PendingConfirmation',
    Owner: sns.cloud.account,
    Protocol: one.protocol,
    Endpoint: one.endpoint,
    TopicArn: one.topic,
  }));
  return { Subscriptions, NextToken };
}
