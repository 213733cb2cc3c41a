import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { jsonSchema } from '../../src/settings/json-schema.ts';
import { keys } from '../../src/settings/keys.ts';
import type { JsonSchema } from '../../src/settings/kinds.ts';
import { plainScalar } from '../../src/settings/node.ts';
import { describeKeys, groups, keyAt, meantBy } from '../../src/settings/schema.ts';
import { modes } from '../../src/settings/settings.ts';
import { parse } from './sources.ts';

type Tree = { readonly [name: string]: Tree } & { readonly anyOf?: readonly Tree[] };
const schema = jsonSchema() as unknown as Tree;

/** The JSON Schema of a key, found in the way in which an editor finds it. */
function schemaAt(path: string): Tree | undefined {
  const [word = '', member] = path.split('.');
  const whole = schema['$defs']?.[word];
  if (member === undefined) return whole;
  const map = whole?.['properties'] === undefined && whole?.anyOf !== undefined ? whole.anyOf[1] : whole;
  return member === '*' ? map?.['additionalProperties'] : map?.['properties']?.[member];
}

describe('beanpole.schema.json', () => {
  test('is the one that `npm run docs` would write now', () => {
    const written = readFileSync(new URL('../../beanpole.schema.json', import.meta.url), 'utf8');
    expect(written).toBe(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  });

  test('lets no unknown key through, at any level', () => {
    const open: string[] = [];
    const walk = (tree: unknown, path: string) => {
      if (typeof tree !== 'object' || tree === null) return;
      const { properties, additionalProperties } = tree as JsonSchema;
      if (properties !== undefined && additionalProperties !== false) open.push(path);
      for (const [name, inner] of Object.entries(tree)) walk(inner, `${path}/${name}`);
    };
    walk(schema['properties'], 'properties');
    walk(schema['$defs'], '$defs');
    expect(schema['additionalProperties']).toBe(false);
    expect(open.filter((path) => !path.endsWith('/properties') && !path.endsWith('$defs'))).toEqual([]);
  });

  test('offers every word in sections, but those that choose the section', () => {
    const top = Object.keys(schema['properties'] ?? {});
    const inner = Object.keys(schema['$defs']?.['section']?.['properties'] ?? {});
    expect(top.filter((word) => !inner.includes(word))).toEqual([
      'application',
      'environment',
      'branches',
      'environments',
    ]);
  });

  test('uses patterns that an editor can run', () => {
    const patterns = [...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, text]) => text);
    expect(patterns.length).toBeGreaterThan(20);
    for (const text of patterns) expect(() => new RegExp(JSON.parse(text ?? '""'), 'u')).not.toThrow();
  });
});

describe.each(Object.entries(keys))('the key %s', (path, key) => {
  const [word = '', member] = path.split('.');

  test('stands in beanpole.schema.json with its description and its form', () => {
    expect(schemaAt(path)).toMatchObject({ description: key.description, ...key.schema });
  });

  test('is described in one sentence', () => {
    expect(key.description).toMatch(/^[A-Z].*\.$/);
    expect(key.accepts).not.toBe('');
  });

  test('belongs to a group that says what it is about', () => {
    expect(groups[word] === undefined).toBe(member === undefined);
  });

  test('has a default in each mode that it would accept itself, or none', () => {
    for (const mode of modes) {
      const value = key.default?.[mode];
      if (value === undefined) continue;
      const text = String(key.write(value));
      expect(key.read(plainScalar(text, { line: 1, column: 1 }))).toEqual({ value });
    }
  });

  test('is set in every environment of its tier, or may be absent', () => {
    const { provenance } = parse(key.tier === 'worker' ? 'tier: worker\n' : '');
    const always = key.default?.['single-instance'] !== undefined;
    const derived = ['application', 'environment', 'region', 'instances.architecture'].includes(path);
    expect(Object.hasOwn(provenance, path)).toBe(always || derived);
  });
});

describe('describeKeys()', () => {
  const rows = describeKeys();
  const row = (key: string) => rows.find((candidate) => candidate.key === key);

  test('has a row for every key', () => {
    expect(rows).toHaveLength(Object.keys(keys).length);
  });

  test('says what is accepted and what the default is, by mode where the modes differ', () => {
    expect(row('instances.max')).toEqual({
      key: 'instances.max',
      type: 'a whole number from 1 to 1000',
      default: '1 (single-instance), 4 (high-availability)',
      description: 'Most instances.',
    });
    expect(row('health.deadline')?.default).toBe('5m');
    expect(row('deploy.batch')?.default).toBe('25% (high-availability)');
    expect(row('platform.name')?.default).toBe('from the source tree');
    expect(row('variables.<name>')?.default).toBe('');
  });
});

describe('keyAt()', () => {
  test('knows the members that users name', () => {
    expect(keyAt('variables.PORT')).toBe(keys['variables.*']);
    expect(keyAt('tags.cost.center')).toBe(keys['tags.*']);
  });

  test.each(['', 'toString', '__proto__', 'health', 'health.toString'])('knows no key %j', (path) => {
    expect(keyAt(path)).toBeUndefined();
  });
});

describe('meantBy()', () => {
  test.each([
    ['aplication', 'application'],
    ['instance.max', 'instances.max'],
    ['instances.maxx', 'instances.max'],
    ['deploy.time-out', 'deploy.timeout'],
    ['health.unhealthy_threshold', 'health.unhealthy-threshold'],
    ['policy', 'deploy.policy'],
    ['xylophone', undefined],
    ['x', undefined],
  ])('%s: %s', (path, meant) => {
    expect(meantBy(path)).toBe(meant);
  });
});
