import { isDeepStrictEqual } from 'node:util';
import type { Group, Key } from './key.ts';
import { keys } from './keys.ts';
import type { Json, JsonSchema } from './kinds.ts';
import { chosenOutside, groups, keyAt, sectionName, wordsOf } from './schema.ts';

/** `beanpole.schema.json`: the keys as JSON Schema draft 2020-12, for editors. What keys must be together is not in it. */
export function jsonSchema(): JsonSchema {
  const words = wordsOf().filter((word) => word !== 'environments');
  const refer = (word: string) => [word, { $ref: `#/$defs/${word}` }] as const;
  const inSections = words.filter((word) => !chosenOutside.includes(word));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'beanpole.yml',
    description: 'Settings of a Beanpole application and its environments.',
    type: ['object', 'null'],
    properties: {
      ...Object.fromEntries(words.map(refer)),
      environments: {
        description: 'Settings of single environments, by name or by a pattern of names, as in pr-*.',
        type: ['object', 'null'],
        propertyNames: { ...sectionName.schema, type: 'string' },
        additionalProperties: { $ref: '#/$defs/section' },
      },
    },
    additionalProperties: false,
    $defs: {
      ...Object.fromEntries(words.map((word) => [word, wordSchema(word)])),
      section: {
        description: 'Settings of one environment, or of all whose names fit the pattern.',
        type: ['object', 'null'],
        properties: Object.fromEntries(inSections.map(refer)),
        additionalProperties: false,
      },
    },
  };
}

function wordSchema(word: string): JsonSchema {
  const group = groups[word];
  if (group === undefined) return keySchema(keys[word]);
  const whole = groupSchema(word, group);
  if (group.short === undefined) return whole;
  const { description, ...members } = whole;
  return { description: description ?? '', anyOf: [keySchema(keys[`${word}.${group.short}`]), members] };
}

function groupSchema(word: string, group: Group): JsonSchema {
  const { description, names, schema = {} } = group;
  const start = { description, type: ['object', 'null'] };
  if (names !== undefined) {
    const propertyNames = { ...names.schema, type: 'string' };
    return { ...start, propertyNames, additionalProperties: keySchema(keyAt(`${word}.*`)), ...schema };
  }
  const properties = Object.fromEntries(wordsOf(word).map((member) => [member, keySchema(keys[`${word}.${member}`])]));
  return { ...start, properties, additionalProperties: false, ...schema };
}

function keySchema(key: Key<unknown> | undefined): JsonSchema {
  if (key === undefined) return {};
  const { description, default: values, schema } = key;
  const [single, fleet] = [values?.['single-instance'], values?.['high-availability']];
  const fallback: Json = single !== undefined && isDeepStrictEqual(single, fleet) ? { default: key.write(single) } : {};
  return { description, ...schema, ...fallback };
}
