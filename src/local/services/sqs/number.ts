import type { WireInput } from '../../service.ts';
import { invalidValue } from './error.ts';

/** A number of the request, within limits. Query sends text. */
export function numberIn(
  input: WireInput,
  name: string,
  limits: { fallback: number; least: number; most: number },
): number {
  const given: unknown = input[name];
  if (given === undefined || given === null) return limits.fallback;
  const value = Number(given);
  if (Number.isInteger(value) && value >= limits.least && value <= limits.most) return value;
  throw invalidValue(name, given, `Must be >= ${limits.least} and <= ${limits.most}, if provided.`);
}
