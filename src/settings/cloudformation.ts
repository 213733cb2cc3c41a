import { type Fault, type Json, type JsonSchema, type Kind, type Reading, refused } from './kinds.ts';
import { type Node, quote } from './node.ts';
import type { CloudFormation, CloudFormationMap, OwnOutput, OwnResource } from './own-settings.ts';

const attributes = [
  ...['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'CreationPolicy', 'UpdatePolicy'],
  ...['DeletionPolicy', 'UpdateReplacePolicy', 'Stack'],
];
const resourceAccepts = `a map of ${attributes.join(', ')}, as CloudFormation has them; null takes a property away`;

/** What is added to a resource of the templates, or a resource of the user's own. */
export const ownResource: Kind<OwnResource> = {
  accepts: resourceAccepts,
  read(node) {
    const read = readMap(node, attributes, resourceAccepts);
    if ('faults' in read) return read;
    const { Stack, ...resource } = read.value;
    if (Stack !== undefined && Stack !== 'compute' && Stack !== 'data') return refused(wrongStack, 'compute, data');
    return { value: { ...(Stack === undefined ? {} : { stack: Stack }), resource } };
  },
  write: ({ stack, resource }) => ({ ...(stack === undefined ? {} : { Stack: stack }), ...writtenMap(resource) }),
  schema: {
    type: 'object',
    properties: { ...anyOf(attributes), Stack: { enum: ['compute', 'data'] }, Type: { type: 'string' } },
    additionalProperties: false,
  },
};

const members = ['Value', 'Description', 'Export', 'Condition', 'Stack'];
const outputAccepts = 'a map of Value, Description, Export, Condition and Stack, as CloudFormation has them';

/** An output of the user's own. */
export const ownOutput: Kind<OwnOutput> = {
  accepts: outputAccepts,
  read(node) {
    const read = readMap(node, members, outputAccepts);
    if ('faults' in read) return read;
    const { Stack, ...output } = read.value;
    if (output['Value'] === undefined || output['Value'] === null)
      return refused('An output needs a Value.', outputAccepts);
    if (Stack !== undefined && Stack !== 'compute' && Stack !== 'data') return refused(wrongStack, 'compute, data');
    return { value: { stack: Stack ?? 'compute', output } };
  },
  write: ({ stack, output }) => ({ Stack: stack, ...writtenMap(output) }),
  schema: {
    type: 'object',
    properties: { ...anyOf(members), Stack: { enum: ['compute', 'data'] } },
    additionalProperties: false,
    required: ['Value'],
  },
};

/** Members about which an editor knows only that they exist. */
function anyOf(names: readonly string[]): { readonly [name: string]: JsonSchema } {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

const wrongStack =
  'Stack says which stack a new resource belongs to: compute, which is made anew, or data, which lasts.';

function readMap(node: Node, members: readonly string[], accepts: string): Reading<CloudFormationMap> {
  if (node.kind !== 'map') return refused('It is not a map.', accepts);
  const faults = node
    .pairs()
    .filter(({ name }) => !members.includes(name))
    .map(
      ({ name, position }): Fault => ({
        position,
        message: `${quote(name)} cannot stand here.`,
        fix: `Accepted: ${accepts}.`,
      }),
    );
  return faults.length > 0 ? { faults } : { value: plainValue(node) as CloudFormationMap };
}

/** Anything that YAML can say, as CloudFormation would read it. */
export function plainValue(node: Node): CloudFormation {
  if (node.kind === 'list') return node.items().map(plainValue);
  if (node.kind === 'map') return Object.fromEntries(node.pairs().map(({ name, value }) => [name, plainValue(value)]));
  switch (node.type) {
    case 'string':
      return node.text;
    case 'null':
      return null;
    case 'boolean':
      return node.text.toLowerCase() === 'true';
    case 'number':
      // An account id such as 012345678901 would lose its zero.
      return String(Number(node.text)) === node.text ? Number(node.text) : node.text;
  }
}

/** The value for a reader: what takes a property away reads as the word for it. */
export function written(value: CloudFormation): Json {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.map(written);
  return typeof value === 'object' ? writtenMap(value as CloudFormationMap) : (value as string | number | boolean);
}

function writtenMap(map: CloudFormationMap): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, written(value)]));
}
