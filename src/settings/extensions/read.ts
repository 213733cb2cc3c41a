import { instanceKeys } from '../../platforms/extensions/extension.ts';
import type { Fault } from '../kinds.ts';
import type { Finding, Layer } from '../layer.ts';
import { type Node, type Pair, type Position, quote, quoted } from '../node.ts';
import { findingOf, readPairs, type Scope } from '../reader.ts';
import { decodeUtf8 } from '../utf8.ts';
import { readYaml } from '../yaml.ts';
import { balancing, namedSpaces } from './balancer-parts.ts';
import type { Option } from './option.ts';
import { options } from './options.ts';
import { composed, pair, scalar, type Written } from './parts.ts';
import { isStranger, logicalIds } from './resources.ts';

/** A file of `.ebextensions` as it lies in the source tree. */
export interface ExtensionFile {
  /** As errors name it, `.ebextensions/01-options.config`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const variables = 'aws:elasticbeanstalk:application:environment';
const secrets = 'aws:elasticbeanstalk:application:environmentsecrets';
const staticFiles = 'aws:elasticbeanstalk:environment:proxy:staticfiles';

/** Reads the files in the order of their names, as Beanstalk does; a later one has the last word. */
export function readExtensions(files: readonly ExtensionFile[]): readonly Layer[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(readExtension);
}

function readExtension(file: ExtensionFile): Layer {
  const scope: Scope = { source: ({ line, column }) => ({ kind: 'file', file: file.name, line, column }) };
  const refuse = (path: string, fault: Fault & { readonly position: Position }) => findingOf(scope, path, fault);
  const root = rootOf(file);
  if ('message' in root) return { entries: new Map(), findings: [refuse('', root)] };
  const findings: Finding[] = [];
  const written: Written[] = [];
  const pairs: Pair[] = [];
  for (const { name, position, value } of root.pairs) {
    if (name === 'option_settings') written.push(...settingsIn(value));
    else if (name === 'Resources') pairs.push(...resourcesIn(value, (fault) => findings.push(refuse(name, fault))));
    else if (name === 'Outputs') pairs.push({ name: 'outputs', position, value });
    else if (!instanceKeys.some((key) => key === name)) findings.push(refuse(name, { position, ...stranger(name) }));
  }
  for (const one of written) {
    const reading = read(one);
    if ('message' in reading)
      findings.push(refuse(`${one.namespace} ${one.name}`, { position: one.position, ...reading }));
    else pairs.push(...reading.pairs);
  }
  const layer = readPairs([...pairs, ...composed(written), ...balancing(written)], scope);
  return { entries: layer.entries, findings: [...findings, ...layer.findings] };
}

type Root = { readonly pairs: readonly Pair[] } | (Fault & { readonly position: Position });

function rootOf({ bytes }: ExtensionFile): Root {
  const position = { line: 1, column: 1 };
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) return { position, message: 'The file is not UTF-8.', fix: 'Save it as UTF-8.' };
  const yaml = readYaml(decoded.text);
  if (yaml.kind === 'refused') return yaml.faults[0] ?? { position, message: 'The file is not YAML.' };
  if (yaml.node === undefined) return { pairs: [] };
  if (yaml.node.kind !== 'map') return { position, message: `${quoted(yaml.node)} is not a map of keys.` };
  return { pairs: yaml.node.pairs() };
}

/** Beanstalk takes a list of namespace, option_name and value; a map of namespaces; and variables with no namespace at all. */
function settingsIn(node: Node): readonly Written[] {
  if (node.kind === 'list') return node.items().flatMap(listedSetting);
  if (node.kind !== 'map') return [];
  return node.pairs().flatMap(({ name, position, value }) => {
    if (value.kind === 'scalar') return [{ namespace: variables, name, value: value.text, position }];
    if (value.kind !== 'map') return [];
    const { namespace, resource } = spaceOf(name);
    return value.pairs().map((option) => ({
      ...{ namespace, name: option.name, position: option.position },
      ...(resource === undefined ? {} : { resource }),
      value: option.value.kind === 'scalar' ? option.value.text : '',
    }));
  });
}

function listedSetting(item: Node): readonly Written[] {
  if (item.kind !== 'map') return [];
  const at = (name: string) => {
    const value = item.pairs().find((one) => one.name === name)?.value;
    return value?.kind === 'scalar' ? value.text : undefined;
  };
  const space = spaceOf(at('namespace') ?? variables);
  const resource = at('resource_name') ?? space.resource;
  const own = {
    namespace: space.namespace,
    name: at('option_name') ?? '',
    value: at('value') ?? '',
    position: item.position,
  };
  return [{ ...own, ...(resource === undefined ? {} : { resource }) }];
}

const spaces = ['aws:autoscaling:scheduledaction', ...Object.values(namedSpaces)];

/** The name of what an option is for may stand behind its namespace; some of those names have a table of their own. */
function spaceOf(name: string): { readonly namespace: string; readonly resource?: string } {
  const base = Object.hasOwn(options, name) ? undefined : spaces.find((one) => name.startsWith(`${one}:`));
  return base === undefined ? { namespace: name } : { namespace: base, resource: name.slice(base.length + 1) };
}

function read(written: Written): { readonly pairs: readonly Pair[] } | Fault {
  const { namespace, name, value, position } = written;
  if (namespace === variables) return { pairs: [pair('variables', name, text(value, position))] };
  if (namespace === secrets) return { pairs: [pair('variables', name, reference(value, position))] };
  if (namespace === staticFiles) return { pairs: [pair('static-files', name, text(inTree(value), position))] };
  const option = Object.hasOwn(options, namespace) ? options[namespace]?.[name] : undefined;
  if (option === undefined) {
    return {
      message: `${quote(`${namespace} ${name}`)} is not an option that Beanpole knows.`,
      fix: 'docs/options.md lists all.',
    };
  }
  return become(option, written);
}

function become(option: Option, { value, position }: Written): { readonly pairs: readonly Pair[] } | Fault {
  switch (option.kind) {
    case 'key': {
      const ours = option.words === undefined ? value : option.words[value];
      if (ours === undefined) {
        const known = Object.keys(option.words ?? {}).join(', ');
        return { message: `${quote(value)} is not a value that Beanpole has.`, fix: `Accepted: ${known}.` };
      }
      const [word = '', member] = option.path.split('.');
      const node = scalar(ours, position);
      return { pairs: [member === undefined ? { name: word, position, value: node } : pair(word, member, node)] };
    }
    case 'part':
      return { pairs: [] };
    case 'always':
      return option.only === undefined || option.only.includes(value)
        ? { pairs: [] }
        : { message: `${quote(value)} cannot be: it is ${option.what}.`, fix: 'Remove the option.' };
    case 'none':
      return { message: `Beanpole has no such option. ${option.why}`, fix: 'Remove the option.' };
  }
}

/** Beanstalk takes a directory of the tree with or without slashes around it. */
function inTree(directory: string): string {
  return directory.replace(/^\/+|\/+$/g, '');
}

function text(value: string, position: Position): Node {
  return { kind: 'scalar', type: 'string', text: value, position };
}

/** An ARN of Secrets Manager or of the Parameter Store. */
function reference(arn: string, position: Position): Node {
  const name = arn.includes(':ssm:') ? 'parameter' : 'secret';
  return { kind: 'map', position, pairs: () => [{ name, position, value: text(arn, position) }] };
}

function resourcesIn(node: Node, refuse: (fault: Fault & { readonly position: Position }) => void): readonly Pair[] {
  if (node.kind !== 'map') return [];
  const known = node.pairs().filter(({ name, position }) => {
    if (!isStranger(name)) return true;
    refuse({
      position,
      message: `Beanpole has nothing like ${name}.`,
      fix: 'docs/resources.md lists the resources that it has.',
    });
    return false;
  });
  const pairs = known.map((one) => ({ ...one, name: logicalIds[one.name] ?? one.name }));
  return [
    { name: 'resources', position: node.position, value: { kind: 'map', position: node.position, pairs: () => pairs } },
  ];
}

function stranger(name: string): Fault {
  const accepted = ['option_settings', 'Resources', 'Outputs', ...instanceKeys].join(', ');
  return {
    message: `${quote(name)} is not a key of .ebextensions that Beanpole reads.`,
    fix: `Accepted: ${accepted}.`,
  };
}
