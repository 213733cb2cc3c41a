import { integer, type Kind, type Reading, refused } from './kinds.ts';
import type { Node } from './node.ts';

/** Whole numbers of which each is greater than the one before; a single one needs no brackets. `most`: how many there may be. */
export function ladder(range: { readonly min: number; readonly max: number }, most: number): Kind<readonly number[]> {
  const rung = integer(range);
  const accepts = `${rung.accepts}, or up to ${most} of them that grow, as in [10, 20, 40]`;
  return {
    accepts,
    read: (node) => {
      const nodes = node.kind === 'list' ? node.items() : [node];
      if (nodes.length === 0 || nodes.length > most) return refused(`There are ${nodes.length} numbers.`, accepts);
      return growing(nodes, rung, accepts);
    },
    write: (values) => (values.length === 1 ? (values[0] ?? 0) : values),
    schema: { anyOf: [rung.schema, { type: 'array', items: rung.schema, minItems: 1, maxItems: most }] },
  };
}

function growing(nodes: readonly Node[], rung: Kind<number>, accepts: string): Reading<readonly number[]> {
  const readings = nodes.map((node) => ({ position: node.position, reading: rung.read(node) }));
  const faults = readings.flatMap(({ position, reading }) =>
    'faults' in reading ? reading.faults.map((fault) => ({ position, ...fault })) : [],
  );
  if (faults.length > 0) return { faults };
  const values = readings.flatMap(({ reading }) => ('value' in reading ? [reading.value] : []));
  const stumble = values.findIndex((value, at) => value <= (values[at - 1] ?? 0));
  if (stumble === -1) return { value: values };
  const { position } = readings[stumble] as { readonly position: Node['position'] };
  const message = `${values[stumble]} is not greater than the one before.`;
  return { faults: [{ position, message, fix: `Accepted: ${accepts}.` }] };
}
