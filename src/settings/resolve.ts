import { isDeepStrictEqual } from 'node:util';
import { architectureOf } from './instance-type.ts';
import { defaultMode, defaultTier, keys, type Path, type ValueOf } from './keys.ts';
import type { Entry, Layer } from './layer.ts';
import type { Key } from './key.ts';
import { groupAt, splitPath } from './schema.ts';
import type { Provenance } from './provenance.ts';
import { type Mode, modes, type Tier } from './settings.ts';

/** All sources as one, with the defaults: what each key is, who said so, and which keys nobody can know. */
export interface Resolved {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Paths at which somebody made a mistake, groups included. */
  readonly broken: readonly string[];
}

/** Merges the layers, weakest first, and fills in the defaults of the mode. */
export function resolve(layers: readonly Layer[]): Resolved {
  const entries = new Map<string, Entry>();
  for (const layer of layers) overlay(entries, layer);
  const broken = layers.flatMap(({ findings }) => findings).map(({ path, meant }) => meant ?? path);
  return withDefaults({ entries, broken });
}

/** The value of a key; none where nobody set it and it has no default. */
export function valueAt<P extends Path>({ entries }: Resolved, path: P): ValueOf<P> | undefined {
  return entries.get(path)?.value as ValueOf<P> | undefined;
}

/** Words below which the user chooses the names. */
type Named =
  | 'variables'
  | 'static-files'
  | 'tags'
  | 'resources'
  | 'outputs'
  | 'branches'
  | 'processes'
  | 'listeners'
  | 'rules';

/** The members that the user named below a group, by name. */
export function membersAt<P extends Named>(
  { entries }: Resolved,
  word: P,
): Readonly<Record<string, ValueOf<`${P}.*`>>> {
  const members = [...entries].filter(([path]) => path.startsWith(`${word}.`));
  return Object.fromEntries(
    members.map(([path, { value }]) => [path.slice(word.length + 1), value as ValueOf<`${P}.*`>]),
  );
}

/** True when somebody wrote the value, rather than that it is a default. */
export function isGiven({ entries }: Resolved, path: string): boolean {
  const kind = entries.get(path)?.source.kind;
  return kind !== undefined && kind !== 'default';
}

/** True when a mistake hides what the key is. */
export function isBroken({ broken }: Resolved, path: string): boolean {
  return broken.some((bad) => path === bad || path.startsWith(`${bad}.`));
}

/** Where each value came from. */
export function provenanceOf({ entries }: Resolved): Provenance {
  return Object.fromEntries([...entries].map(([path, { source }]) => [path, source]));
}

function overlay(entries: Map<string, Entry>, layer: Layer): void {
  for (const path of layer.entries.keys()) {
    for (const other of othersOf(path)) entries.delete(other);
  }
  for (const [path, entry] of layer.entries) entries.set(path, entry);
}

function withDefaults({ entries: given, broken }: Resolved): Resolved {
  const entries = new Map(given);
  const unknown = [...broken];
  const known = { entries: given, broken };
  const mode = isBroken(known, 'mode') ? undefined : (valueAt(known, 'mode') ?? defaultMode);
  const tier = isBroken(known, 'tier') ? undefined : (valueAt(known, 'tier') ?? defaultTier);
  for (const [path, key] of Object.entries(keys)) {
    if (key.default === undefined || entries.has(path) || isBroken(known, path) || isPutAside(given, path)) continue;
    // What means nothing in this tier has no default either.
    if (key.tier !== undefined && key.tier !== tier) continue;
    const entry = defaultOf(key, mode, tier);
    if (entry === undefined) unknown.push(path);
    else if (entry.value !== undefined) entries.set(path, entry);
  }
  return withDerived({ entries, broken: unknown });
}

/** The default of a key; nothing while nobody knows the mode or the tier that it depends on. */
function defaultOf({ default: values = {}, inWorker }: Key<unknown>, mode: Mode | undefined, tier: Tier | undefined) {
  if (inWorker !== undefined && tier !== 'web') {
    return tier === undefined ? undefined : ({ value: inWorker, source: { kind: 'default' } } as const);
  }
  const differs = !isDeepStrictEqual(values[modes[0]], values[modes[1]]);
  if (!differs) return { value: values[defaultMode], source: { kind: 'default' } } as const;
  return mode === undefined ? undefined : ({ value: values[mode], source: { kind: 'default', mode } } as const);
}

/** Adds what follows from other keys. */
function withDerived(resolved: Resolved): Resolved {
  const entries = new Map(resolved.entries);
  const derive = (path: Path, value: unknown) => {
    if (value === undefined || entries.has(path) || isBroken(resolved, path)) return;
    entries.set(path, { value, source: { kind: 'default' } });
  };
  const type = valueAt(resolved, 'instances.type');
  derive('instances.architecture', type === undefined ? undefined : architectureOf(type));
  derive('network.instance-subnets', valueAt(resolved, 'network.public-subnets'));
  derive('network.data-subnets', valueAt({ ...resolved, entries }, 'network.instance-subnets'));
  return { ...resolved, entries };
}

/** True when somebody chose another way than the one that this key belongs to. */
function isPutAside(given: ReadonlyMap<string, Entry>, path: string): boolean {
  return othersOf(path).some((other) => given.has(other));
}

/** The keys of the other ways of a group. Every file asks for those of every key. */
function othersOf(path: string): readonly string[] {
  return known.get(path) ?? findOthers(path);
}
const known = new Map(Object.keys(keys).map((path) => [path, findOthers(path)]));

function findOthers(path: string): readonly string[] {
  const [word, member = ''] = splitPath(path);
  const others = groupAt(word)?.alternatives?.filter((way) => !way.includes(member)) ?? [];
  return others.flat().map((other) => `${word}.${other}`);
}
