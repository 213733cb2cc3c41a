import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyTemplate } from '../stage/templates/every.js';

/** The golden templates: every shape that the synthesiser makes, as text files. */
export function goldenTemplates() {
  const folder = '__tests__/template/fixtures';
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}

let written;

/**
 * The templates of every pair of choices that settings have, as files. `few` of them hold every resource, parameter, condition and output that there is in any of
 * them, tags aside, for judges that take a second for each.
 */
export async function everyTemplateFile() {
  written ??= write();
  return written;
}

async function write() {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], { stdio: 'inherit' });
  const { parseSettings } = await import('../../lib/settings/parse.js');
  const { synthesize } = await import('../../lib/commands/templates.js');
  const { all, templates } = everyTemplate(parseSettings, synthesize);
  const folder = '.cache/templates';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = templates.map(({ stack, text, of }, at) => {
    const file = join(folder, `${String(at).padStart(3, '0')}-${stack}.json`);
    writeFileSync(file, text);
    return { file, name: of[0].name };
  });
  const few = covering(files.map(({ file }) => file));
  console.log(
    `${all.length} settings, in which every possible pair of choices stands together, give ${files.length} different templates; ${few.length} of them hold every different resource`,
  );
  return { files: files.map(({ file }) => file), few, nameOf: (file) => files.find((one) => one.file === file)?.name };
}

/** Takes the file that adds most, until nothing is left to add. */
function covering(files) {
  const bodies = new Map(files.map((file) => [file, bodiesIn(JSON.parse(readFileSync(file, 'utf8')))]));
  const missing = new Set([...bodies.values()].flatMap((all) => [...all]));
  const chosen = [];
  while (missing.size > 0) {
    const worth = (file) => [...bodies.get(file)].filter((body) => missing.has(body)).length;
    const [best] = files.map((file) => [worth(file), file]).sort(([one], [other]) => other - one);
    for (const body of bodies.get(best[1])) missing.delete(body);
    chosen.push(best[1]);
  }
  return chosen.sort();
}

function bodiesIn(template) {
  const untagged = (key, value) => (key === 'Tags' || key === 'TagSpecifications' ? undefined : value);
  const sections = ['Parameters', 'Conditions', 'Resources', 'Outputs'];
  return new Set(
    sections.flatMap((section) =>
      Object.entries(template[section] ?? {}).map(([id, body]) => `${section} ${id} ${JSON.stringify(body, untagged)}`),
    ),
  );
}
