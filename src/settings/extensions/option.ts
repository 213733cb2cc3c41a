/**
 * What becomes of an option of Elastic Beanstalk. The same table reads the `option_settings` of a source tree and is the documentation of what each option
 * is here.
 */
export type Option =
  /** It is one of our keys; `words` turns its value into ours. */
  | {
      readonly kind: 'key';
      readonly path: string;
      readonly words?: Readonly<Record<string, string>>;
      readonly default?: string;
    }
  /** One of several that make up one of our keys; the namespace puts them together. */
  | { readonly kind: 'part'; readonly path: string; readonly default?: string }
  /** It is what it is asked to be anyway. `only`: values that ask for it; others are refused. */
  | { readonly kind: 'always'; readonly what: string; readonly only?: readonly string[] }
  /** There is no such thing here; a value is refused. */
  | { readonly kind: 'none'; readonly why: string };

/** The same value under another name. */
export function key(path: string, fallback?: string): Option {
  return { kind: 'key', path, ...(fallback === undefined ? {} : { default: fallback }) };
}

/** A value of a closed list, in our words. */
export function worded(path: string, words: Readonly<Record<string, string>>, fallback?: string): Option {
  return { kind: 'key', path, words, ...(fallback === undefined ? {} : { default: fallback }) };
}

export function part(path: string, fallback?: string): Option {
  return { kind: 'part', path, ...(fallback === undefined ? {} : { default: fallback }) };
}

export function always(what: string, ...only: readonly string[]): Option {
  return { kind: 'always', what, ...(only.length === 0 ? {} : { only }) };
}

export function none(why: string): Option {
  return { kind: 'none', why };
}
