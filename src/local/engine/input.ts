import type { WireInput } from '../service.ts';
import { validationError } from './errors.ts';
import type { GivenParameter } from './parameters.ts';
import type { RollbackConfiguration, Tag } from './stack.ts';

/** A text member of an input; `undefined` when absent or empty. */
export function textIn(input: WireInput, name: string): string | undefined {
  const value: unknown = input[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** A text member that must be there. */
export function requiredIn(input: WireInput, name: string): string {
  const value = textIn(input, name);
  if (value !== undefined) return value;
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  throw validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** Whether a boolean member is true. */
export function flagIn(input: WireInput, name: string): boolean {
  return String(input[name]) === 'true';
}

/** A number member. */
export function numberIn(input: WireInput, name: string): number | undefined {
  const text = textIn(input, name);
  return text === undefined ? undefined : Number(text);
}

/** A list member; `undefined` when absent, empty when it was sent empty. */
export function listIn<T>(input: WireInput, name: string): T[] | undefined {
  const value: unknown = input[name];
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? (value as T[]) : [];
}

/** The parameters of a request. */
export function parametersIn(input: WireInput): GivenParameter[] {
  return listIn<GivenParameter>(input, 'Parameters') ?? [];
}

/** The tags of a request; `undefined`: keep those that the stack has. */
export function tagsIn(input: WireInput): Tag[] | undefined {
  const tags = listIn<Tag>(input, 'Tags');
  if (tags !== undefined && tags.length > 50)
    throw validationError('Number of tags is greater than maximum allowed, 50');
  return tags?.map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value ?? '') }));
}

/**
 * The rollback configuration that holds from now on. What a request leaves out stays as it was: the triggers are sticky until they are
 * overwritten, with an empty list for none.
 */
export function rollbackConfigurationIn(input: WireInput, previous: RollbackConfiguration): RollbackConfiguration {
  const given: unknown = input['RollbackConfiguration'];
  if (typeof given !== 'object' || given === null) return previous;
  const triggers = listIn<{ Arn: string; Type: string }>(given as WireInput, 'RollbackTriggers');
  const minutes = numberIn(given as WireInput, 'MonitoringTimeInMinutes');
  if (triggers !== undefined && triggers.length > 5) {
    throw validationError('Number of rollback triggers is greater than maximum allowed, 5');
  }
  if (minutes !== undefined && !(minutes >= 0 && minutes <= 180)) {
    throw validationError(
      `Value '${minutes}' at 'rollbackConfiguration.monitoringTimeInMinutes' must be between 0 and 180`,
    );
  }
  return {
    ...previous,
    ...(triggers === undefined ? {} : { RollbackTriggers: triggers.map(({ Arn, Type }) => ({ Arn, Type })) }),
    ...(minutes === undefined ? {} : { MonitoringTimeInMinutes: minutes }),
  };
}

/** The name for a new stack, of the form that AWS asks for. */
export function stackNameIn(input: WireInput): string {
  const name = requiredIn(input, 'StackName');
  if (/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name) && name.length <= 128) return name;
  throw validationError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}

/** One page of a list, and the token of the next. */
export function pageOf<T>(
  all: readonly T[],
  input: WireInput,
  size = 100,
): { readonly items: T[]; readonly NextToken?: string } {
  const start = Number(textIn(input, 'NextToken') ?? 0);
  if (!Number.isInteger(start) || start < 0) throw validationError('Invalid NextToken');
  const items = all.slice(start, start + size);
  return start + size < all.length ? { items, NextToken: String(start + size) } : { items };
}
