import { BeanpoleError } from '../errors.ts';
import type { Platform, Source, Start } from './platform.ts';
import { parseProcfile } from './procfile.ts';

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
