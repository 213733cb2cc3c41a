import type { Cloud } from '../../service.ts';
import type { Collection } from '../../store.ts';
import { backgroundTasks, type Tasks } from '../../world/tasks.ts';
import type { Queues } from '../sqs/queue.ts';
import { notFound } from './error.ts';
import { type Outbox, openOutbox } from './mail.ts';

/** A topic. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  /** What was set; defaults are not in here. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many of its subscriptions have been deleted. */
  readonly deletedSubscriptions: number;
}

/** The protocols that messages are really delivered by. */
export const protocols = ['sqs', 'http', 'https', 'email', 'email-json'] as const;
export type DeliveryProtocol = (typeof protocols)[number];

/** A subscription. */
export interface Subscription {
  readonly arn: string;
  readonly topic: string;
  readonly protocol: DeliveryProtocol;
  readonly endpoint: string;
  /** Deleted by somebody who did not sign, who may take it back by the token that was sent then. */
  readonly state: 'pending' | 'confirmed' | 'deleted';
  readonly isRaw: boolean;
  readonly wasAuthenticated: boolean;
  /** Whether Unsubscribe has to be signed. */
  readonly authenticates: boolean;
  /** What confirms it, and until when. */
  readonly token?: { readonly text: string; readonly untilMs: number };
}

/** What SNS keeps, and what it delivers with. */
export interface Sns {
  readonly cloud: Cloud;
  /** By ARN. */
  readonly topics: Collection<Topic>;
  /** By ARN. */
  readonly subscriptions: Collection<Subscription>;
  readonly queues: Queues;
  readonly outbox: Outbox;
  /** Deliveries under way. They end with the cloud: what was not delivered by then never is. */
  readonly tasks: Tasks;
}

/** Opens the topics and subscriptions of the store. */
export function openSns(cloud: Cloud, queues: Queues): Sns {
  return {
    cloud,
    topics: cloud.store.collection('sns-topics'),
    subscriptions: cloud.store.collection('sns-subscriptions'),
    queues,
    outbox: openOutbox(cloud),
    tasks: backgroundTasks(cloud),
  };
}

/** The ARN of a topic of this account and region. */
export function topicArn({ partition, region, account }: Cloud, name: string): string {
  return `arn:${partition}:sns:${region}:${account}:${name}`;
}

/** The topic of an ARN. */
export function topicAt(sns: Sns, arn: string): Topic {
  const topic = sns.topics.get(arn);
  if (topic === undefined) throw notFound('Topic');
  return topic;
}

/** The subscription of an ARN. */
export function subscriptionAt(sns: Sns, arn: string): Subscription {
  const subscription = known(sns).find((one) => one.arn === arn && one.state !== 'deleted');
  if (subscription === undefined) throw notFound('Subscription');
  return subscription;
}

/** The subscriptions of a topic, or of all. */
export function subscriptionsOf(sns: Sns, topic?: string): Subscription[] {
  return known(sns).filter((one) => one.state !== 'deleted' && (topic ?? one.topic) === one.topic);
}

/** All that can still be confirmed or serves already. What nobody confirmed in time is forgotten, as SNS forgets it. */
export function known(sns: Sns): Subscription[] {
  const now = sns.cloud.clock.now();
  for (const one of sns.subscriptions.values())
    if (one.state !== 'confirmed' && (one.token?.untilMs ?? 0) < now) sns.subscriptions.delete(one.arn);
  return sns.subscriptions.values();
}

/** Deletes a subscription. */
export function removeSubscription(sns: Sns, { arn, topic }: Subscription): void {
  sns.subscriptions.delete(arn);
  const owner = sns.topics.get(topic);
  if (owner !== undefined) sns.topics.set(topic, { ...owner, deletedSubscriptions: owner.deletedSubscriptions + 1 });
}

/** Deletes a topic with its subscriptions; one that is gone already stays gone. */
export function removeTopic(sns: Sns, arn: string): void {
  for (const one of sns.subscriptions.values()) if (one.topic === arn) sns.subscriptions.delete(one.arn);
  sns.topics.delete(arn);
}
