import { BeanpoleError } from '../errors.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The name as text; absent when its bytes are not UTF-8. */
export function decodeName(name: Uint8Array): string | undefined {
  try {
    return strict.decode(name);
  } catch {
    return undefined;
  }
}

/** Splits names that each end in NUL. Names that are not UTF-8 are refused, all of them together. */
export function splitNames(list: Uint8Array): readonly string[] {
  const whole = decodeName(list);
  if (whole !== undefined) return whole.split('\0').slice(0, -1);
  // latin1 keeps every byte apart, so the broken names can be found and shown.
  const names = Buffer.from(list).toString('latin1').split('\0');
  const bytes = names.map((name) => Buffer.from(name, 'latin1'));
  throw notUtf8(bytes.filter((name) => decodeName(name) === undefined));
}

/** The refusal of names that no zip could carry to another machine unchanged. */
export function notUtf8(names: readonly Uint8Array[]): BeanpoleError {
  return new BeanpoleError('bundle', `Names of files must be UTF-8. These are not: ${listed(names.map(shown))}.`, {
    fix: 'Rename the files, or leave them out with .ebignore or .gitignore.',
  });
}

/**
 * Order of the names' UTF-8 bytes, which is git's order and no locale's. It is the order of the characters, as long as none is beyond the first 65,536: those
 * are written in two halves, which come before some characters of one.
 */
export function inByteOrder<T extends Named>(items: readonly T[]): readonly T[] {
  if (!items.some(({ path }) => /[\ud800-\udfff]/.test(path)))
    return items.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const keyed = items.map((item) => ({ item, key: Buffer.from(item.path) }));
  return keyed.sort((one, other) => Buffer.compare(one.key, other.key)).map(({ item }) => item);
}

interface Named {
  readonly path: string;
}

/** Names for a message: the first twenty, and how many more. */
export function listed(names: readonly string[]): string {
  const rest = names.length - 20;
  return names.slice(0, 20).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function shown(name: Uint8Array): string {
  const bytes = Buffer.from(name);
  return `"${bytes.toString('utf8')}" (bytes ${bytes.toString('hex')})`;
}
