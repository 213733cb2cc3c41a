import { inline } from '../kinds.ts';
import { originOf } from '../layer.ts';
import type { Resolved } from '../resolve.ts';
import { keyAt } from '../schema.ts';

/** Something that must be true of several keys together. */
export interface Rule {
  /** The keys that it looks at; the first one that somebody wrote is blamed. With one of them broken it has no say. */
  readonly reads: readonly string[];
  readonly judge: (resolved: Resolved) => Verdict | undefined;
}
export interface Verdict {
  readonly message: string;
  readonly fix?: string;
}

/** A key with its value and origin, as rules quote it: `instances.max 4 (default)`. */
export function cite({ entries }: Resolved, path: string): string {
  const entry = entries.get(path);
  return entry === undefined ? path : `${path} ${inline(keyAt(path)?.write(entry.value))} (${originOf(entry.source)})`;
}
