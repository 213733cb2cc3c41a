import { AwsError, type WireInput } from '../../service.ts';
import type { SentAttribute } from '../sqs/content.ts';
import { invalid } from './error.ts';
import { readOptionalText, readText } from './input.ts';
import type { Message } from './notification.ts';

/** Message attributes by name; bytes in base64. */
export type MessageAttributes = Readonly<Record<string, SentAttribute>>;

/** Most characters of a subject. The API reference says "less than 100"; the service takes a hundred, https://github.com/getmoto/moto/issues/1503 */
export const longestSubject = 100;

/** A message before it has an id. */
export type Content = Omit<Message, 'id'> & { readonly bytes: number };

/** Checks what is to be published. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function readContent(input: WireInput, mostBytes: number): Content {
  const text = readText(input, 'Message');
  const attributes = readAttributes(input);
  const subject = readSubject(input);
  const group = readGroup(input);
  if (text === '') throw invalid('Empty message');
  const bytes = Buffer.byteLength(text) + bytesOf(attributes);
  if (bytes > mostBytes) throw invalid('Message too long');
  return {
    text: textsOf(input, text),
    attributes,
    bytes,
    ...(subject !== undefined && { subject }),
    ...(group !== undefined && { group }),
  };
}

/** One text for all, or one for each protocol that the message names. */
function textsOf(input: WireInput, text: string): Message['text'] {
  const structure = readOptionalText(input, 'MessageStructure') ?? '';
  if (structure === '') return () => text;
  if (structure !== 'json') throw invalid('MessageStructure');
  const texts = parse(text);
  const { default: forAll } = texts;
  if (typeof forAll !== 'string') throw invalid('Message Structure - No default entry in JSON message body');
  return (protocol) => {
    const own = texts[protocol];
    return typeof own === 'string' ? own : forAll;
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one error that there is for it.
  }
  throw invalid('Message Structure - JSON message body failed to parse');
}

function readSubject(input: WireInput): string | undefined {
  const subject = readOptionalText(input, 'Subject');
  if (subject !== undefined && (subject === '' || subject.length > longestSubject || /\p{Cc}/u.test(subject)))
    throw invalid('Subject');
  return subject;
}

/** The group of a message goes on to fair queues; topics that keep an order by it are not acted out. */
function readGroup(input: WireInput): string | undefined {
  const group = readOptionalText(input, 'MessageGroupId');
  if (group !== undefined && !/^[!-~]{1,128}$/.test(group)) throw invalid('MessageGroupId');
  if (readOptionalText(input, 'MessageDeduplicationId') !== undefined)
    throw invalid(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  return group;
}

function readAttributes(input: WireInput): MessageAttributes {
  const given: unknown = input['MessageAttributes'];
  if (typeof given !== 'object' || given === null) return {};
  const attributes = Object.entries(given as Record<string, SentAttribute>);
  for (const [name, attribute] of attributes) holdAttribute(name, attribute);
  return Object.fromEntries(attributes);
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function holdAttribute(name: string, { DataType = '', StringValue, BinaryValue }: Partial<SentAttribute>): void {
  const wrong = (reason: string) => new AwsError('ParameterValueInvalid', `The message attribute '${name}' ${reason}`);
  if (!/^(?!aws\.|amazon\.)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/i.test(name) || name.length > 256)
    throw wrong('has a name that SNS does not take.');
  if (!/^(?:String|Number|Binary)(?:\.|$)/.test(DataType))
    throw wrong(
      'has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.',
    );
  if (!(DataType.startsWith('Binary') ? BinaryValue : StringValue))
    throw wrong(`must contain non-empty message attribute value for message attribute type '${DataType}'.`);
  if (DataType.startsWith('Number') && Number.isNaN(Number(StringValue)))
    throw new AwsError('ParameterValueInvalid', `Could not cast message attribute '${name}' value to number.`);
}

function bytesOf(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce((sum, [name, { DataType, StringValue, BinaryValue }]) => {
    const value = BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');
    return sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value.length;
  }, 0);
}
