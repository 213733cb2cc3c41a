import { isObject, isUnknown, type Value } from '../engine/value.ts';
import { isCustom, type PropertySchemas, type ResourceSchema, type ValueType } from './resource-types.ts';

/** A property that CloudFormation would refuse: where in the resource, and why in CloudFormation's words. */
export interface PropertyProblem {
  readonly path: string;
  readonly message: string;
}

/** Checks properties against their resource type: unknown names, missing required ones, wrong types. Unknown values are taken on trust. */
export function propertyProblems(type: string, schema: ResourceSchema, properties: Value): PropertyProblem[] {
  if (isCustom(type)) return [];
  return objectProblems(schema, schema.properties, properties, '');
}

function objectProblems(
  schema: ResourceSchema,
  expected: PropertySchemas,
  value: Value,
  path: string,
): PropertyProblem[] {
  if (!isObject<Value>(value)) return [wrong(path, 'JSONObject', value)];
  const problems: PropertyProblem[] = [];
  for (const [name, property] of Object.entries(expected)) {
    if (property.required && !(name in value)) problems.push({ path, message: `required key [${name}] not found` });
  }
  for (const [name, inner] of Object.entries(value)) {
    const property = Object.hasOwn(expected, name) ? expected[name] : undefined;
    if (property === undefined) problems.push({ path, message: `extraneous key [${name}] is not permitted` });
    else problems.push(...valueProblems(schema, property.type, inner, `${path}/${name}`));
  }
  return problems;
}

function valueProblems(schema: ResourceSchema, type: ValueType, value: Value, path: string): PropertyProblem[] {
  if (isUnknown(value)) return [];
  if (typeof type === 'string') return fits(type, value) ? [] : [wrong(path, jsonTypes[type], value)];
  if ('list' in type) {
    if (!Array.isArray(value)) return [wrong(path, 'JSONArray', value)];
    return value.flatMap((item, index) => valueProblems(schema, type.list, item, `${path}/${index}`));
  }
  if ('map' in type) {
    if (!isObject<Value>(value)) return [wrong(path, 'JSONObject', value)];
    return Object.entries(value).flatMap(([key, item]) => valueProblems(schema, type.map, item, `${path}/${key}`));
  }
  if ('definition' in type) return objectProblems(schema, schema.definitions[type.definition] ?? {}, value, path);
  return fewest(type.oneOf.map((alternative) => valueProblems(schema, alternative, value, path)));
}

const jsonTypes = {
  string: 'String',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  json: 'JSONObject',
  tag: 'JSONObject',
  'date-time': 'String',
} as const;

// CloudFormation converts between strings, numbers and booleans where the text allows it.
function fits(type: keyof typeof jsonTypes, value: Value): boolean {
  switch (type) {
    case 'string':
    case 'date-time':
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'integer':
      return isScalar(value) && /^[+-]?\d+(\.0+)?$/.test(String(value));
    case 'number':
      return isScalar(value) && String(value).trim() !== '' && Number.isFinite(Number(value));
    case 'boolean':
      return [true, false, 'true', 'false'].includes(value as string);
    case 'tag':
      return isObject(value) && 'Key' in value;
    case 'json':
      return true;
  }
}

function isScalar(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function wrong(path: string, expected: string, value: Value): PropertyProblem {
  return { path, message: `expected type: ${expected}, found: ${found(value)}` };
}

function found(value: Value): string {
  if (Array.isArray(value)) return 'JSONArray';
  if (value === null) return 'Null';
  if (typeof value === 'object') return 'JSONObject';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Number';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}

function fewest(tries: PropertyProblem[][]): PropertyProblem[] {
  return tries.reduce((best, one) => (one.length < best.length ? one : best));
}
