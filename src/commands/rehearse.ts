import { BeanpoleError } from '../errors.ts';
import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import type { Settings } from '../settings/settings.ts';
import { deployAs } from './deploy.ts';
import { linksIn } from './links.ts';
import { readSettings } from './settings.ts';
import { type Code, windowsOf } from './source.ts';

/** Where a rehearsal takes place when nobody names a region: it costs nothing anywhere. */
const anyRegion = { value: 'us-east-1', variable: 'the local cloud' };

/** A deploy to a local cloud of this run's own: the true template, the true agent, real processes, and nothing left when it ends. */
export async function rehearse(world: World): Promise<Ended> {
  const local = { ...world, event: { region: anyRegion, ...world.event } };
  const { settings, provenance } = readSettings(local);
  const { name } = settings.domain;
  const { packer } = settings.instances;
  world.journal.stage('Local cloud');
  world.journal.line('Rehearsing on a local cloud of this run; AWS is not asked anything.');
  await world.rehearse(settings.region);
  if (name !== undefined)
    world.journal.line(`Nobody is asked about ${name}: the rehearsal answers at an address of its own.`);
  if (packer !== undefined)
    world.journal.line(`Packer builds no machine image of ${packer}: the instances are processes of this machine.`);
  for (const { variable, name } of linksIn(settings))
    world.journal.line(
      `${variable} is ${strangerTo(name)} here: the environment ${name} has no part in the rehearsal.`,
    );
  const ended = await deployAs({ settings: withoutAws(settings), provenance }, local, refuseWindows);
  return { ...ended, text: `${ended.text}\nThis was a rehearsal: its local cloud, and the address, go with this run.` };
}

function refuseWindows({ platform }: Code): void {
  if (windowsOf(platform) === undefined) return;
  throw new BeanpoleError(
    'refused',
    `The platform ${platform.name} needs Windows Server, and the local cloud has none.`,
    {
      fix: 'Look at the templates with `command: export`, and deploy to a test environment.',
    },
  );
}

/** Where nobody answers, by a name that nobody can have: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
function strangerTo(name: string): string {
  return `http://${name}.invalid`;
}

/** Without its name, as behind that stands what is live, without an image, which only AWS could boot, and without other environments. */
function withoutAws(settings: Settings): Settings {
  const { name: _, ...domain } = settings.domain;
  const { packer: __, ...instances } = settings.instances;
  const strangers = linksIn(settings).map(
    ({ variable, name }) => [variable, { kind: 'plain', value: strangerTo(name) }] as const,
  );
  const variables = { ...settings.variables, ...Object.fromEntries(strangers) };
  return { ...settings, domain, instances, variables };
}
