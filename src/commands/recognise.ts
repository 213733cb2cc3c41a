import { cronFile, tasksIn } from '../platforms/cron.ts';
import { detectPlatform, platformVersion } from '../platforms/detect.ts';
import type { Source } from '../platforms/platform.ts';
import type { Extension } from '../platforms/extensions/extension.ts';
import { extensionsIn } from '../platforms/extensions/read.ts';
import { building, checkStart } from '../platforms/order.ts';
import type { Settings } from '../settings/settings.ts';
import { checkForWindows } from '../settings/windows.ts';

/** What a source tree was found to be. */
export interface Recognised {
  readonly platform: { readonly name: string; readonly version: string };
  /** Sentences for the log: what was recognised, and why. */
  readonly findings: readonly string[];
  /** Patterns of what instances make anew. */
  readonly leavesOut: readonly string[];
}

/** What the tree is and how it starts; refused here, before anything is touched, when nothing says so. */
export function recognise(source: Source, settings: Settings): Recognised {
  const { platform: wanted, worker, variables } = settings;
  const { platform, because } = detectPlatform(source.files, source.read, wanted.name);
  if (platform.system === 'windows') checkForWindows(settings);
  const { version } = platformVersion(platform, wanted.version);
  const start = checkStart(platform, source.files, source.read);
  // A broken Buildfile is found here rather than on an instance.
  building(platform, source);
  const processes = start.processes.map(({ name, command }) => `${name}: ${command}`).join(', ');
  return {
    leavesOut: platform.leavesOut,
    platform: { name: platform.name, version },
    findings: [
      `${platform.title} ${version}, because of ${because}`,
      `starts with ${processes} (${start.because})`,
      ...[platform.wants?.(source, Object.keys(variables))].filter((note) => note !== undefined),
      ...periodic(source, worker),
      ...extensionsIn(source, platform.system).flatMap(wordsOf),
      ...manifest(source),
    ],
  };
}

/** What a file of `.ebextensions` will do on each instance; nothing where it only holds settings. */
function wordsOf({ file, ...parts }: Extension): readonly string[] {
  const counts = Object.entries(parts).filter(([, items]) => items.length > 0);
  if (counts.length === 0) return [];
  return [
    `${file} does on each instance: ${counts.map(([name, items]) => `${items.length} ${titles[name] ?? name}`).join(', ')}`,
  ];
}

const titles: Readonly<Record<string, string>> = { containerCommands: 'container_commands', installers: 'packages' };

/** The manifest of an environment of Elastic Beanstalk. */
const environmentManifest = 'env.yaml';

function manifest({ files }: Source): readonly string[] {
  if (!files.includes(environmentManifest)) return [];
  return [`${environmentManifest} is for Elastic Beanstalk: nothing of it happens here; beanpole.yml says the same`];
}

/** What becomes of `cron.yaml`; nothing of it is passed over in silence. */
function periodic(source: Source, worker: Settings['worker']): readonly string[] {
  if (!source.files.includes(cronFile)) return [];
  if (worker === undefined) return [`${cronFile} is for the worker tier: nothing of it happens here`];
  if (!worker.cron) return [`${cronFile} is not obeyed, because of worker.cron`];
  const tasks = tasksIn(source);
  return [`${cronFile} has ${tasks.length} periodic tasks: ${tasks.map(({ name }) => name).join(', ')}`];
}
