import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { readSettings } from './settings.ts';
import { synthesize } from './templates.ts';

/** Prints the templates of an environment: what CloudFormation would get, with nothing touched. */
export async function exportTemplates(world: World): Promise<Ended> {
  const { settings, provenance } = readSettings(world);
  const { application, data, compute } = synthesize({ settings, provenance });
  const templates = { application, ...(data === undefined ? {} : { data }), compute };
  for (const [name, template] of Object.entries(templates)) {
    world.journal.stage(`Template of the ${name} stack`);
    world.journal.line(template);
  }
  const parsed = Object.fromEntries(Object.entries(templates).map(([name, text]) => [name, JSON.parse(text)]));
  return {
    verdict: 'good',
    text: `Exported ${Object.keys(templates).join(', ')}.`,
    outputs: {
      outcome: 'exported',
      application: settings.application,
      environment: settings.environment,
      result: JSON.stringify({ schema: 1, outcome: 'exported', templates: parsed }),
    },
    summary: '',
  };
}
