import type { Fault } from './kinds.ts';
import { type Entry, type Finding, type Layer, nothingSaid, originOf } from './layer.ts';
import { type Node, type Pair, type Position, plainScalar } from './node.ts';
import { findingOf, readPairs, type Scope } from './reader.ts';
import { groupAt, splitPath } from './schema.ts';
import type { Source } from './provenance.ts';
import { readYaml } from './yaml.ts';

/** A value that the event gives, and the environment variable that it stands in. */
export interface EventValue {
  readonly value: string;
  readonly variable: string;
}
/** What the run knows by itself: the weakest source after the defaults. */
export interface EventValues
  extends Readonly<Partial<Record<'application' | 'environment' | 'region' | 'label', EventValue>>> {
  /** The branch of the run, which `branches` may map to an environment. */
  readonly branch?: EventValue;
  /** The environment when neither anybody nor the branch says which. */
  readonly fallback?: EventValue;
  /** Why there is nothing to do when nobody says which environment. */
  readonly unless?: { readonly title: string; readonly text: string };
}

/** Inputs of the action that set one key each. */
const inputKeys: Readonly<Record<string, string>> = {
  application: 'application',
  environment: 'environment',
  region: 'region',
  'aws-region': 'region',
  tier: 'tier',
  mode: 'mode',
  source: 'source',
  artifact: 'artifact',
  build: 'build',
  'version-label': 'label',
  platform: 'platform',
  'allow-older': 'deploy.allow-older',
  'ignore-alarms': 'deploy.ignore-alarms',
};

/** Reads the inputs that set one key each; GitHub gives an input that nobody set as empty text. */
export function readInputs(inputs: Readonly<Record<string, string | undefined>>): Layer {
  return once(
    Object.entries(inputKeys).map(([input, name]) => {
      const text = inputs[input]?.trim() ?? '';
      return text === '' ? nothingSaid : readText(name, text, { kind: 'input', input });
    }),
  );
}

/** Reads what the event gives. */
export function readEvent({ application, environment, region, label }: EventValues): Layer {
  return once(
    Object.entries({ application, environment, region, label }).map(([name, given]) =>
      given === undefined || given.value === ''
        ? nothingSaid
        : readText(name, given.value, { kind: 'event', variable: given.variable }),
    ),
  );
}

/** Reads the input `set`: one `key=value` a line, for any key; empty lines and comments are left out. */
export function readSet(lines: string): Layer {
  return once(lines.split(/\r?\n/).map((text, index) => readLine(text.trim(), { line: index + 1, column: 1 })));
}

/** Sources of equal strength as one: none of them may contradict another. */
function once(layers: readonly Layer[]): Layer {
  const entries = new Map<string, Entry>();
  const findings: Finding[] = [];
  for (const layer of layers) {
    findings.push(...layer.findings);
    for (const [path, entry] of layer.entries) {
      const before = entries.get(path);
      if (before === undefined) entries.set(path, entry);
      else findings.push(setTwice(path, entry, before));
    }
  }
  return { entries, findings };
}

function setTwice(path: string, { source }: Entry, before: Entry): Finding {
  return { path, source, message: `It is set already, by ${originOf(before.source)}.`, fix: 'Keep one of the two.' };
}

function readText(name: string, text: string, source: Source): Layer {
  const position = { line: 1, column: 1 };
  const value: Node = { kind: 'scalar', type: 'string', text, position };
  return readPairs([pairAt(name, { name, position, value })], { source: () => source });
}

function readLine(text: string, position: Position): Layer {
  if (text === '' || text.startsWith('#')) return nothingSaid;
  const scope: Scope = { source: () => ({ kind: 'input', input: 'set', line: position.line }) };
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(equals, 0)).trim();
  const refuse = (fault: Fault): Layer => ({
    entries: new Map(),
    findings: [findingOf(scope, path, { position, ...fault })],
  });
  // The text is not quoted: it may be a secret that somebody wrote down.
  if (path === '') return refuse({ message: 'The line is not key=value.', fix: 'Write lines as in instances.max=8.' });
  const value = nodeOf(text.slice(equals + 1).trim(), position);
  if ('message' in value) return refuse(value);
  return readPairs([pairAt(path, { name: path, position, value })], scope);
}

/** A key of a group stands below the group's word, as in a file. */
function pairAt(path: string, pair: Pair): Pair {
  const [word, member] = splitPath(path);
  if (member === undefined || groupAt(word) === undefined) return pair;
  const { position } = pair;
  return { name: word, position, value: { kind: 'map', position, pairs: () => [{ ...pair, name: member }] } };
}

/** A value as YAML would read it after `key: `; only quotes and brackets make it more than the text that it is. */
function nodeOf(text: string, position: Position): Node | Fault {
  if (!/^["'{[]/.test(text)) return plainScalar(text, position);
  const yaml = readYaml(text);
  if (yaml.kind === 'read') return yaml.node ?? plainScalar('', position);
  return { message: `The value is not complete: ${yaml.faults[0]?.message}`, fix: 'Close its quotes and brackets.' };
}
