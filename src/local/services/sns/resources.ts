import type { JsonObject, ResourceHandlers, ResourceRequest, ResourceState } from '../../engine/resource.ts';
import { physicalName, tagsOf, textIn } from '../name.ts';
import { notActedOut } from './error.ts';
import {
  removeSubscription,
  removeTopic,
  type Sns,
  type Subscription,
  subscriptionsOf,
  type Topic,
  topicArn,
  topicAt,
} from './state.ts';
import { subscribe } from './subscribe.ts';
import { setSubscriptionAttribute } from './subscription-attributes.ts';
import { createTopic, setTopicAttributes } from './topics.ts';

/** What CloudFormation makes of SNS. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_SNS.html */
export function snsResources(sns: Sns): ResourceHandlers {
  return {
    'AWS::SNS::Topic': {
      create: async (request) => makeTopic(sns, request),
      update: async (request, existing) => {
        const topic = topicAt(sns, existing.physicalId);
        const wanted = settingsOf(request.properties);
        // What the template no longer says falls back to its default; the policy is that of another resource.
        const dropped = Object.keys(topic.attributes).filter((name) => name !== 'Policy' && !(name in wanted));
        setTopicAttributes(sns, topic, { ...Object.fromEntries(dropped.map((name) => [name, ''])), ...wanted });
        subscribeInline(sns, request.properties, { topic: topic.arn, before: inlineOf(existing.properties) });
        sns.topics.set(topic.arn, { ...topicAt(sns, topic.arn), tags: tagsOf(request) });
        return stateOfTopic(topic);
      },
      delete: async (_request, existing) => removeTopic(sns, existing.physicalId),
    },
    'AWS::SNS::Subscription': {
      create: async (request) => stateOfSubscription(subscribe(sns, subscriptionInput(sns, request.properties))),
      update: async (request, existing) => {
        const one = subscriptionNamed(sns, existing.physicalId);
        if (one === undefined) throw new Error(`The subscription ${existing.physicalId} does not exist.`);
        const { Attributes } = subscriptionInput(sns, request.properties);
        for (const [name, value] of Object.entries(Attributes)) setSubscriptionAttribute(sns, one, name, value);
        return stateOfSubscription(one);
      },
      // One that nobody confirmed cannot be ended: it is forgotten when its time is over, or with its topic.
      delete: async (_request, existing) => {
        const one = subscriptionNamed(sns, existing.physicalId);
        if (one?.state === 'confirmed') removeSubscription(sns, one);
      },
    },
    'AWS::SNS::TopicPolicy': {
      create: async (request) => applyPolicy(sns, request, physicalName(request, 128)),
      update: async (request, existing) => {
        const kept = topicsOf(request.properties);
        dropPolicies(
          sns,
          topicsOf(existing.properties).filter((arn) => !kept.includes(arn)),
        );
        return applyPolicy(sns, request, existing.physicalId);
      },
      delete: async (_request, existing) => dropPolicies(sns, topicsOf(existing.properties)),
    },
  };
}

function makeTopic(sns: Sns, request: ResourceRequest): ResourceState {
  const name = textIn(request.properties, 'TopicName') ?? physicalName(request, 256);
  const arn = topicArn(sns.cloud, name);
  if (sns.topics.has(arn)) throw new Error(`${arn} already exists`);
  const Attributes = settingsOf(request.properties);
  const Tags = Object.entries(tagsOf(request)).map(([Key, Value]) => ({ Key, Value }));
  const topic = createTopic(sns, { Name: name, Attributes, Tags });
  try {
    subscribeInline(sns, request.properties, { topic: topic.arn, before: [] });
  } catch (error) {
    // Of a creation that fails nothing may be left.
    removeTopic(sns, arn);
    throw error;
  }
  return stateOfTopic(topic);
}

/** What a template says of a topic, as attributes of the API. Refuses what this cloud has nothing to do for. */
function settingsOf(properties: JsonObject): Record<string, string> {
  const {
    TopicName: _name,
    Tags: _tags,
    Subscription: _subscriptions,
    DeliveryStatusLogging: logging,
    ...rest
  } = properties;
  if (Array.isArray(logging) && logging.length > 0) throw notActedOut('the logs of deliveries');
  const { DataProtectionPolicy: protection, ...attributes } = rest;
  if (protection !== undefined && protection !== null) throw notActedOut('data protection policies');
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, textIn(attributes, name) ?? '']));
}

interface Inline {
  readonly Protocol: string;
  readonly Endpoint: string;
}

function inlineOf(properties: JsonObject): readonly Inline[] {
  const listed = properties['Subscription'];
  return Array.isArray(listed) ? (listed as unknown as Inline[]) : [];
}

/** Makes the subscriptions that a topic's template lists, and ends those that it lists no longer. */
function subscribeInline(
  sns: Sns,
  properties: JsonObject,
  { topic, before }: { readonly topic: string; readonly before: readonly Inline[] },
): void {
  const wanted = inlineOf(properties);
  const same = (one: Inline) => (other: Inline) => one.Protocol === other.Protocol && one.Endpoint === other.Endpoint;
  for (const gone of before.filter((one) => !wanted.some(same(one)))) {
    const left = subscriptionsOf(sns, topic).find((one) =>
      same(gone)({ Protocol: one.protocol, Endpoint: one.endpoint }),
    );
    if (left?.state === 'confirmed') removeSubscription(sns, left);
  }
  for (const { Protocol, Endpoint } of wanted.filter((one) => !before.some(same(one))))
    subscribe(sns, { TopicArn: topic, Protocol, Endpoint });
}

function stateOfTopic({ arn, name }: Topic): ResourceState {
  return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
}

/** CloudFormation asks for the ARN, which a pending subscription has too. */
function stateOfSubscription({ arn }: Subscription): ResourceState {
  return { physicalId: arn, attributes: { Arn: arn } };
}

function subscriptionNamed(sns: Sns, arn: string): Subscription | undefined {
  return subscriptionsOf(sns).find((one) => one.arn === arn);
}

function subscriptionInput({ cloud }: Sns, properties: JsonObject) {
  const { TopicArn, Protocol, Endpoint, Region, ...attributes } = properties;
  if (Region !== undefined && Region !== cloud.region) throw notActedOut('topics of other regions');
  const Attributes = Object.fromEntries(Object.keys(attributes).map((name) => [name, textIn(attributes, name) ?? '']));
  return { TopicArn, Protocol, Endpoint, Attributes: { RawMessageDelivery: 'false', ...Attributes } };
}

function applyPolicy(sns: Sns, { properties }: ResourceRequest, physicalId: string): ResourceState {
  const Policy = textIn(properties, 'PolicyDocument') ?? '';
  for (const arn of topicsOf(properties)) setTopicAttributes(sns, topicAt(sns, arn), { Policy });
  return { physicalId, attributes: { Id: physicalId } };
}

/** Without a policy a topic has the one that it began with. */
function dropPolicies(sns: Sns, arns: readonly string[]): void {
  for (const arn of arns) {
    const topic = sns.topics.get(arn);
    if (topic !== undefined) setTopicAttributes(sns, topic, { Policy: '' });
  }
}

function topicsOf(properties: JsonObject): readonly string[] {
  const listed = properties['Topics'];
  return Array.isArray(listed) ? listed.map(String) : [];
}
