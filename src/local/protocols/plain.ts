/** A value as the JSON and CBOR protocols carry it, with times and bytes still to be written as each of them writes these. */
export type Plain = null | boolean | number | string | Plain[] | { [name: string]: Plain } | PlainLeaf;

/** What JSON has no word for. */
export type PlainLeaf = Date | Uint8Array;

/** Brings an operation's output into plain values: `Map` to object, marked lists to lists, `undefined` left out; `leaf` writes times and bytes. */
export function plain(value: unknown, leaf: (value: PlainLeaf) => Plain): Plain {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value as boolean | number | string;
  if (value instanceof Date || value instanceof Uint8Array) return leaf(value);
  if (Array.isArray(value)) return value.map((inner) => plain(inner, leaf));
  if (value instanceof Map) return plain(Object.fromEntries(value), leaf);
  if ('__flat' in value) return plain(value.__flat, leaf);
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, plain(inner, leaf)]));
}
