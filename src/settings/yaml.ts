import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import { customTags, intrinsicFrom, intrinsicOf } from './intrinsic-tags.ts';
import type { Node, Pair, Position, ScalarType } from './node.ts';

/** A place where the text is not YAML that we read. */
export interface YamlFault {
  readonly position: Position;
  readonly message: string;
  readonly fix?: string;
}

/** `node` is absent when the text holds nothing but comments. */
export type YamlReading =
  | { readonly kind: 'read'; readonly node?: Node }
  | { readonly kind: 'refused'; readonly faults: readonly YamlFault[] };

/** Reads one YAML 1.2 document; what its values mean is not decided here. */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, customTags });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const faults = [...syntaxFaults(document, at), ...unreadable(document, at)];
  if (faults.length > 0) return { kind: 'refused', faults };
  const { contents } = document;
  return contents === null ? { kind: 'read' } : { kind: 'read', node: nodeFrom(contents, { document, at }) };
}

interface Context {
  readonly document: Document;
  readonly at: (offset: number) => Position;
}

/** One slip makes the parser complain many times, so only its first complaint is passed on, and every repeated key. */
function syntaxFaults(document: Document, at: Context['at']): YamlFault[] {
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return errors
    .filter((error) => error === first || error.code === 'DUPLICATE_KEY')
    .map(({ code, pos }) => ({ position: at(pos[0]), ...complaints[code] }));
}

/** Things that YAML allows and we do not follow: they would be skipped in silence. */
function unreadable(document: Document, at: Context['at']): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      // Its name is not repeated: it may be a password that starts with an asterisk.
      const message = 'A value that starts with * is an alias, and no anchor above it has this name.';
      const fix = 'Quote the value, or write &name at what it names.';
      faults.push({ position: at(alias.range?.[0] ?? 0), message, fix });
    },
    Pair(_key, { key }) {
      if (!isScalar(key) || key.value !== '<<') return;
      const fix = 'Write the keys out, or use a section of environments:.';
      faults.push({ position: at(key.range?.[0] ?? 0), message: 'Merge keys (<<) are not read.', fix });
    },
  });
  return faults;
}

function nodeFrom(node: YamlNode, context: Context): Node {
  const name = isAlias(node) ? undefined : intrinsicOf(node.tag);
  return name === undefined ? plainFrom(node, context) : intrinsicFrom(name, plainFrom(node, context));
}

function plainFrom(node: YamlNode, context: Context): Node {
  const position = context.at(node.range?.[0] ?? 0);
  if (isAlias(node)) {
    const target = node.resolve(context.document);
    // An alias is blamed where it is used: that is where its value is wrong.
    return target === undefined ? nothing(position) : { ...nodeFrom(target, context), position };
  }
  if (isScalar(node)) return scalarFrom(node, position);
  if (isMap(node)) return { kind: 'map', position, pairs: () => pairsOf(node, context) };
  if (isSeq(node)) {
    const items = () => node.items.map((item) => nodeFrom(item as YamlNode, context));
    return { kind: 'list', position, items };
  }
  return nothing(position);
}

function pairsOf(map: YAMLMap, context: Context): Pair[] {
  return map.items.filter(isPair).map(({ key, value }) => {
    const name = nodeFrom(key as YamlNode, context);
    return {
      name: name.kind === 'scalar' ? name.text : '',
      position: name.position,
      value: value === null ? nothing(name.position) : nodeFrom(value as YamlNode, context),
    };
  });
}

function scalarFrom(scalar: Scalar, position: Position): Node {
  const { value } = scalar;
  const type: ScalarType = value === null ? 'null' : (scalarTypes[typeof value] ?? 'string');
  const text = type === 'string' ? String(value) : (scalar.source ?? String(value));
  return { kind: 'scalar', type, text, position };
}

const scalarTypes: Readonly<Record<string, ScalarType>> = { number: 'number', boolean: 'boolean', string: 'string' };

function nothing(position: Position): Node {
  return { kind: 'scalar', type: 'null', text: '', position };
}

/** Our own words for each complaint of the parser: its own may quote a whole line, which may hold a secret. */
const complaints: Readonly<Record<ErrorCode, { readonly message: string; readonly fix?: string }>> = {
  ALIAS_PROPS: { message: 'An alias cannot have an anchor or a tag.' },
  BAD_ALIAS: { message: 'This alias has no usable name.', fix: 'Quote a value that starts with *.' },
  BAD_COLLECTION_TYPE: { message: 'This tag does not fit what follows it.', fix: 'Remove the tag.' },
  BAD_DIRECTIVE: { message: 'A line that starts with % is a YAML directive, and this is not one.' },
  BAD_DQ_ESCAPE: {
    message: 'A backslash in double quotes starts no escape that YAML knows.',
    fix: "Use single quotes ('…'), or write \\\\.",
  },
  BAD_INDENT: {
    message: 'The indentation is wrong here, or a bracket is still open.',
    fix: 'Indent the keys of one map equally.',
  },
  BAD_PROP_ORDER: { message: 'Anchors and tags must stand before the value.' },
  BAD_SCALAR_START: { message: 'A plain value cannot start with this character.', fix: 'Put the value in quotes.' },
  BLOCK_AS_IMPLICIT_KEY: { message: 'There are two keys on one line.', fix: 'Quote a value that contains ": ".' },
  BLOCK_IN_FLOW: { message: 'Between { } or [ ], maps and lists are written on one line with commas.' },
  DUPLICATE_KEY: { message: 'This key stands twice in the same map.', fix: 'Keep one of the two.' },
  IMPOSSIBLE: { message: 'This is not YAML.' },
  KEY_OVER_1024_CHARS: { message: 'A key is longer than 1,024 characters.' },
  MISSING_CHAR: {
    message: 'Something is missing here: a closing quote, a bracket, a comma, a colon or a space.',
    fix: 'Close what was opened before this place.',
  },
  MULTILINE_IMPLICIT_KEY: { message: 'A key spans several lines.', fix: 'Write a colon after each key.' },
  MULTIPLE_ANCHORS: { message: 'A value can have one anchor only.' },
  MULTIPLE_DOCS: { message: 'A second document starts here.', fix: 'Keep one document: remove the line ---.' },
  MULTIPLE_TAGS: { message: 'A value can have one tag only.' },
  NON_STRING_KEY: { message: 'A key must be plain text.' },
  RESOURCE_EXHAUSTION: { message: 'The file is nested too deeply.' },
  TAB_AS_INDENT: {
    message: 'This line is indented with a tab.',
    fix: 'Indent with spaces; YAML allows no tabs there.',
  },
  TAG_RESOLVE_FAILED: { message: 'This tag (!…) is not one that YAML defines.', fix: 'Remove it, or quote the value.' },
  UNEXPECTED_TOKEN: { message: 'This does not belong here.', fix: 'Check quotes, brackets and indentation above it.' },
};
