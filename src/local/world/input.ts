import { AwsError } from '../service.ts';

/** A list however it was sent: an array, the empty string of an empty Query list, one value alone, or nothing. */
export function list(value: unknown): string[] {
  return items<unknown>(value).map(String);
}

/** A list of structures. */
export function items<T = Record<string, unknown>>(value: unknown): T[] {
  if (value === undefined || value === null || value === '') return [];
  return (Array.isArray(value) ? value : [value]) as T[];
}

/** A text, `undefined` when it was not given. */
export function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

/** A text that must be there. */
export function required(input: Readonly<Record<string, unknown>>, name: string, code = 'ValidationError'): string {
  const value = text(input[name]);
  if (value === undefined || value === '') throw new AwsError(code, `The request must contain the parameter ${name}`);
  return value;
}

/** A number; Query sends it as text. */
export function number(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const read = Number(value);
  if (Number.isNaN(read)) throw new AwsError('ValidationError', `'${String(value)}' is not a number`);
  return read;
}

/** Whether a flag was set: `true` in JSON, `'true'` in Query and in templates. */
export function isSet(value: unknown): boolean {
  return value === true || String(value).toLowerCase() === 'true';
}

/** A time in milliseconds: epoch seconds in JSON, ISO 8601 in Query. */
export function time(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Date) return value.getTime();
  const seconds = Number(value);
  return Number.isNaN(seconds) ? Date.parse(String(value)) : seconds * 1000;
}
