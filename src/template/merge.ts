import type { Fragment } from './template.ts';

/** Adds fragments up. Refuses two owners of one name: otherwise the later one would silently win. */
export function merge(fragments: readonly Fragment[]): Fragment {
  const Parameters = sum('Parameters', fragments);
  const Conditions = sum('Conditions', fragments);
  const Outputs = sum('Outputs', fragments);
  return {
    ...(Parameters ? { Parameters } : {}),
    ...(Conditions ? { Conditions } : {}),
    Resources: sum('Resources', fragments) ?? {},
    ...(Outputs ? { Outputs } : {}),
  };
}

/** One section of all fragments; nothing when none has anything in it, as CloudFormation refuses an empty section. */
function sum<Section extends keyof Fragment>(section: Section, fragments: readonly Fragment[]): Fragment[Section] {
  const owned = new Map<string, unknown>();
  for (const [name, value] of fragments.flatMap((fragment) => Object.entries(fragment[section] ?? {}))) {
    if (owned.has(name)) throw new Error(`Two parts of the template own "${name}" in ${section}.`);
    owned.set(name, value);
  }
  return owned.size > 0 ? (Object.fromEntries(owned) as Fragment[Section]) : (undefined as Fragment[Section]);
}
