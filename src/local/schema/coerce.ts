import { isObject, isUnknown, type Value } from '../engine/value.ts';
import type { PropertySchemas, ResourceSchema, ValueType } from './resource-types.ts';

/** Converts strings, numbers and booleans to what the schema asks for, as CloudFormation does before it calls a handler. */
export function coerceProperties(schema: ResourceSchema, properties: Value): Value {
  return coerceObject(schema, schema.properties, properties);
}

function coerceObject(schema: ResourceSchema, expected: PropertySchemas, value: Value): Value {
  if (!isObject<Value>(value) || isUnknown(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const type = Object.hasOwn(expected, name) ? expected[name]?.type : undefined;
    return [name, type === undefined ? inner : coerce(schema, type, inner)];
  });
  return Object.fromEntries(entries);
}

function coerce(schema: ResourceSchema, type: ValueType, value: Value): Value {
  if (isUnknown(value)) return value;
  if (typeof type === 'string') return coerceScalar(type, value);
  if ('list' in type) return Array.isArray(value) ? value.map((item) => coerce(schema, type.list, item)) : value;
  if ('definition' in type) return coerceObject(schema, schema.definitions[type.definition] ?? {}, value);
  if ('map' in type && isObject<Value>(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coerce(schema, type.map, item)]));
  }
  return value;
}

function coerceScalar(type: ValueType & string, value: Value): Value {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (typeof value !== 'string') return value;
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (type === 'integer' || type === 'number') return toNumber(value);
  return value;
}

function toNumber(text: string): Value {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? text : Number(text);
}
