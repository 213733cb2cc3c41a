import { AwsError, type Service } from '../../service.ts';
import { broken, readText } from './input.ts';
import { groupNamed, type LogGroup, type Logs, nameInArn } from './state.ts';

type Tags = Readonly<Record<string, string>>;

/** Most tags of one log group. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
const mostTags = 50;

/** Tagging of log groups, by their ARN. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export function tagOperations(logs: Logs): Service['operations'] {
  const asked = (input: { resourceArn?: unknown }) =>
    groupNamed(logs, nameInArn(logs, readText(input, 'resourceArn', { least: 1, most: 1011 })));
  const keep = (group: LogGroup, tags: Tags) => {
    if (Object.keys(tags).length > mostTags)
      throw new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.');
    logs.groups.set(group.name, { ...group, tags });
    return {};
  };
  return {
    ListTagsForResource: (input) => ({ tags: asked(input).tags ?? {} }),
    TagResource: (input) => {
      const group = asked(input);
      return keep(group, { ...group.tags, ...readTags(input['tags']) });
    },
    UntagResource: (input) => {
      const group = asked(input);
      const gone = new Set((input['tagKeys'] ?? []) as string[]);
      return keep(group, Object.fromEntries(Object.entries(group.tags ?? {}).filter(([key]) => !gone.has(key))));
    },
  };
}

/** Checks tags that a client sends, and returns them. */
export function readTags(given: unknown): Tags {
  if (given === undefined || given === null) throw broken(given, 'tags', 'Member must not be null');
  const tags = Object.entries(given as Record<string, unknown>).map(([key, value]) => [key, String(value)] as const);
  const shown = JSON.stringify(given);
  if (tags.length === 0) throw broken(shown, 'tags', 'Member must have length greater than or equal to 1');
  if (tags.length > mostTags) throw broken(shown, 'tags', `Member must have length less than or equal to ${mostTags}`);
  for (const [key, value] of tags) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))
      throw broken(
        shown,
        'tags',
        'Map keys must have 1 to 128, values at most 256 letters, digits, spaces and _.:/=+-@',
      );
  }
  return Object.fromEntries(tags);
}
