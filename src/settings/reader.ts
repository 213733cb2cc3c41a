import type { Group, Key } from './key.ts';
import type { Fault } from './kinds.ts';
import type { Entry, Finding, Layer } from './layer.ts';
import { type Node, type Pair, type Position, quote, quoted } from './node.ts';
import { chosenOutside, groupAt, keyAt, meantBy, splitPath, wordsOf } from './schema.ts';
import type { Source } from './provenance.ts';

/** Where the pairs stand that are read. */
export interface Scope {
  /** The section of `environments:`, when it is one. */
  readonly section?: string;
  readonly source: (position: Position) => Source;
}

/** Reads pairs by the schema: every value that is right, and every mistake. */
export function readPairs(pairs: readonly Pair[], scope: Scope): Layer {
  const reader: Reader = { scope, entries: new Map(), findings: [] };
  for (const pair of pairs) readWord(reader, pair);
  return reader;
}

/** A mistake in something that the user wrote. */
export function findingOf(scope: Scope, path: string, fault: Fault & { readonly position: Position }): Finding {
  const { position, message, fix } = fault;
  return { source: scope.source(position), path, message, ...(fix === undefined ? {} : { fix }) };
}

interface Reader {
  readonly scope: Scope;
  readonly entries: Map<string, Entry>;
  readonly findings: Finding[];
}

function readWord(reader: Reader, pair: Pair): void {
  const { name, position } = pair;
  if (chosenOutside.includes(name) && (reader.scope.section !== undefined || name === 'environments')) {
    const message = `${quote(name)} cannot stand here.`;
    const fix = name === 'environments' ? 'Write sections at the top level of the file.' : 'Write it at the top level.';
    reader.findings.push(findingOf(reader.scope, name, { position, message, fix }));
    return;
  }
  const group = groupAt(name);
  const key = name.includes('.') ? undefined : keyAt(name);
  if (group !== undefined) readGroup(reader, group, pair);
  else if (key !== undefined) readKey(reader, name, key, pair.value);
  else reportUnknown(reader, name, position);
}

function readGroup(reader: Reader, group: Group, { name: word, value }: Pair): void {
  // A word with nothing below it says nothing: all its keys may be commented out.
  if (value.kind === 'scalar' && value.type === 'null') return;
  const short = `${word}.${group.short}`;
  const shortKey = keyAt(short);
  if (value.kind === 'map') {
    for (const pair of value.pairs()) readMember(reader, word, group, pair);
  } else if (group.short !== undefined && shortKey !== undefined) {
    readKey(reader, short, shortKey, value);
  } else {
    // Members that the user names may be secrets: their text is not repeated.
    const found = group.names === undefined ? quoted(value) : 'This';
    const fix = `Accepted: ${group.names === undefined ? wordsOf(word).join(', ') : 'names and values'}, below ${word}:.`;
    const { position } = value;
    reader.findings.push(findingOf(reader.scope, word, { position, message: `${found} is not a map.`, fix }));
  }
}

function readMember(reader: Reader, word: string, group: Group, { name, position, value }: Pair): void {
  const path = `${word}.${name}`;
  const naming = group.names?.read({ kind: 'scalar', type: 'string', text: name, position });
  const key = keyAt(path);
  if (naming !== undefined && 'faults' in naming) {
    reader.findings.push(...naming.faults.map((fault) => findingOf(reader.scope, path, { position, ...fault })));
  } else if (key === undefined) reportUnknown(reader, path, position);
  else readKey(reader, path, key, value);
}

function readKey({ scope, entries, findings }: Reader, path: string, key: Key<unknown>, node: Node): void {
  const { position } = node;
  const reading = key.read(node);
  if ('value' in reading) entries.set(path, { value: reading.value, source: scope.source(position) });
  else findings.push(...reading.faults.map((fault) => findingOf(scope, path, { position, ...fault })));
}

function reportUnknown({ scope, findings }: Reader, path: string, position: Position): void {
  const [word, member] = splitPath(path);
  const inGroup = member !== undefined && groupAt(word) !== undefined;
  const message = inGroup ? `${quote(member)} is not a setting of ${word}.` : `${quote(path)} is not a setting.`;
  const meant = meantBy(path);
  const accepted = wordsOf(inGroup ? word : undefined).join(', ');
  const hint = meant === path ? `Write ${member} below ${word}:.` : `Did you mean ${meant}?`;
  const fix = meant === undefined ? `Accepted: ${accepted}.` : hint;
  const finding = findingOf(scope, path, { position, message, fix });
  findings.push(meant === undefined ? finding : { ...finding, meant });
}
