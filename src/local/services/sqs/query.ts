import { flat } from '../../protocols/xml.ts';
import type { Service, WireInput } from '../../service.ts';

/** Query's names of lists in requests, `<Name>.1`, with the members that JSON has for them. */
const requestLists: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  ChangeMessageVisibilityBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  SendMessageBatchRequestEntry: 'Entries',
  TagKey: 'TagKeys',
};

/** Query's maps in requests, `<Name>.1.Name` with `<Name>.1.Value` (tags: `Key`). */
const requestMaps: Readonly<Record<string, string>> = {
  Attribute: 'Attributes',
  MessageAttribute: 'MessageAttributes',
  MessageSystemAttribute: 'MessageSystemAttributes',
  Tag: 'Tags',
};

/** Query's names of the maps and lists in answers. Results of batches are named after their operation. */
const answerMaps: Readonly<Record<string, string>> = { Attributes: 'Attribute', MessageAttributes: 'MessageAttribute' };
const answerLists: Readonly<Record<string, string>> = {
  Failed: 'BatchResultErrorEntry',
  Messages: 'Message',
  QueueUrls: 'QueueUrl',
  queueUrls: 'QueueUrl',
};

/** The operations as Query has them: the same, with lists and maps in Query's names. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html */
export function queryOperations(operations: Service['operations']): Service['operations'] {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      async (input: WireInput, context) => renameAnswer(await operation(renameRequest(input), context), name),
    ]),
  ) satisfies Service['operations'];
}

function renameRequest(input: WireInput): WireInput {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => renameMember(name, value)));
}

function renameMember(name: string, value: unknown): [string, unknown] {
  const listed = Object.hasOwn(requestLists, name) ? requestLists[name] : undefined;
  if (listed === 'Entries') return [listed, (value as WireInput[]).map(renameRequest)];
  if (listed !== undefined) return [listed, value];
  const mapped = Object.hasOwn(requestMaps, name) ? requestMaps[name] : undefined;
  return mapped === undefined ? [name, value] : [mapped, readMap(value as WireInput[])];
}

function readMap(pairs: readonly WireInput[]): object {
  return Object.fromEntries(pairs.map((pair) => [String(pair['Name'] ?? pair['Key']), pair['Value'] ?? '']));
}

function renameAnswer(answer: object, operation: string): object {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => renameResult(name, value, operation)));
}

function renameResult(name: string, value: unknown, operation: string): [string, unknown] {
  if (value === undefined) return [name, value];
  if (name === 'Successful') return [`${operation}ResultEntry`, flat(value as object[])];
  if (name === 'Tags') return ['Tag', pairsOf(value as object, 'Key')];
  const map = answerMaps[name];
  if (map !== undefined) return [map, pairsOf(value as object, 'Name')];
  const list = answerLists[name];
  if (list === undefined) return [name, value];
  const items = (value as unknown[]).map((item) =>
    typeof item === 'object' && item !== null ? renameAnswer(item, operation) : item,
  );
  return [list, flat(items)];
}

function pairsOf(map: object, key: 'Key' | 'Name') {
  return flat(Object.entries(map).map(([name, value]) => ({ [key]: name, Value: value as unknown })));
}
