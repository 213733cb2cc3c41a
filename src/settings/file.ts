import type { Fault } from './kinds.ts';
import { type Finding, type Layer, nothingSaid } from './layer.ts';
import { type Node, type Pair, type Position, quote, quoted } from './node.ts';
import { findingOf, readPairs, type Scope } from './reader.ts';
import { sectionName } from './schema.ts';
import { neverMatches, type Section } from './sections.ts';
import { decodeUtf8 } from './utf8.ts';
import { readYaml } from './yaml.ts';

/** A settings file as it lies in the repository. */
export interface SettingsFile {
  /** As errors name it, `beanpole.yml`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the file says. */
export interface FileReading {
  /** False when the text could not be understood, so that nothing can be said of what is missing. */
  readonly understood: boolean;
  readonly base: Layer;
  readonly sections: readonly Section[];
  /** Mistakes outside of any layer. */
  readonly findings: readonly Finding[];
}

export const noFile: FileReading = { understood: true, base: nothingSaid, sections: [], findings: [] };

/** More than any settings need; it bounds the work that aliases can cause. */
const maxBytes = 256 * 1024;

/** Reads `beanpole.yml`: its top level, and each section of `environments:`, whether it applies or not. */
export function readFile(file: SettingsFile): FileReading {
  const scope = scopeOf(file);
  const text = decode(file.bytes);
  if (typeof text !== 'string') return misunderstood(scope, [text]);
  const yaml = readYaml(text);
  if (yaml.kind === 'refused') return misunderstood(scope, yaml.faults);
  const { node } = yaml;
  if (node === undefined || isNothing(node)) return noFile;
  if (node.kind !== 'map') {
    const message = `${quoted(node)} is not a map of settings.`;
    return misunderstood(scope, [{ position: node.position, message, fix: 'Write settings as in application: shop.' }]);
  }
  const pairs = node.pairs();
  const base = readPairs(
    pairs.filter(({ name }) => name !== 'environments'),
    scope,
  );
  const environments = pairs.find(({ name }) => name === 'environments');
  return { understood: true, base, ...readSections(file, environments?.value) };
}

function readSections(file: SettingsFile, node: Node | undefined): Pick<FileReading, 'sections' | 'findings'> {
  if (node === undefined || isNothing(node)) return { sections: [], findings: [] };
  if (node.kind !== 'map') {
    const fault = { position: node.position, message: `${quoted(node)} is not a map of sections.` };
    return { sections: [], findings: [findingOf(scopeOf(file), 'environments', fault)] };
  }
  const readings = node.pairs().map((pair) => readSection(file, pair));
  return {
    sections: readings.filter((reading) => 'pattern' in reading),
    findings: readings.filter((reading) => 'message' in reading),
  };
}

function readSection(file: SettingsFile, { name, position, value }: Pair): Section | Finding {
  const path = `environments.${name}`;
  const refuse = (fault: Fault) => findingOf(scopeOf(file), path, { position, ...fault });
  const naming = sectionName.read({ kind: 'scalar', type: 'string', text: name, position });
  if ('faults' in naming) return refuse(naming.faults[0] ?? { message: 'The name is refused.' });
  const never = neverMatches(name);
  if (never !== undefined) {
    return refuse({ message: `${quote(name)} matches no possible environment.`, fix: `Environments have ${never}.` });
  }
  if (isNothing(value)) return { pattern: name, layer: nothingSaid };
  if (value.kind !== 'map') {
    return refuse({ position: value.position, message: `${quoted(value)} is not a map of settings.` });
  }
  return { pattern: name, layer: readPairs(value.pairs(), scopeOf(file, name)) };
}

function scopeOf(file: SettingsFile, section?: string): Scope {
  const inside = section === undefined ? {} : { section };
  return { ...inside, source: ({ line, column }) => ({ kind: 'file', file: file.name, line, column, ...inside }) };
}

type PlacedFault = Fault & { readonly position: Position };

function misunderstood(scope: Scope, faults: readonly PlacedFault[]): FileReading {
  return { ...noFile, understood: false, findings: faults.map((fault) => findingOf(scope, '', fault)) };
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

function decode(bytes: Uint8Array): string | PlacedFault {
  if (bytes.length > maxBytes) {
    const message = `The file has ${bytes.length} bytes; at most ${maxBytes} are read.`;
    return { position: { line: 1, column: 1 }, message, fix: 'Is it the right file?' };
  }
  const decoded = decodeUtf8(bytes);
  if ('text' in decoded) return decoded.text;
  const { badByte } = decoded;
  const line = bytes.subarray(0, badByte).filter((byte) => byte === 10).length + 1;
  const message = `The file is not UTF-8: byte ${badByte} belongs to no character.`;
  return { position: { line, column: 1 }, message, fix: 'Save it as UTF-8.' };
}
