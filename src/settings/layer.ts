import type { Problem } from '../errors.ts';
import type { Source } from './provenance.ts';

/** A value and the place where somebody wrote it. */
export interface Entry {
  readonly value: unknown;
  readonly source: Source;
}

/** A mistake, before it is worded as a problem. */
export interface Finding {
  readonly source: Source;
  /** The path as it was written, which may be no key at all. */
  readonly path: string;
  readonly message: string;
  readonly fix?: string;
  /** The key that was probably meant: nothing can be said about its value either. */
  readonly meant?: string;
}

/** What one source says. */
export interface Layer {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly findings: readonly Finding[];
}

export const nothingSaid: Layer = { entries: new Map(), findings: [] };

/** The place as an error names it, `beanpole.yml:12:5 instances.max`. */
export function placeOf(source: Source, path: string): string {
  switch (source.kind) {
    case 'default':
      return path;
    case 'file': {
      const inner = source.section === undefined ? path : `environments.${source.section}.${path}`;
      return `${source.file}:${source.line}:${source.column} ${inner}`.replace(/[ .]+$/, '');
    }
    case 'input':
      return source.line === undefined ? `input "${source.input}"` : `${originOf(source)}: ${path}`.replace(/: $/, '');
    case 'event':
      return `${source.variable} ${path}`;
    case 'preview':
      return `preview ${path}`;
  }
}

/** Where a value came from, in words, `beanpole.yml:12:5, section "pr-*"`. */
export function originOf(source: Source): string {
  switch (source.kind) {
    case 'default':
      return source.mode === undefined ? 'default' : `default for ${source.mode}`;
    case 'file': {
      const section = source.section === undefined ? '' : `, section "${source.section}"`;
      return `${source.file}:${source.line}:${source.column}${section}`;
    }
    case 'input':
      return `input "${source.input}"${source.line === undefined ? '' : ` line ${source.line}`}`;
    case 'event':
      return source.variable;
    case 'preview':
      return 'preview of a pull request';
  }
}

/** The mistakes as problems, in the order in which a reader meets their places. */
export function problemsOf(findings: readonly Finding[]): Problem[] {
  return findings
    .toSorted((a, b) => compare(a.source, b.source))
    .map(({ source, path, message, fix }) => {
      const where = placeOf(source, path);
      return fix === undefined ? { where, message } : { where, message, fix };
    });
}

const ranks = { file: 0, input: 1, event: 2, preview: 3, default: 4 } as const satisfies Record<Source['kind'], number>;

function compare(a: Source, b: Source): number {
  if (a.kind === 'file' && b.kind === 'file') return a.line - b.line || a.column - b.column;
  if (a.kind === 'input' && b.kind === 'input') {
    return a.input === b.input ? (a.line ?? 0) - (b.line ?? 0) : a.input < b.input ? -1 : 1;
  }
  return ranks[a.kind] - ranks[b.kind];
}
