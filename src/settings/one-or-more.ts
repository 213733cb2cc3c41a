import { type Kind, list, type Reading } from './kinds.ts';
import type { Node } from './node.ts';

/** One text, or a list of them. */
export function oneOrMore(item: Kind<string>, max: number): Kind<readonly string[]> {
  const several = list(item, max);
  const read = (node: Node): Reading<readonly string[]> => {
    if (node.kind !== 'scalar') return several.read(node);
    const reading = item.read(node);
    return 'faults' in reading ? reading : { value: [reading.value] };
  };
  return {
    accepts: `${item.accepts}; or a list of 1 to ${max} of them`,
    read,
    write: several.write,
    schema: { anyOf: [item.schema, several.schema] },
  };
}
