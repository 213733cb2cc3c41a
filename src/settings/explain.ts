import { secretsIn } from '../secrecy.ts';
import { dataMembers } from './explain-data.ts';
import { keys } from './keys.ts';
import { inline } from './kinds.ts';
import { originOf } from './layer.ts';
import { groupAt, keyAt, splitPath } from './schema.ts';
import type { Provenance } from './provenance.ts';
import type { Settings } from './settings.ts';

/** What every key is and who said so, a line each; values that look like secrets are not shown. */
export function explainSettings(settings: Settings, provenance: Provenance): string {
  const order = Object.keys(keys);
  const place = (path: string) => order.findIndex((key) => key === path || key === `${splitPath(path)[0]}.*`);
  const rows = Object.entries(provenance)
    .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([path, source]) => ({ path, value: shownAt(settings, path), source: `(${originOf(source)})` }));
  const keyWidth = Math.max(0, ...rows.map(({ path }) => path.length));
  const valueWidth = Math.min(48, Math.max(0, ...rows.map(({ value }) => value.length)));
  return rows
    .map(({ path, value, source }) => `${path.padEnd(keyWidth)} = ${value.padEnd(valueWidth)}   ${source}\n`)
    .join('');
}

/** A setting as a user would write it, or `***`. */
export function shownAt(settings: Settings, path: string): string {
  const [word, member] = splitPath(path);
  if (word === 'variables' && member !== undefined && hides(member, settings.variables[member])) return '***';
  const value = memberAt(settings, path);
  return value === undefined ? '' : inline(keyAt(path)?.write(value));
}

function hides(name: string, variable: Settings['variables'][string] | undefined): boolean {
  return variable?.kind === 'plain' && secretsIn(name, variable.value).length > 0;
}

/** Walks the settings by a key's path: `health.healthy-threshold` is `health.healthyThreshold` there. */
export function memberAt(settings: Settings, path: string): unknown {
  const own = dataMembers[path];
  if (own !== undefined) return own(settings);
  const [word, member] = splitPath(path);
  const top = (settings as unknown as Readonly<Record<string, unknown>>)[camel(word)];
  if (member === undefined) return top;
  const inner = groupAt(word)?.names === undefined ? camel(member) : member;
  return (top as Readonly<Record<string, unknown>> | undefined)?.[inner];
}

function camel(word: string): string {
  return word.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
