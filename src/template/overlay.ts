import type { Value } from './template.ts';

/** What the user writes over a value: `null` takes something away. */
export type Overlay = null | string | number | boolean | readonly Overlay[] | { readonly [name: string]: Overlay };

/**
 * Maps are merged member by member, and lists of things that have a `Key` (tags, attributes of a load balancer) by that key; of everything else
 * the user's own takes the place. A function of CloudFormation's is one value: half of one would make no sense.
 */
export function overlay(base: Value | undefined, own: Overlay): Value | undefined {
  if (own === null) return undefined;
  if (isKeyed(own) && isKeyed(base)) return mergeKeyed(base as readonly Keyed[], own as readonly Keyed[]);
  if (isMap(own) && isMap(base) && !isFunction(own) && !isFunction(base)) return mergeMaps(base as MapOf<Value>, own);
  return bare(own);
}

type Keyed = { readonly Key: string; readonly [name: string]: Value };
type MapOf<T> = { readonly [name: string]: T };

function mergeMaps(base: MapOf<Value>, own: MapOf<Overlay>): Value {
  const merged: Record<string, Value> = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const result = overlay(Object.hasOwn(base, name) ? base[name] : undefined, value);
    if (result === undefined) delete merged[name];
    else merged[name] = result;
  }
  return merged;
}

function mergeKeyed(base: readonly Keyed[], own: readonly Keyed[]): Value {
  const mine = new Map(own.map((item) => [item.Key, item]));
  const kept = base.map((item) => mine.get(item.Key) ?? item);
  const known = new Set(base.map(({ Key }) => Key));
  return [...kept, ...own.filter(({ Key }) => !known.has(Key))];
}

/** The value without what would only have taken something away. */
function bare(own: Overlay): Value {
  if (Array.isArray(own)) return own.filter((item) => item !== null).map(bare);
  if (!isMap(own)) return own as Value;
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [[name, bare(value)]])),
  );
}

function isKeyed(value: Overlay | undefined): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => isMap(item) && typeof item['Key'] === 'string')
  );
}

function isMap(value: Overlay | undefined): value is MapOf<Overlay> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFunction(value: MapOf<unknown>): boolean {
  const [name = '', ...others] = Object.keys(value);
  return others.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}
