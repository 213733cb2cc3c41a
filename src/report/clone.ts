import type { Provenance } from '../settings/provenance.ts';
import { matches } from '../settings/sections.ts';
import type { Settings } from '../settings/settings.ts';

interface Understood {
  readonly settings: Settings;
  readonly provenance: Provenance;
}

/** What a user of a cloned environment must know: what is not copied, what both share, and by which settings it goes from now on. */
export function cloneLines({ settings, provenance }: Understood, from: string): readonly string[] {
  return [
    `Cloned from ${from}: its settings, and the version that runs there, byte for byte.`,
    ...databaseLines(settings, from),
    ...(settings.cache === undefined ? [] : ['Its cache is new and empty.']),
    ...queueLines(settings, from),
    ...sectionLines(provenance, settings.environment),
  ];
}

function databaseLines({ database }: Settings, from: string): readonly string[] {
  if (database === undefined) return [];
  if (database.kind === 'outside') return [`It works on the same database as ${from}: ${database.host}.`];
  if (database.snapshot !== undefined) return [`Its database was made from the snapshot ${database.snapshot}.`];
  return [
    'Its database is new and empty: data are not copied. To begin with data, name a snapshot: `set: database.snapshot=…`.',
  ];
}

function queueLines({ worker }: Settings, from: string): readonly string[] {
  if (worker === undefined) return [];
  if (worker.queue === undefined) return ['Its queue is new and empty.'];
  return [`It takes messages from the same queue as ${from}: ${worker.queue.name}.`];
}

/** Sections that only the other environment's name matches do not speak about this one when it is deployed the next time. */
function sectionLines(provenance: Provenance, environment: string): readonly string[] {
  const sections = Object.values(provenance).flatMap((source) =>
    source.kind === 'file' && source.section !== undefined && !matches(source.section, environment)
      ? [source.section]
      : [],
  );
  const names = [...new Set(sections)].map((name) => `"${name}"`).join(', ');
  return names === ''
    ? []
    : [`Its settings came from section ${names}; for the next deploy write a section "${environment}" with the same.`];
}
