import { AwsError, type Service, type WireInput } from '../../service.ts';
import { invalid } from './error.ts';
import { readArn, readList } from './input.ts';
import type { Sns, Topic } from './state.ts';

type Tags = Readonly<Record<string, string>>;

/** Most tags of one topic. https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html */
const mostTags = 50;

/** Tagging of topics. https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export function tagOperations(sns: Sns): Service['operations'] {
  const asked = (input: WireInput): Topic => {
    const topic = sns.topics.get(readArn(input, 'ResourceArn'));
    if (topic === undefined) throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
    return topic;
  };
  const keep = (topic: Topic, tags: Tags) => {
    if (Object.keys(tags).length > mostTags)
      throw new AwsError('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded');
    sns.topics.set(topic.arn, { ...topic, tags });
    return {};
  };
  return {
    ListTagsForResource: (input) => ({
      Tags: Object.entries(asked(input).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
    TagResource: (input) => {
      const topic = asked(input);
      return keep(topic, { ...topic.tags, ...readTags(input) });
    },
    UntagResource: (input) => {
      const topic = asked(input);
      const gone = new Set(readList<string>(input, 'TagKeys'));
      return keep(topic, Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !gone.has(key))));
    },
  };
}

/** Checks tags that a client sends, and returns them. */
export function readTags(input: WireInput): Tags {
  const listed = readList<{ readonly Key?: string; readonly Value?: string }>(input, 'Tags');
  const tags = listed.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  for (const [key, value] of tags)
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))
      throw invalid('Tags Reason: keys have 1 to 128, values at most 256 letters, digits, spaces and _.:/=+-@');
  if (new Set(tags.map(([key]) => key)).size < tags.length) throw invalid('Duplicated keys are not allowed.');
  return Object.fromEntries(tags);
}
