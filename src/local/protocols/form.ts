import type { WireInput } from '../service.ts';

type Branch = Map<string, Leaf>;
type Leaf = string | Branch;

/**
 * Reads the flat parameters of a Query request into a tree: `A.member.1.B=x` becomes `{A: [{B: 'x'}]}`, `A.1=x` becomes `{A: ['x']}` and
 * `A.entry.1.key=k` with `A.entry.1.value=v` (for SNS `Name` and `Value`) becomes `{A: {k: 'v'}}`. Values stay strings; an empty list arrives as `''`.
 */
export function readForm(parameters: Iterable<[string, string]>): WireInput {
  const root: Branch = new Map();
  for (const [name, value] of parameters)
    if (name !== 'Action' && name !== 'Version') plant(root, name.split('.'), value);
  return Object.fromEntries([...root].map(([name, leaf]) => [name, shape(leaf)]));
}

function plant(root: Branch, path: readonly string[], value: string): void {
  let branch = root;
  for (const step of path.slice(0, -1)) {
    const next = branch.get(step);
    const deeper: Branch = next instanceof Map ? next : new Map();
    branch.set(step, deeper);
    branch = deeper;
  }
  const last = path.at(-1) ?? '';
  if (!(branch.get(last) instanceof Map)) branch.set(last, value);
}

function shape(leaf: Leaf): unknown {
  if (typeof leaf === 'string') return leaf;
  const wrapped = leaf.size === 1 ? (leaf.get('member') ?? leaf.get('entry')) : undefined;
  if (wrapped instanceof Map && isList(wrapped)) return leaf.has('entry') ? pairs(list(wrapped)) : list(wrapped);
  if (isList(leaf)) return list(leaf);
  return Object.fromEntries([...leaf].map(([name, inner]) => [name, shape(inner)]));
}

function isList(branch: Branch): boolean {
  return branch.size > 0 && [...branch.keys()].every((key) => /^\d+$/.test(key));
}

function list(branch: Branch): unknown[] {
  return [...branch].sort(([a], [b]) => Number(a) - Number(b)).map(([, leaf]) => shape(leaf));
}

function pairs(entries: readonly unknown[]): unknown {
  const read = entries as readonly Partial<Record<'key' | 'value' | 'Name' | 'Value', unknown>>[];
  return Object.fromEntries(read.map((entry) => [String(entry.key ?? entry.Name), entry.value ?? entry.Value]));
}
