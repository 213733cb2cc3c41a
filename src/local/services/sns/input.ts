import type { WireInput } from '../../service.ts';
import { invalid } from './error.ts';

/** A text that must be there. */
export function readText(input: WireInput, name: string): string {
  const value: unknown = input[name];
  if (typeof value !== 'string') throw invalid(`${name} Reason: no value for required parameter`);
  return value;
}

/** A text that may be absent. */
export function readOptionalText(input: WireInput, name: string): string | undefined {
  const value: unknown = input[name];
  return value === undefined || value === null ? undefined : String(value);
}

/** An ARN that must be there. Whether it is that of anything is looked at later. */
export function readArn(input: WireInput, name: string): string {
  const arn = readText(input, name);
  const parts = arn.split(':').length;
  if (parts < 6) throw invalid(`${name} Reason: An ARN must have at least 6 elements, not ${parts}`);
  return arn;
}

/** A map of texts that may be absent; an empty one arrives as an empty text. */
export function readMap(input: WireInput, name: string): Readonly<Record<string, string>> {
  const given: unknown = input[name];
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
}

/** A list that may be absent; an empty one arrives as an empty text. */
export function readList<T>(input: WireInput, name: string): readonly T[] {
  const given: unknown = input[name];
  return Array.isArray(given) ? (given as T[]) : [];
}
