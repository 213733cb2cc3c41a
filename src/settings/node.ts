/** Line and column of something written, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type ScalarType = 'string' | 'number' | 'boolean' | 'null';

/**
 * Something that the user wrote, in a file or an input, before anything is known of its meaning. Members are
 * functions, so that a YAML alias is only followed where the schema expects something.
 */
export type Node = {
  readonly position: Position;
} /** `text` is what was written, so that `3.10` stays `3.10`; `type` is what YAML makes of it. */ & (
  | { readonly kind: 'scalar'; readonly type: ScalarType; readonly text: string }
  | { readonly kind: 'list'; readonly items: () => readonly Node[] }
  | { readonly kind: 'map'; readonly pairs: () => readonly Pair[] }
);

export interface Pair {
  readonly name: string;
  readonly position: Position;
  readonly value: Node;
}

/** What an unquoted value means, by the rules of YAML 1.2. */
export function plainScalar(text: string, position: Position): Node {
  return { kind: 'scalar', type: typeOf(text), text, position };
}

/** The value as an error quotes it: short, on one line. */
export function quoted(node: Node): string {
  if (node.kind === 'scalar') return quote(node.text);
  return node.kind === 'list' ? 'A list' : 'A map';
}

/** Text as an error quotes it: short, on one line. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return JSON.stringify(short);
}

function typeOf(text: string): ScalarType {
  if (/^(|~|null|Null|NULL)$/.test(text)) return 'null';
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean';
  return /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? 'number' : 'string';
}
