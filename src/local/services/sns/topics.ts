import type { Service, WireInput } from '../../service.ts';
import { invalid, notActedOut } from './error.ts';
import { readArn, readMap, readOptionalText, readText } from './input.ts';
import { pageOf } from './page.ts';
import { removeTopic, type Sns, type Topic, topicArn, topicAt } from './state.ts';
import { readTags } from './tags.ts';
import { describeTopic, readTopicAttributes, sameAttribute } from './topic-attributes.ts';

/** What SetTopicAttributes may not set, though a topic has it from its beginning. */
const fixed = 'FifoTopic';

/** Operations on topics as such. */
export function topicOperations(sns: Sns): Service['operations'] {
  return {
    CreateTopic: (input) => ({ TopicArn: createTopic(sns, input).arn }),
    DeleteTopic: (input) => {
      removeTopic(sns, readArn(input, 'TopicArn'));
      return {};
    },
    ListTopics: (input) => {
      const { page, NextToken } = pageOf(sns.topics.values(), input);
      return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), NextToken };
    },
    GetTopicAttributes: (input) => {
      const topic = topicAt(sns, readArn(input, 'TopicArn'));
      return { Attributes: new Map(Object.entries(describeTopic(sns, topic))) };
    },
    SetTopicAttributes: (input) => {
      const name = readText(input, 'AttributeName');
      const topic = topicAt(sns, readArn(input, 'TopicArn'));
      if (name === fixed) throw invalid('AttributeName');
      setTopicAttributes(sns, topic, { [name]: readOptionalText(input, 'AttributeValue') ?? '' });
      return {};
    },
  };
}

/** Makes a topic, or returns the one of that name when it is the same. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export function createTopic(sns: Sns, input: WireInput): Topic {
  const name = readText(input, 'Name');
  const given = readMap(input, 'Attributes');
  const attributes = readTopicAttributes(given);
  if (input['DataProtectionPolicy'] !== undefined) throw notActedOut('data protection policies');
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalid('Topic Name');
  const tags = readTags(input);
  const arn = topicArn(sns.cloud, name);
  const existing = sns.topics.get(arn);
  if (existing === undefined) {
    const topic = { arn, name, attributes: dropEmpty(attributes), tags, deletedSubscriptions: 0 };
    sns.topics.set(arn, topic);
    return topic;
  }
  holdSame(sns, existing, { attributes, tags });
  return existing;
}

/** Changes attributes; one set to the empty text is taken away. */
export function setTopicAttributes(sns: Sns, topic: Topic, given: Readonly<Record<string, string>>): void {
  const attributes = dropEmpty({ ...topic.attributes, ...readTopicAttributes(given) });
  sns.topics.set(topic.arn, { ...topic, attributes });
}

function holdSame(sns: Sns, existing: Topic, wanted: Pick<Topic, 'attributes' | 'tags'>): void {
  const now = describeTopic(sns, existing);
  const differs = Object.entries(wanted.attributes).some(
    ([name, value]) => !sameAttribute(name, now[name] ?? '', value),
  );
  if (differs) throw invalid('Attributes Reason: Topic already exists with different attributes');
  if (Object.entries(wanted.tags).some(([key, value]) => existing.tags[key] !== value))
    throw invalid('Tags Reason: Topic already exists with different tags');
}

function dropEmpty(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}
