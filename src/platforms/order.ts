import { BeanpoleError } from '../errors.ts';
import type { Command, Platform, Source, Start } from './platform.ts';
import { parseBuildfile, parseProcfile } from './process-file.ts';

/** What will be started: the Procfile's processes, or the platform's default. Throws `settings` when nothing says how. */
export function checkStart(platform: Platform, files: readonly string[], read: Source['read']): Start {
  const source: Source = { files, read };
  const procfile = files.includes('Procfile') ? read('Procfile') : undefined;
  if (procfile !== undefined) return { processes: parseProcfile(procfile), because: 'Procfile' };
  const start = platform.start(source);
  if (start !== undefined) return start;
  throw new BeanpoleError('settings', `Nothing says how the ${platform.title} application starts.`, {
    fix: `One of these is accepted: ${platform.accepted.join('; ')}.`,
  });
}

/** A command of the installation or the build, in words and as it is run. */
export interface Step {
  readonly says: string;
  readonly command: Command;
}

/** The commands that install the dependencies of a release. */
export function installation(platform: Platform, source: Source): readonly Step[] {
  return platform.install(source).map(plain);
}

/** The commands that build it: its Buildfile's, or the platform's own. Throws `settings` for a broken Buildfile. */
export function building(platform: Platform, source: Source): readonly Step[] {
  const buildfile = source.files.includes('Buildfile') ? source.read('Buildfile') : undefined;
  if (buildfile === undefined) return platform.build(source).map(plain);
  return parseBuildfile(buildfile).map(({ name, command }) => ({
    says: `Buildfile, ${name}: ${command}`,
    command: ['sh', '-c', command],
  }));
}

function plain(command: Command): Step {
  return { says: command.join(' '), command };
}
