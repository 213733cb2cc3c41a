import type { Path, ValueOf } from './keys.ts';
import { type Resolved, valueAt } from './resolve.ts';

/** The value of a key that some rule has made sure of. */
export function sure<P extends Path>(resolved: Resolved, path: P): ValueOf<P> {
  const value = valueAt(resolved, path);
  if (value === undefined) throw new Error(`No rule made sure of ${path}. Please report this.`);
  return value;
}

/** A member that is left out when there is nothing to say. */
export function optional<N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: T };
}
