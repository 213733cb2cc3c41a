import { AwsError } from '../service.ts';
import { items, list } from './input.ts';

/** A tag as AWS writes it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

type Read<T> = Readonly<Record<string, (record: T) => readonly (string | undefined)[]>>;

/**
 * Picks the records that match every filter of a Describe call of EC2: values of one filter are alternatives, `*` and `?` are wildcards.
 * A filter that nobody reads is an error, as on AWS: a filter passed over in silence would answer with too much.
 */
export function filtered<T extends { readonly tags: readonly Tag[] }>(
  records: readonly T[],
  filters: unknown,
  read: Read<T>,
): T[] {
  const tests = items(filters).map((filter) => test(String(filter['Name']), list(filter['Value']), read));
  return records.filter((record) => tests.every((matches) => matches(record)));
}

function test<T extends { readonly tags: readonly Tag[] }>(name: string, values: readonly string[], read: Read<T>) {
  const patterns = values.map(pattern);
  const valuesOf = tagReader<T>(name) ?? read[name];
  if (!valuesOf) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return (record: T) =>
    valuesOf(record).some((value) => value !== undefined && patterns.some((one) => one.test(value)));
}

function tagReader<T extends { readonly tags: readonly Tag[] }>(name: string) {
  if (name === 'tag-key') return (record: T) => record.tags.map((tag) => tag.Key);
  if (!name.startsWith('tag:')) return undefined;
  const key = name.slice('tag:'.length);
  return (record: T) => record.tags.filter((tag) => tag.Key === key).map((tag) => tag.Value);
}

function pattern(value: string): RegExp {
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
