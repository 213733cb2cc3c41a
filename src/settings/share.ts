import { type Kind, type Reading, refused } from './kinds.ts';
import { type Node, quoted } from './node.ts';

/** A share of the requests in percent. It is written with its sign, so that nobody takes it for a number of something. */
export function share(): Kind<number> {
  const accepts = 'a share from 1% to 99%';
  const read = (node: Node): Reading<number> => {
    const [, digits] = (node.kind === 'scalar' && /^(\d{1,2})%$/.exec(node.text)) || [];
    if (digits === undefined || Number(digits) === 0) return refused(`${quoted(node)} is not a share.`, accepts);
    return { value: Number(digits) };
  };
  return { accepts, read, write: (value) => `${value}%`, schema: { type: 'string', pattern: '^[1-9][0-9]?%$' } };
}
