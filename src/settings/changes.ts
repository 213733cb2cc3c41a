import { isDeepStrictEqual } from 'node:util';
import { memberAt, shownAt } from './explain.ts';
import { keys } from './keys.ts';
import { inline, type Json } from './kinds.ts';
import { originOf } from './layer.ts';
import type { Provenance } from './provenance.ts';
import { keyAt } from './schema.ts';
import type { Settings } from './settings.ts';
import type { ToldSettings } from './trace.ts';
import { settingsIn, type Traces, traceable } from './traces.ts';

/** A setting that is another one than what is in force; values as a user would write them, and `***` for what looks like a secret. */
export interface SettingChange {
  readonly key: string;
  /** Absent: it was not set, or is not any more. */
  readonly before?: string;
  readonly after?: string;
  /** Who says so now, in words; absent when nobody does. */
  readonly origin?: string;
}

/** Which settings a deploy would change, in the order in which keys are documented. Those that leave no trace of their own cannot be told. */
export function settingChanges(live: Traces, wanted: Traces, provenance: Provenance): readonly SettingChange[] {
  // What an object of the bucket says has gone through JSON, so the other side does, too.
  const [before, after] = [live, wanted].map((traces) => JSON.parse(JSON.stringify(settingsIn(traces))) as Settings);
  if (before === undefined || after === undefined) return [];
  return pathsOf(before, after)
    .filter((path) => !isDeepStrictEqual(memberAt(before, path), memberAt(after, path)))
    .flatMap((path) => {
      const source = provenance[path];
      const origin = source === undefined ? {} : { origin: originOf(source) };
      const members = memberChanges(path, before, after);
      if (members.length > 0) return members.map((change) => ({ ...change, ...origin }));
      return [{ key: path, ...said('before', before, path), ...said('after', after, path), ...origin }];
    });
}

/** Maps of which a change says more member by member. */
const maps = /^(?:processes|listeners|rules)\.|^scaling\.trigger$/;

/** The members that differ where both sides have the map. */
function memberChanges(path: string, ...sides: readonly [Settings, Settings]): readonly SettingChange[] {
  const [before, after] = sides.map((side) => memberAt(side, path) as object | undefined);
  if (!maps.test(path) || before === undefined || after === undefined) return [];
  const [then, now] = [before, after].map((value) => keyAt(path)?.write(value) as Readonly<Record<string, Json>>);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((member) => !isDeepStrictEqual(then?.[member], now?.[member]))
    .map((member) => ({
      key: `${path}.${member}`,
      ...(then?.[member] === undefined ? {} : { before: inline(then[member]) }),
      ...(now?.[member] === undefined ? {} : { after: inline(now[member]) }),
    }));
}

/** A change in a line, `instances.max: 4 → 8 (beanpole.yml:12:5)`. */
export function changeLineOf({ key, before, after, origin }: SettingChange): string {
  const who = origin ?? (after === undefined ? 'nobody sets it any more' : derivedFrom(key));
  if (before === '***' && after === '***') return `${key}: another value, which is not shown (${who})`;
  return `${key}: ${before ?? 'not set'} → ${after ?? 'not set'} (${who})`;
}

function derivedFrom(key: string): string {
  return key.startsWith('platform.') ? 'the source tree' : 'follows from other settings';
}

/** Every key that can be told, members that only one side has included. */
function pathsOf(before: Settings, after: Settings): readonly string[] {
  return Object.keys(keys)
    .flatMap((key) => (key.endsWith('.*') ? membersOf(key.slice(0, -2), before, after) : [key]))
    .filter((path) => traceable.some((form) => form.test(path)));
}

function membersOf(word: string, ...sides: readonly Settings[]): readonly string[] {
  const names = sides.flatMap((side) => Object.keys((memberAt(side, word) as ToldSettings | undefined) ?? {}));
  return [...new Set(names)].sort().map((name) => `${word}.${name}`);
}

function said<K extends string>(name: K, settings: Settings, path: string): { readonly [P in K]?: string } {
  const value = memberAt(settings, path);
  if (value === undefined || value === null) return {};
  return { [name]: shownAt(settings, path) } as { readonly [P in K]: string };
}
