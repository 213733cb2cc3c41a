import { makePlan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { explainSettings } from '../settings/explain.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { readSettings } from './settings.ts';
import { findCode } from './source.ts';
import { synthesize } from './templates.ts';

/** Says what a deploy would start from: each setting and where it came from, the version, what is live now. Touches nothing. */
export async function plan(world: World): Promise<Ended> {
  const { journal } = world;
  const { settings, provenance } = readSettings(world);
  const { stacks } = makePlan(settings, world.run);
  journal.stage('Settings, and where each came from');
  for (const line of explainSettings(settings, provenance).trimEnd().split('\n')) journal.line(line);

  journal.stage('Source');
  const code = await findCode(settings, world);
  for (const finding of code.findings) journal.line(finding);
  journal.line(`version ${code.label}`);

  journal.stage('Stacks');
  const { data } = synthesize(settings);
  const wanted = [stacks.application, ...(data === undefined ? [] : [stacks.data]), stacks.compute];
  const { stacks: port } = openCloud(settings, world);
  const found = await Promise.all(wanted.map((name) => port.describe(name)));
  for (const [index, name] of wanted.entries()) journal.line(`${name}: ${found[index]?.status ?? 'would be created'}`);
  const live = found.at(-1)?.outputs['Version'];
  const text =
    live === code.label ? `Version ${live} is live already.` : `${code.label} would replace ${live ?? 'nothing'}.`;
  const outputs = {
    outcome: 'planned',
    application: settings.application,
    environment: settings.environment,
    ...(live === undefined ? {} : { version: live }),
    result: JSON.stringify({ schema: 1, outcome: 'planned', settings: provenance, wanted: code.label, live }),
  };
  return { verdict: 'good', text, outputs, summary: `### Plan for ${settings.environment}\n\n${text}\n` };
}
