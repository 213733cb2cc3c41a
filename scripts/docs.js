// npm run docs: writes the tables of the README and of docs/, beanpole.schema.json and docs/bootstrap.json, from their sources. A contract test holds them together.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { platforms } from '../lib/platforms/index.js';
import { signsOf, wordsOf } from '../lib/platforms/sign.js';
import { optionsPage } from '../lib/settings/extensions/page.js';
import { statusesPage } from '../lib/report/statuses.js';
import { jsonSchema } from '../lib/settings/json-schema.js';
import { bootstrap } from '../lib/template/bootstrap.js';
import { parseSettings } from '../lib/settings/parse.js';
import { describeKeys } from '../lib/settings/schema.js';
import { synthesize } from '../lib/commands/templates.js';
import { everyTemplate } from './stage/templates/every.js';
import { resourcesPage } from './stage/templates/page.js';

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .trim();
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** The tables by the marker that they stand between. */
function tables() {
  const action = parse(readFileSync('action.yml', 'utf8'));
  return {
    inputs: table(
      ['input', 'what it says', 'default'],
      Object.entries(action.inputs).map(([name, one]) => [
        `\`${name}\``,
        one.description,
        one.default ? `\`${one.default}\`` : '',
      ]),
    ),
    outputs: table(
      ['output', 'what it says'],
      Object.entries(action.outputs).map(([name, one]) => [`\`${name}\``, one.description]),
    ),
    settings: table(
      ['key', 'type', 'default', 'what it says'],
      describeKeys().map((one) => [
        `\`${one.key}\``,
        one.type,
        one.default ? `\`${one.default}\`` : '',
        one.description,
      ]),
    ),
    platforms: table(
      ['platform', 'recognised by', 'versions (end of life)', 'starts with', 'port', 'left out of the bundle'],
      Object.values(platforms).map((one) => [
        `\`${one.name}\``,
        signsOf(one)
          .map((sign) => `\`${wordsOf(sign)}\``)
          .join(', ') || 'its name only',
        one.versions.map(({ version, endOfLife }) => `${version} (${endOfLife})`).join(', '),
        one.accepted.join('; '),
        one.port,
        one.leavesOut.map((pattern) => `\`${pattern}\``).join(', '),
      ]),
    ),
  };
}

/** A page with its tables as the sources have them now. */
function withTables(page) {
  return Object.entries(tables()).reduce(
    (text, [name, rows]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${rows}\n\n<!-- /${name} -->`,
      ),
    page,
  );
}

const pages = ['README.md', 'docs/settings.md', 'docs/platforms.md'];
for (const page of pages) writeFileSync(page, withTables(readFileSync(page, 'utf8')));
writeFileSync('beanpole.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`);
writeFileSync('docs/statuses.md', statusesPage());
writeFileSync('docs/options.md', optionsPage());
writeFileSync('docs/resources.md', resourcesPage(everyTemplate(parseSettings, synthesize)));
writeFileSync('docs/bootstrap.json', `${JSON.stringify(bootstrap(), null, 2)}\n`);
const written = [
  ...pages.map((page) => `${page} (tables)`),
  'beanpole.schema.json',
  'docs/statuses.md',
  'docs/options.md',
  'docs/resources.md',
  'docs/bootstrap.json',
];
console.log(`written: ${written.join(', ')}`);
