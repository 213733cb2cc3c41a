import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { formatError } from './errors.ts';
import type { Json } from './resource.ts';

const shortForms = new Map<string, string>([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length']
    .concat(['Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'])
    .map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
]);

const refusedTags = ['timestamp', 'binary', 'omap', 'pairs', 'set', 'merge'].map((name) => `tag:yaml.org,2002:${name}`);

/**
 * Reads a YAML template: YAML 1.1 without timestamps, aliases and merges, with CloudFormation's short tags (`!Ref`, `!Sub`, …) written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseYaml(body: string): Json {
  const document = parseDocument(body, {
    schema: 'yaml-1.1',
    merge: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !refusedTags.includes(tag.tag)),
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) {
    const place = error.linePos?.[0];
    throw formatError(`YAML not well-formed. (line ${place?.line ?? 1}, column ${place?.col ?? 1})`);
  }
  return plain(document.contents);
}

function plain(node: unknown): Json {
  if (isAlias(node)) throw formatError('YAML aliases are not allowed in CloudFormation templates');
  if (isScalar(node)) return written(node.tag, scalar(node.value, node.source));
  if (isSeq(node)) return written(node.tag, node.items.map(plain));
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [String(plain(key)), plain(value)]);
    return written(node.tag, Object.fromEntries(entries) as Json);
  }
  return null;
}

// CloudFormation reads what YAML 1.1 calls a date or a long number as the text that was written.
function scalar(value: unknown, source: string | undefined): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : (source ?? String(value));
  return source ?? String(value);
}

function written(tag: string | undefined, value: Json): Json {
  if (tag === undefined || !tag.startsWith('!') || tag === '!') return value;
  const name = shortForms.get(tag);
  if (name === undefined) throw formatError(`Unrecognized YAML tag ${tag}`);
  if (name === 'Fn::GetAtt' && typeof value === 'string') return { [name]: splitAttribute(value) };
  return { [name]: value };
}

/** `Logical.Attribute.Path` as `[Logical, Attribute.Path]`. */
export function splitAttribute(text: string): [string, string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
}
