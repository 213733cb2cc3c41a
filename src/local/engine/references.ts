import type { Json } from './resource.ts';
import { variablesOf } from './text.ts';
import { isObject, objectOf } from './value.ts';
import { splitAttribute } from './yaml.ts';

/** One place in a template that names something else. */
export type Reference =
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly attribute?: string }
  | { readonly kind: 'condition'; readonly name: string };

/** Everything that a value refers to, in branches that are not taken too. */
export function referencesIn(node: Json): Reference[] {
  if (Array.isArray(node)) return node.flatMap(referencesIn);
  if (!isObject(node)) return [];
  const [[key, argument] = ['', null], ...others] = Object.entries(node) as [string, Json][];
  const inner = Object.values(node).flatMap((value) => referencesIn(value as Json));
  if (others.length > 0) return inner;
  if (key === 'Ref' && typeof argument === 'string') return [{ kind: 'ref', name: argument }];
  if (key === 'Fn::GetAtt') return [...inner, ...attributeReference(argument)];
  if (key === 'Fn::Sub') return [...inner, ...subReferences(argument)];
  if (key === 'Fn::If' && Array.isArray(argument)) return [{ kind: 'condition', name: String(argument[0]) }, ...inner];
  return inner;
}

function attributeReference(argument: Json): Reference[] {
  const [name, attribute] =
    typeof argument === 'string' ? splitAttribute(argument) : Array.isArray(argument) ? argument : [];
  if (typeof name !== 'string') return [];
  return [{ kind: 'attribute', name, ...(typeof attribute === 'string' ? { attribute } : {}) }];
}

function subReferences(argument: Json): Reference[] {
  const [text, given] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return [];
  const variables = objectOf(given);
  return variablesOf(text)
    .filter((name) => !Object.hasOwn(variables, name))
    .map((variable) => {
      const [name, attribute] = splitAttribute(variable);
      return attribute === '' ? { kind: 'ref', name } : { kind: 'attribute', name, attribute };
    });
}
