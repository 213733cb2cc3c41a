import type { Json, JsonObject } from './resource.ts';

/** Why a value is not known yet: it depends on a resource that is still to be made or changed. */
export interface Cause {
  readonly logicalId: string;
  /** Set for `Fn::GetAtt`; absent for `Ref`. */
  readonly attribute?: string;
}

const causes = Symbol('causes');

/** A value that will be known once the resources in its causes are there. */
export interface Unknown {
  readonly [causes]: readonly Cause[];
}

/** A template value after evaluation: JSON, in which some places may still be unknown. */
export type Value = string | number | boolean | null | Unknown | Value[] | { [key: string]: Value };

/** A value that waits for these resources. */
export function unknown(...because: readonly Cause[]): Unknown {
  return { [causes]: because };
}

/** Whether the value itself (not something inside it) is unknown. */
export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && causes in value;
}

/** Every cause of everything unknown inside a value; empty when all is known. */
export function causesOf(value: Value): readonly Cause[] {
  if (isUnknown(value)) return value[causes];
  if (Array.isArray(value)) return value.flatMap(causesOf);
  if (isObject(value)) return Object.values(value).flatMap(causesOf);
  return [];
}

/** The value as JSON. Fails when something inside is unknown: a fault of the engine, never of a template. */
export function known(value: Value): Json {
  const waiting = causesOf(value);
  if (waiting.length > 0) throw new Error(`The value still waits for ${waiting[0]?.logicalId}`);
  return value as Json;
}

/** Whether a value is a plain JSON object. */
export function isObject<T = Json>(value: unknown): value is { [key: string]: T } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object itself, or an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}

/** The same JSON for the same content, whatever the order of its keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** Whether two JSON values have the same content. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one ?? null) === canonical(other ?? null);
}
