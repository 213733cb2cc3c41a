import { isDeepStrictEqual } from 'node:util';
import { memberAt, shownAt } from './explain.ts';
import { keys } from './keys.ts';
import { originOf } from './layer.ts';
import type { Provenance } from './provenance.ts';
import type { Settings } from './settings.ts';
import { settingsIn, type ToldSettings, type Traces, traceable } from './traces.ts';

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
    .map((path) => {
      const source = provenance[path];
      return {
        key: path,
        ...said('before', before, path),
        ...said('after', after, path),
        ...(source === undefined ? {} : { origin: originOf(source) }),
      };
    });
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
