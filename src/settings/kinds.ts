import { type Node, type Position, quote, quoted, type ScalarType } from './node.ts';
import type { Batch } from './settings.ts';
import { nearest } from './suggest.ts';

/** A value as the user would write it. */
export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
export type JsonSchema = { readonly [keyword: string]: Json };

/** One mistake in a value; without a position it is the whole value's. */
export interface Fault {
  readonly message: string;
  readonly fix?: string;
  readonly position?: Position;
}
export type Reading<T> = { readonly value: T } | { readonly faults: readonly Fault[] };

/** What a key's value can be: how it is read, worded, written back and described to an editor. */
export interface Kind<T> {
  /** What is accepted, in words; errors and the documentation both print it. */
  readonly accepts: string;
  readonly schema: JsonSchema;
  read(node: Node): Reading<T>;
  write(value: T): Json;
}

export interface TextRule {
  /** What the text is, with its article: `an application name`. */
  readonly what: string;
  readonly accepts: string;
  readonly pattern?: RegExp;
  /** 1 unless told. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Unquoted values that mean their own text: `version: 3.12`. */
  readonly from?: readonly ScalarType[];
  /** True for a text that may be a secret in the wrong place: errors do not quote it. */
  readonly quiet?: true;
  /** Why a text that fits the pattern is wrong all the same. */
  readonly refuse?: (text: string) => string | undefined;
}

/** Text of a closed form. */
export function text(rule: TextRule): Kind<string> {
  const { what, accepts, pattern, minLength = 1, maxLength = 4096, refuse, from = [] } = rule;
  const named = (node: Node) => (rule.quiet === true ? 'This' : quoted(node));
  const read = (node: Node): Reading<string> => {
    if (isEmpty(node) && !(minLength === 0 && isText(node))) return refused('There is no value.', accepts);
    if (node.kind !== 'scalar' || ![...from, 'string'].includes(node.type)) {
      return refused(`${named(node)} is not ${what}${quotesHint(node)}.`, accepts);
    }
    const long = node.text.length > maxLength ? `it has ${node.text.length} characters` : undefined;
    if (long === undefined && pattern?.test(node.text) === false) {
      return refused(`${named(node)} is not ${what}.`, accepts);
    }
    const reason = long ?? refuse?.(node.text);
    return reason === undefined ? { value: node.text } : refused(`${named(node)} is refused: ${reason}.`, accepts);
  };
  const type = from.length === 0 ? 'string' : ['string', ...from];
  const form: JsonSchema = pattern === undefined ? {} : { pattern: pattern.source };
  return { accepts, read, write: (value) => value, schema: { type, ...form, minLength, maxLength } };
}

/** One of a closed list of words. */
export function choice<T extends string>(values: readonly T[]): Kind<T> {
  const accepts = values.join(', ');
  const read = (node: Node): Reading<T> => {
    const value = values.find((candidate) => node.kind === 'scalar' && candidate === node.text);
    if (value !== undefined) return { value };
    if (isEmpty(node)) return refused('There is no value.', accepts);
    const meant = node.kind === 'scalar' ? nearest(node.text, values) : undefined;
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return refused(`${quoted(node)} is not one of the accepted words.${hint}`, accepts);
  };
  return { accepts, read, write: (value) => value, schema: { type: 'string', enum: values } };
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A whole number; a quoted one is text, and refused as such. */
export function integer({ min, max }: Range): Kind<number> {
  const accepts = `a whole number from ${min} to ${max}`;
  const read = (node: Node): Reading<number> => {
    if (isEmpty(node)) return refused('There is no value.', accepts);
    if (node.kind !== 'scalar' || node.type !== 'number' || !/^(0|-?[1-9]\d*)$/.test(node.text)) {
      const hint = node.kind === 'scalar' && /^\d+$/.test(node.text) ? ' but text: remove the quotes or zeros' : '';
      return refused(`${quoted(node)} is not a whole number${hint}.`, accepts);
    }
    const value = Number(node.text);
    return within(value, { min, max }) ? { value } : refused(`${node.text} is out of range.`, accepts);
  };
  return { accepts, read, write: (value) => value, schema: { type: 'integer', minimum: min, maximum: max } };
}

/** A length of time, kept in `unit`, which is also what a bare number is; the range is in that unit too. */
export function duration({ unit, min, max }: Range & { readonly unit: 's' | 'm' }): Kind<number> {
  const spell = (value: number) => spelled(value * seconds[unit]);
  const examples = unit === 's' ? '30s, 10m, 1h' : '5m, 1h';
  const accepts = `a time from ${spell(min)} to ${spell(max)}, as in ${examples}, or a number of ${words[unit]}`;
  const read = (node: Node): Reading<number> => {
    if (isEmpty(node)) return refused('There is no value.', accepts);
    const [, digits, suffix] = (node.kind === 'scalar' && /^(\d+)([smh]?)$/.exec(node.text)) || [];
    if (digits === undefined) return refused(`${quoted(node)} is not a time.`, accepts);
    const value = (Number(digits) * (seconds[suffix ?? ''] ?? seconds[unit])) / seconds[unit];
    if (!Number.isInteger(value)) return refused(`${quoted(node)} is not a whole number of ${words[unit]}.`, accepts);
    return within(value, { min, max }) ? { value } : refused(`${quoted(node)} is out of range.`, accepts);
  };
  const anyOf: Json = [
    { type: 'integer', minimum: min, maximum: max },
    { type: 'string', pattern: '^[0-9]+[smh]?$' },
  ];
  return { accepts, read, write: spell, schema: { anyOf } };
}

/** How many instances are replaced together. CloudFormation's MaxBatchSize is at most 100. */
export function batch(): Kind<Batch> {
  const accepts = 'a number of instances from 1 to 100, or a share of them from 1% to 100%';
  const read = (node: Node): Reading<Batch> => {
    if (isEmpty(node)) return refused('There is no value.', accepts);
    const [, digits, sign] = (node.kind === 'scalar' && /^(\d+)(%?)$/.exec(node.text)) || [];
    if (digits === undefined) return refused(`${quoted(node)} is not a batch.`, accepts);
    const size = Number(digits);
    if (!within(size, { min: 1, max: 100 })) return refused(`${quoted(node)} is out of range.`, accepts);
    return { value: sign === '%' ? { kind: 'percent', percent: size } : { kind: 'count', count: size } };
  };
  const write = (value: Batch) => (value.kind === 'count' ? value.count : `${value.percent}%`);
  const anyOf: Json = [
    { type: 'integer', minimum: 1, maximum: 100 },
    { type: 'string', pattern: '^([1-9][0-9]?|100)%?$' },
  ];
  return { accepts, read, write, schema: { anyOf } };
}

/** A list of distinct texts, at least one. */
export function list(item: Kind<string>, max: number): Kind<readonly string[]> {
  const accepts = `a list of 1 to ${max}, each ${item.accepts}`;
  const read = (node: Node): Reading<readonly string[]> => {
    if (node.kind !== 'list') return refused(`${quoted(node)} is not a list.`, accepts);
    const items = node.items();
    if (!within(items.length, { min: 1, max })) return refused(`The list has ${items.length} items.`, accepts);
    const faults: Fault[] = [];
    const values: string[] = [];
    for (const one of items) {
      const reading = item.read(one);
      if ('faults' in reading) faults.push(...reading.faults.map((fault) => ({ position: one.position, ...fault })));
      else if (!values.includes(reading.value)) values.push(reading.value);
      else faults.push({ position: one.position, message: `${quote(reading.value)} stands in the list twice.` });
    }
    return faults.length === 0 ? { value: values } : { faults };
  };
  const schema: JsonSchema = { type: 'array', items: item.schema, minItems: 1, maxItems: max, uniqueItems: true };
  return { accepts, read, write: (value) => value, schema };
}

/** A value as the user would write it, on one line. */
export function inline(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(inline).join(', ');
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, member]) => `${name}: ${inline(member)}`)
      .join(', ')}}`;
  }
  const text = String(value);
  return /^$|^\s|\s$|[\n\r\t]/.test(text) ? JSON.stringify(text) : text;
}

/** A reading that failed as a whole. */
export function refused(message: string, accepts: string): { readonly faults: readonly Fault[] } {
  return { faults: [{ message, fix: `Accepted: ${accepts}.` }] };
}

/** Seconds in the largest unit that leaves no rest: 300 is `5m`, 90 is `90s`. */
export function spelled(value: number): string {
  if (value > 0 && value % 3600 === 0) return `${value / 3600}h`;
  return value > 0 && value % 60 === 0 ? `${value / 60}m` : `${value}s`;
}

const seconds: Readonly<Record<string, number>> & { readonly s: number; readonly m: number } = { s: 1, m: 60, h: 3600 };
const words = { s: 'seconds', m: 'minutes' } as const;

function within(value: number, { min, max }: Range): boolean {
  return value >= min && value <= max;
}

function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && (node.text === '' || node.type === 'null');
}

function isText(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'string';
}

function quotesHint(node: Node): string {
  return node.kind === 'scalar' && node.type !== 'string' ? ` but a ${node.type}: put it in quotes` : '';
}
