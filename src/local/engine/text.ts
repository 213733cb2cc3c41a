import { templateError } from './errors.ts';
import { causesOf, isUnknown, unknown, type Value } from './value.ts';

const placeholder = /\$\{(!?)([^}]*)\}/g;

/** The variables of a `Fn::Sub` text, `${!Literal}` left out. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(placeholder)]
    .filter(([, literal]) => literal === '')
    .map(([, , name]) => (name ?? '').trim());
}

/** Fills in the variables of a `Fn::Sub` text. One unknown variable makes the whole text unknown. */
export function substitute(text: string, read: (name: string) => Value): Value {
  const values = new Map(variablesOf(text).map((name) => [name, read(name)]));
  const causes = [...values.values()].flatMap(causesOf);
  if (causes.length > 0) return unknown(...causes);
  return text.replace(placeholder, (_whole, literal: string, name: string) =>
    literal === '' ? textOf('Fn::Sub', values.get(name.trim()) ?? '') : `\${${name}}`,
  );
}

/** Joins texts; one unknown text makes the whole unknown. */
export function joinTexts(name: string, texts: readonly Value[], delimiter: string): Value {
  const causes = texts.flatMap(causesOf);
  if (causes.length > 0) return unknown(...causes);
  return texts.map((text) => textOf(name, text)).join(delimiter);
}

/** A scalar as the text that a template's text functions make of it; a list or an object is refused. */
export function textOf(name: string, value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isUnknown(value)) throw new Error('An unknown value has no text');
  throw templateError(`${name} requires strings, not ${value === null ? 'null' : 'lists or objects'}`);
}
