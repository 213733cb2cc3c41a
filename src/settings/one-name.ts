import type { FileReading } from './file.ts';
import type { Entry, Finding } from './layer.ts';
import { previewOf } from './preview.ts';
import { membersAt, resolve } from './resolve.ts';
import { sectionsFor } from './sections.ts';

/**
 * A name that several environments of the file would answer to: Route 53 has one record of it, and CloudFormation would find that out only after the second
 * environment was there. A preview takes no name from the top level.
 */
export function sharedNames(file: FileReading): readonly Finding[] {
  const byName = new Map<unknown, { readonly environments: string[]; readonly entry: Entry }>();
  for (const environment of environmentsIn(file)) {
    const entry = nameOf(environment, file);
    if (entry === undefined) continue;
    const known = byName.get(entry.value);
    byName.set(entry.value, { environments: [...(known?.environments ?? []), environment], entry });
  }
  return [...byName].flatMap(
    ([
      name,
      {
        environments,
        entry: { source },
      },
    ]) =>
      environments.length < 2
        ? []
        : [
            {
              source,
              path: 'domain.name',
              message: `${environments.slice(0, -1).join(', ')} and ${environments.at(-1)} would both answer to ${name}.`,
              fix: 'Write domain.name into the section of the environment that has it, and another one into the others; domain.zone stays at the top level.',
            },
          ],
  );
}

/** The environments that the file names: by sections, patterns aside, and by branches. */
function environmentsIn({ base, sections }: FileReading): ReadonlySet<string> {
  const exact = sections.map(({ pattern }) => pattern).filter((pattern) => !/[*?]/.test(pattern));
  return new Set([...exact, ...Object.values(membersAt(resolve([base]), 'branches'))]);
}

/** What the file says to an environment, the strongest last. */
function nameOf(environment: string, { base, sections }: FileReading): Entry | undefined {
  const own = sectionsFor(sections, environment).map(({ layer }) => layer);
  const layers = previewOf(environment) === undefined ? [base, ...own] : own;
  return layers.map(({ entries }) => entries.get('domain.name')).findLast((entry) => entry !== undefined);
}
