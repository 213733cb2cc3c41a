import { type Kind, type Reading, refused } from './kinds.ts';
import { type Node, quoted } from './node.ts';

const accepts = 'true or false';

/** Yes or no. Inputs of the action are text, so the words are taken quoted too. */
export function flag(): Kind<boolean> {
  return { accepts, read, write: (value) => value, schema: { type: 'boolean' } };
}

function read(node: Node): Reading<boolean> {
  if (node.kind !== 'scalar' || !/^(true|false)$/i.test(node.text)) {
    return refused(`${quoted(node)} is neither true nor false.`, accepts);
  }
  return { value: node.text.toLowerCase() === 'true' };
}
