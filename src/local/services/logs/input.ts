import { AwsError, type WireInput } from '../../service.ts';

/** What a text must be like: the constraints of the service's model. */
interface TextRule {
  readonly least: number;
  readonly most: number;
  readonly pattern?: string;
}

/** The name of a log group. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const groupName: TextRule = { least: 1, most: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' };

/** The name of a log stream. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const streamName: TextRule = { least: 1, most: 512, pattern: '[^:*]*' };

/** The error of a parameter that CloudWatch Logs does not take. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html */
export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** The error of a value that breaks a constraint of the model. */
export function broken(value: unknown, name: string, constraint: string): AwsError {
  const shown = value === undefined || value === null ? 'Value null' : `Value '${String(value)}'`;
  return invalid(`1 validation error detected: ${shown} at '${name}' failed to satisfy constraint: ${constraint}`);
}

/** A text that must be there. */
export function readText(input: WireInput, name: string, rule: TextRule): string {
  const value: unknown = input[name];
  if (value === undefined || value === null) throw broken(value, name, 'Member must not be null');
  return holdText(value, name, rule);
}

/** A text that may be absent. */
export function readOptionalText(input: WireInput, name: string, rule: TextRule): string | undefined {
  const value: unknown = input[name];
  return value === undefined || value === null ? undefined : holdText(value, name, rule);
}

/** A whole number that may be absent, between two others. */
export function readNumber(input: WireInput, name: string, least: number, most: number): number | undefined {
  const value: unknown = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value)) throw broken(value, name, 'Member must be a whole number');
  const number = Number(value);
  if (number < least) throw broken(value, name, `Member must have value greater than or equal to ${least}`);
  if (number > most) throw broken(value, name, `Member must have value less than or equal to ${most}`);
  return number;
}

/** A point in time that may be absent: milliseconds since the epoch. */
export function readTime(input: WireInput, name: string): number | undefined {
  return readNumber(input, name, 0, Number.MAX_SAFE_INTEGER);
}

function holdText(value: unknown, name: string, { least, most, pattern }: TextRule): string {
  const text = String(value);
  if (text.length < least) throw broken(text, name, `Member must have length greater than or equal to ${least}`);
  if (text.length > most) throw broken(text, name, `Member must have length less than or equal to ${most}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(text))
    throw broken(text, name, `Member must satisfy regular expression pattern: ${pattern}`);
  return text;
}
