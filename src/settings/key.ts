import type { JsonSchema, Kind } from './kinds.ts';
import type { Mode, Tier } from './settings.ts';

/** One key of `beanpole.yml`: what it means, what it can be, and what it is when nobody says. */
export interface Key<T> extends Kind<T> {
  /** One sentence, for the README and for editors. */
  readonly description: string;
  /** By mode, as a single instance and a fleet want different numbers; none where a key means nothing in a mode. */
  readonly default?: Partial<Record<Mode, T>>;
  /** What it is in the worker tier when nobody says, where that differs. */
  readonly inWorker?: T;
  /** Where the value comes from when there is no default, in words. */
  readonly derived?: string;
  /** The tier in which alone the key means something. */
  readonly tier?: Tier;
}

/** Keys that stand together below one word. */
export interface Group {
  readonly description: string;
  /** The key that a scalar in place of the map means: `platform: node`. */
  readonly short?: string;
  /** Present when the user chooses the names below: `variables`, `tags`. */
  readonly names?: Kind<string>;
  /** Ways that exclude each other: writing a key of one puts aside what weaker sources wrote of the others. */
  readonly alternatives?: readonly (readonly string[])[];
  /** What an editor should know beyond the keys. */
  readonly schema?: JsonSchema;
}

/** What a key is when nobody says. */
export type Fallback<T> = Pick<Key<T>, 'default' | 'derived' | 'inWorker'>;

/** Describes a key. */
export function key<T>(kind: Kind<T>, description: string, fallback: Fallback<NoInfer<T>> = {}): Key<T> {
  return { ...kind, description, ...fallback };
}

/** One default for both modes. */
export function same<const T>(value: T): Fallback<T> {
  return { default: { 'single-instance': value, 'high-availability': value } };
}

/** A default for a single instance and one for a fleet. */
export function each<const T>(single: T | undefined, fleet: T): Fallback<T> {
  const one = single === undefined ? {} : { 'single-instance': single };
  return { default: { ...one, 'high-availability': fleet } };
}

/** A key that means something in one tier only. */
export function only<T>(tier: Tier, key: Key<T>): Key<T> {
  return { ...key, tier };
}
