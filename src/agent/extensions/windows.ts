import { mkdirSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  expanded,
  installed,
  saved,
  serviced,
  type WindowsScript,
  windowsScripts,
} from '../../platforms/extensions/powershell.ts';
import { beanpoleFolder } from '../../platforms/platform.ts';
import { runAll } from '../install.ts';
import type { Changing, Deeds } from './changing.ts';
import { place } from './place.ts';

/** Windows Server: by PowerShell. What was done before a command restarted Windows is not done again. */
export function windowsDeeds(work: Changing): Deeds {
  const { host, progress } = work;
  const at = (path: string) => (isAbsolute(path) ? path : join(host.root, path));
  const run = (file: string, script: WindowsScript) => carryOut(file, script, work);
  const once = async (file: string, script: WindowsScript) =>
    void (await progress.step(`${file} ${script.says}`, () => run(file, script)));
  return {
    install: async ({ file, installers }) => {
      for (const one of installers) await once(file, installed(one));
    },
    unpack: (file, archive) => once(file, expanded(archive, at(archive.directory))),
    place: async (file, one) => {
      const to = at(one.path);
      const fetch = (from: Parameters<typeof saved>[0]) => run(file, saved(from, to));
      await progress.step(`${file} file ${to}`, async () => void (await place(file, one, { to, work, fetch })));
    },
    serve: async ({ file, services }) => {
      for (const one of services) await once(file, serviced(one));
    },
    directoryOf: ({ cwd }) => at(cwd ?? 'C:/Windows/System32'),
  };
}

function carryOut(file: string, { says, name, variables }: WindowsScript, work: Changing): Promise<void> {
  const folder = join(work.directory, beanpoleFolder, 'extensions');
  mkdirSync(folder, { recursive: true });
  const script = join(folder, `${name}.ps1`);
  writeFileSync(script, windowsScripts[name]);
  const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
  const step = { says: `${file}: ${says}`, command: ['powershell.exe', ...options, '-File', script] };
  const environment = { ...work.environment, ...variables };
  return runAll({ ...work, environment, as: 'root', step: 'extensions', failed: `${file} failed` }, [step]);
}
