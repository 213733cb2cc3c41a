import { BeanpoleError } from '../errors.ts';
import { emptyHanded, parseSettings } from '../settings/parse.ts';
import type { ExtensionFile } from '../settings/extensions/read.ts';
import type { Provenance } from '../settings/provenance.ts';
import type { Settings } from '../settings/settings.ts';
import type { World } from '../world.ts';

/** The settings file that is read unless the input `config` names another. */
const usualFile = 'beanpole.yml';

/**
 * Reads and judges everything that was asked for; every mistake is reported at once, before anything is touched. `like`: the environment whose sections of the file count instead
 * of those of the named one.
 */
export function readSettings(
  world: World,
  like?: string,
): { readonly settings: Settings; readonly provenance: Provenance } {
  const { inputs, event } = world;
  const file = settingsFile(world);
  const extensions = (source: string) => extensionFiles(source, world);
  return parseSettings({
    inputs,
    event,
    extensions,
    ...(file === undefined ? {} : { file }),
    ...(like === undefined ? {} : { like }),
  });
}

/** Path of the settings file, relative to the workspace. */
export function settingsName(inputs: World['inputs']): string {
  return (inputs['config'] ?? usualFile).replace(/^(\.\/)+/, '');
}

/** Why there is nothing to do, when the event or the map of branches says so. */
export function nothingToDo(world: World): { readonly title: string; readonly text: string } | undefined {
  const { inputs, event } = world;
  const file = settingsFile(world);
  return emptyHanded({ inputs, event, ...(file === undefined ? {} : { file }) });
}

/** What a run that failed was about, as far as the settings tell. */
export function namesIn(world: World): { readonly application?: string; readonly environment?: string } {
  try {
    const { application, environment } = readSettings(world).settings;
    return { application, environment };
  } catch {
    return {};
  }
}

/** Files of a Beanstalk source tree that say how its environments are. */
function extensionFiles(source: string, { workspace, files }: World): readonly ExtensionFile[] {
  const directory = `${source}/.ebextensions`;
  const place = `${workspace.root}/${directory}`;
  if (files.inspect(place)?.kind !== 'directory') return [];
  const names = files.list(place).map(({ name }) => Buffer.from(name).toString());
  const configurations = names.filter((name) => name.endsWith('.config'));
  return configurations.map((name) => ({
    name: `${directory}/${name}`.replace(/^\.\//, ''),
    bytes: files.read(`${place}/${name}`),
  }));
}

/** A file that was asked for by name must be there; the usual one may be missing. */
function settingsFile({ inputs, workspace, files }: World) {
  const name = settingsName(inputs);
  const path = `${workspace.root}/${name}`;
  const kind = files.inspect(path)?.kind;
  if (kind === 'file' || kind === 'link') return { name, bytes: files.read(path) };
  if (name === usualFile) return undefined;
  throw new BeanpoleError(
    'settings',
    `The settings file "${name}" ${kind === undefined ? 'does not exist' : `is a ${kind}`}.`,
    {
      fix: 'Give the input `config` the path of a file, relative to the workspace.',
    },
  );
}
