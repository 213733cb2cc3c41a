import type { Source } from '../../src/platforms/platform.ts';

/** A source tree written down as its files and their texts. */
export function tree(texts: Readonly<Record<string, string>>): Source {
  return { files: Object.keys(texts), read: (path) => texts[path] };
}
