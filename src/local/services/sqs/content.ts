import { createHash } from 'node:crypto';
import { AwsError, type WireInput } from '../../service.ts';
import { invalidValue, missing } from './error.ts';

/** A message attribute as the client sent it; bytes in base64. */
export interface SentAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export type SentAttributes = Readonly<Record<string, SentAttribute>>;

/** Most attributes of one message. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const mostAttributes = 10;

/** MD5 of a body, in hex. */
export function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * MD5 of message attributes: sorted by name; name, type and value each with its length in four bytes before it, and before the value one byte
 * that tells text (1) from bytes (2). https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: SentAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const md5 = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    const isBinary = attribute.BinaryValue !== undefined;
    md5.update(sized(Buffer.from(name))).update(sized(Buffer.from(attribute.DataType)));
    md5.update(Buffer.of(isBinary ? 2 : 1)).update(sized(valueBytes(attribute)));
  }
  return md5.digest('hex');
}

/** Checks the body and the attributes of a message, and returns the attributes. */
export function readContent(input: WireInput, maximumBytes: number): SentAttributes {
  const body: unknown = input['MessageBody'];
  if (typeof body !== 'string') throw missing('MessageBody');
  if (body === '') throw invalidValue('MessageBody', '', 'The message body must not be empty.');
  // What XML 1.0 allows: the first protocol of SQS decides for all.
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(body)) {
    throw new AwsError('InvalidMessageContents', 'Invalid characters found.');
  }
  const attributes = Object.entries((input['MessageAttributes'] ?? {}) as Record<string, SentAttribute>);
  if (attributes.length > mostAttributes) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [${mostAttributes}].`,
    );
  }
  for (const [name, attribute] of attributes) holdAttribute(name, attribute);
  const sent = Object.fromEntries(attributes);
  if (bytesOf(body, sent) > maximumBytes) {
    throw new AwsError(
      'InvalidParameterValueException',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumBytes} bytes.`,
    );
  }
  return sent;
}

/** What a message counts for: body, and names, types and values of its attributes. */
export function bytesOf(body: string, attributes: SentAttributes): number {
  const sizes = Object.entries(attributes).map(
    ([name, attribute]) =>
      Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length,
  );
  return Buffer.byteLength(body) + sizes.reduce((sum, size) => sum + size, 0);
}

function holdAttribute(name: string, attribute: SentAttribute): void {
  const wrong = (reason: string) =>
    new AwsError('InvalidParameterValueException', `The message attribute '${name}' ${reason}`);
  if (!/^(?!aws\.|amazon\.)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/i.test(name) || name.length > 256) {
    throw wrong(
      'has a name that SQS does not take: letters, digits, underscores, hyphens and single periods, not beginning with AWS. or Amazon.',
    );
  }
  if (!/^(?:String|Number|Binary)(?:\.|$)/.test(attribute.DataType ?? '')) {
    throw wrong(
      `has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const isBinary = attribute.DataType.startsWith('Binary');
  if (!(isBinary ? attribute.BinaryValue : attribute.StringValue)) {
    throw wrong(`must contain a non-empty message attribute value for message attribute type '${attribute.DataType}'.`);
  }
  if (attribute.DataType.startsWith('Number') && Number.isNaN(Number(attribute.StringValue))) {
    throw wrong('must be a number, as its type says.');
  }
}

function valueBytes(attribute: SentAttribute): Buffer {
  return attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? '')
    : Buffer.from(attribute.BinaryValue, 'base64');
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
