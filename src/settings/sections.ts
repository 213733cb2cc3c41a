import type { Layer } from './layer.ts';
import { environmentName } from './texts.ts';

/** One member of `environments:`. */
export interface Section {
  /** A name, or a pattern of names. */
  readonly pattern: string;
  readonly layer: Layer;
}

/** The sections that speak about an environment, weakest first: patterns in the order of the file, then the exact name. */
export function sectionsFor(sections: readonly Section[], environment: string): Section[] {
  const patterns = sections.filter(({ pattern }) => isPattern(pattern) && matches(pattern, environment));
  return [...patterns, ...sections.filter(({ pattern }) => pattern === environment)];
}

/** Why no environment can ever have a name that fits, if that is so. */
export function neverMatches(pattern: string): string | undefined {
  // The shortest name that fits; a letter in place of each wildcard is as good as any.
  const shortest = pattern.replaceAll('*', '').replaceAll('?', 'x');
  const reading = environmentName.read({
    kind: 'scalar',
    type: 'string',
    text: shortest === '' ? 'x' : edges(pattern, shortest),
    position: { line: 1, column: 1 },
  });
  return 'faults' in reading ? environmentName.accepts : undefined;
}

/** A wildcard at an edge can stand for a letter where a hyphen would be wrong. */
function edges(pattern: string, shortest: string): string {
  const start = pattern.startsWith('*') && shortest.startsWith('-') ? 'x' : '';
  const end = pattern.endsWith('*') && shortest.endsWith('-') ? 'x' : '';
  return `${start}${shortest}${end}`;
}

function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/** `*` stands for any text, `?` for one character; compared without a RegExp, whose time a hostile pattern could explode. */
export function matches(pattern: string, name: string): boolean {
  let reached = new Set([0]);
  for (const symbol of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (symbol === '*') for (let end = at; end <= name.length; end += 1) next.add(end);
      else if (at < name.length && (symbol === '?' || symbol === name[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(name.length);
}
