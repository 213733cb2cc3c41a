import type { CollectionTag, ScalarTag, Tags } from 'yaml';
import type { Node } from './node.ts';

/** Functions that CloudFormation's YAML writes as a tag: `!Sub text` is `Fn::Sub: text`. */
const functions = [
  ...['Base64', 'Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform'],
  ...['And', 'Equals', 'If', 'Not', 'Or'],
];
const longNames: Readonly<Record<string, string>> = {
  Ref: 'Ref',
  Condition: 'Condition',
  ...Object.fromEntries(functions.map((name) => [name, `Fn::${name}`])),
};

/** So that the parser knows the tags; what they mean is decided when the nodes are read. */
export const customTags: Tags = Object.keys(longNames).flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: 'seq' },
  { tag: `!${name}`, collection: 'map' },
]);

/** The long name of a function that a tag stands for. */
export function intrinsicOf(tag: string | undefined): string | undefined {
  return tag?.startsWith('!') === true && Object.hasOwn(longNames, tag.slice(1)) ? longNames[tag.slice(1)] : undefined;
}

/** The map that the short form stands for. `!GetAtt Table.Arn` is a list of two; only the first dot divides. */
export function intrinsicFrom(name: string, inner: Node): Node {
  const { position } = inner;
  const value = name === 'Fn::GetAtt' ? attributeOf(inner) : inner;
  return { kind: 'map', position, pairs: () => [{ name, position, value }] };
}

function attributeOf(node: Node): Node {
  if (node.kind !== 'scalar' || !node.text.includes('.')) return node;
  const dot = node.text.indexOf('.');
  const parts = [node.text.slice(0, dot), node.text.slice(dot + 1)];
  const items = parts.map((text): Node => ({ kind: 'scalar', type: 'string', text, position: node.position }));
  return { kind: 'list', position: node.position, items: () => items };
}
