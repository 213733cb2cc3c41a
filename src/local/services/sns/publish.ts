import { randomUUID } from 'node:crypto';
import { AwsError, type Service, type WireInput } from '../../service.ts';
import { type Content, readContent } from './content.ts';
import { deliver } from './deliver.ts';
import { notActedOut } from './error.ts';
import { readArn, readList } from './input.ts';
import { type Sns, subscriptionsOf, type Topic, topicAt } from './state.ts';
import { largestMessage } from './topic-attributes.ts';

/** A batch has at most this many entries. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
const mostEntries = 10;

/** Publishing, one by one and ten at a time. */
export function publishOperations(sns: Sns): Service['operations'] {
  return {
    Publish: (input) => {
      if (input['PhoneNumber'] !== undefined) throw notActedOut('text messages to telephones');
      const topic = topicAt(sns, readArn(input, input['TopicArn'] === undefined ? 'TargetArn' : 'TopicArn'));
      return { MessageId: publish(sns, topic, readContent(input, largestMessage(topic))) };
    },
    PublishBatch: (input) => publishBatch(sns, input),
  };
}

/** Gives a message to every confirmed subscription of a topic, and returns its id. */
export function publish(sns: Sns, topic: Topic, content: Content): string {
  const id = randomUUID();
  for (const one of subscriptionsOf(sns, topic.arn))
    if (one.state === 'confirmed') deliver(sns, one, { ...content, id });
  return id;
}

/** What is wrong with one message is wrong with the whole batch: nothing of it is published then. */
function publishBatch(sns: Sns, input: WireInput): object {
  const topic = topicAt(sns, readArn(input, 'TopicArn'));
  const entries = readList<WireInput>(input, 'PublishBatchRequestEntries');
  holdEntries(entries.map((entry) => String(entry['Id'] ?? '')));
  const most = largestMessage(topic);
  const contents = entries.map((entry) => ({ Id: String(entry['Id']), content: readContent(entry, most) }));
  if (contents.reduce((sum, { content }) => sum + content.bytes, 0) > most)
    throw new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
  return {
    Successful: contents.map(({ Id, content }) => ({ Id, MessageId: publish(sns, topic, content) })),
    Failed: [],
  };
}

function holdEntries(ids: readonly string[]): void {
  if (ids.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (ids.length > mostEntries)
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  if (ids.some((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id)))
    throw new AwsError(
      'InvalidBatchEntryId',
      'The Id of a batch entry in a batch request doesn\u2019t abide by the specification.',
    );
  if (new Set(ids).size < ids.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
}
