import type { Mode } from './settings.ts';

/** Where a value came from, weakest first. */
export type Source =
  /** `mode`: the default is this one because of the environment's mode. */
  | { readonly kind: 'default'; readonly mode?: Mode }
  /** `section`: the `environments` pattern that the value stands under. */
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly section?: string;
    }
  /** `line`: which line of the input `set`. */
  | { readonly kind: 'input'; readonly input: string; readonly line?: number }
  | { readonly kind: 'event'; readonly variable: string }
  /** What the environment of a pull request is when its own section does not say. */
  | { readonly kind: 'preview' };

/** For each key path that is set (`instances.max`): where its value came from. */
export type Provenance = Readonly<Record<string, Source>>;
