import { join } from 'node:path';
import type { Extension } from '../../platforms/extensions/extension.ts';
import {
  fetched,
  machineScripts,
  owned,
  type Script,
  serviceScripts,
  unpacked,
} from '../../platforms/extensions/scripts.ts';
import { runAll } from '../install.ts';
import type { Changing, Deeds } from './changing.ts';
import { place } from './place.ts';

/** Amazon Linux: by bash, and nothing of a machine that others live on. */
export function linuxDeeds(work: Changing): Deeds {
  const { host } = work;
  const at = (path: string) => join(host.root, path);
  const isOwn = host.root === '/';
  return {
    install: (extension) => machineWide(extension, machineScripts(extension), work),
    unpack: (file, archive) => carryOut(file, [unpacked(archive, at(archive.directory))], work),
    place: async (file, one) => {
      const to = at(one.path);
      const placed = await place(file, one, { to, work, fetch: (from) => carryOut(file, [fetched(from, to)], work) });
      if (placed === 'file') await carryOut(file, [owned(isOwn ? one : { ...one, owner: '', group: '' }, to)], work);
    },
    serve: (extension) => machineWide(extension, serviceScripts(extension), work),
    directoryOf: ({ cwd }) => at(cwd ?? '/'),
  };
}

async function machineWide({ file }: Extension, scripts: readonly Script[], work: Changing): Promise<void> {
  const { host, journal } = work;
  if (host.root === '/') return carryOut(file, scripts, work);
  for (const { says } of scripts) journal.say(`${file}: passed over, as others share this machine: ${says}`);
}

function carryOut(file: string, scripts: readonly Script[], work: Changing): Promise<void> {
  const steps = scripts.map(({ says, script }) => ({ says: `${file}: ${says}`, command: ['sh', '-c', script] }));
  return runAll({ ...work, as: 'root', step: 'extensions', failed: `${file} failed` }, steps);
}
