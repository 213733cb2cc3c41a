import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The type of a property's value: a primitive's name, or what it is made of. */
export type ValueType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'json'
  | 'tag'
  | 'date-time'
  | { readonly list: ValueType }
  | { readonly map: ValueType }
  | { readonly definition: string }
  | { readonly oneOf: readonly ValueType[] };

/** One property of a resource type or of a nested property type. */
export interface PropertySchema {
  readonly type: ValueType;
  readonly required?: true;
  /** Whether a change of it replaces the resource; absent: never. */
  readonly replaces?: 'yes' | 'maybe';
}

/** Properties by name. */
export type PropertySchemas = Readonly<Record<string, PropertySchema>>;

/** What CloudFormation knows of one resource type. */
export interface ResourceSchema {
  readonly properties: PropertySchemas;
  /** What `Fn::GetAtt` may ask for. */
  readonly attributes: readonly string[];
  /** The properties or attributes that together name one resource. */
  readonly identifier: readonly string[];
  /** What `Ref` returns, when it is not the identifier. */
  readonly ref?: readonly string[];
  /** The shape of its ARN, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
  readonly arn?: string;
  /** The property that takes tags; absent: the type cannot be tagged. */
  readonly tags?: string;
  /** Nested property types by name. */
  readonly definitions: Readonly<Record<string, PropertySchemas>>;
}

/** Looks a resource type up; `undefined` for a type that CloudFormation does not have. */
export type ResourceTypes = (type: string) => ResourceSchema | undefined;

const anything: ResourceSchema = { properties: {}, attributes: [], identifier: [], definitions: {} };

/** Reads the resource types that ship beside this file. Each type is parsed when it is first asked for. */
export function loadResourceTypes(
  file: URL | string = new URL('./resource-types.json.gz', import.meta.url),
): ResourceTypes {
  const packed = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Record<string, string>;
  const parsed = new Map<string, ResourceSchema>();
  return (type) => {
    if (isCustom(type)) return anything;
    const text = packed[type];
    if (text === undefined || !Object.hasOwn(packed, type)) return undefined;
    const schema = parsed.get(type) ?? (JSON.parse(text) as ResourceSchema);
    parsed.set(type, schema);
    return schema;
  };
}

/** Whether the type takes any property and any attribute: a custom resource. */
export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
