import { choice, type Kind, list, type Reading } from './kinds.ts';
import type { Node } from './node.ts';

/** A list of words of a closed set, each once. */
export function wordList<T extends string>(words: readonly T[]): Kind<readonly T[]> {
  const several = list(choice(words), words.length);
  return {
    ...several,
    accepts: `a list of some of ${words.join(', ')}`,
    // What has been read by `choice` is one of the words.
    read: (node: Node) => several.read(node) as Reading<readonly T[]>,
  };
}
