import { isObject, isUnknown, same, type Value } from '../engine/value.ts';
import type { PropertySchema, ResourceSchema, ValueType } from './resource-types.ts';

/** Whether a change makes CloudFormation replace the resource, in the words of a change set's `RequiresRecreation`. */
export type Recreation = 'Never' | 'Conditionally' | 'Always';

const weight = { Never: 0, Conditionally: 1, Always: 2 } as const;

/** The one of several recreations with the most impact. */
export function strongest(all: readonly Recreation[]): Recreation {
  return all.reduce((worst, one) => (weight[one] > weight[worst] ? one : worst), 'Never');
}

/** What the change of one top-level property from `before` to `after` requires. */
export function recreation(
  schema: ResourceSchema,
  name: string,
  before: Value | undefined,
  after: Value | undefined,
): Recreation {
  const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
  return property === undefined ? 'Never' : ofProperty(schema, property, before, after);
}

function ofProperty(
  schema: ResourceSchema,
  property: PropertySchema,
  before: Value | undefined,
  after: Value | undefined,
): Recreation {
  if (property.replaces === 'yes') return 'Always';
  if (property.replaces === 'maybe') return 'Conditionally';
  return ofValue(schema, property.type, before, after);
}

// A nested property may require replacement though the property around it does not: only the parts that differ count.
function ofValue(
  schema: ResourceSchema,
  type: ValueType,
  before: Value | undefined,
  after: Value | undefined,
): Recreation {
  if (typeof type === 'string' || isUnknown(before) || isUnknown(after)) return 'Never';
  if ('list' in type && Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return strongest(before.map((item, index) => ofValue(schema, type.list, item, after[index])));
  }
  if ('definition' in type && isObject<Value>(before) && isObject<Value>(after)) {
    const nested = Object.entries(schema.definitions[type.definition] ?? {});
    const changed = nested.filter(([name]) => !same(before[name], after[name]));
    return strongest(changed.map(([name, inner]) => ofProperty(schema, inner, before[name], after[name])));
  }
  return 'Never';
}
