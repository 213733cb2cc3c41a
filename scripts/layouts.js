// npm run layouts: deploys repositories as well-known frameworks leave them on the first day, without a beanpole.yml and without a setting, to the local cloud;
// each must be recognised, installed, built and started. With words, only those whose names begin so.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bringDotnet } from './stage/dotnet.js';
import { layouts, prepare } from './stage/layouts.js';
import { startLocalCloud } from './stage/local-cloud.js';
import { isHere } from './stage/programs.js';
import { runAction } from './stage/runner.js';

/** AWS seconds in a real one: compilers and package managers do not run faster here, and nobody gives them more time than the defaults. */
const scale = 3;

const words = process.argv.slice(2);
const rows = layouts.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
const room = mkdtempSync(join(tmpdir(), 'beanpole-layouts-'));
if (rows.some(({ needs }) => needs.includes('dotnet')) && !isHere('dotnet')) bringDotnet(room);
const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cloud.stop().then(() => process.exit(130)));
const count = { passed: 0, failed: 0, skipped: 0 };
try {
  for (const row of rows) await judge(row);
} finally {
  await cloud.stop();
  rmSync(room, { recursive: true, force: true });
}
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;

async function judge(row) {
  const missing = row.needs.filter((one) => !isHere(one));
  if (missing.length > 0) {
    count.skipped += 1;
    console.log(`${row.name.padEnd(22)} not run here (needs ${missing.join(', ')})`);
    return;
  }
  const start = Date.now();
  const { wrong, said } = await play(row).catch((error) => ({ wrong: [error.stack], said: '' }));
  count[wrong.length === 0 ? 'passed' : 'failed'] += 1;
  const verdict = wrong.length === 0 ? said : 'WRONG';
  console.log(`${row.name.padEnd(22)} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${verdict}`);
  for (const line of wrong) console.log(line.replace(/^/gm, '      '));
}

/** What was not as it must be, one text each, and what it was recognised by. */
async function play(row) {
  const workspace = join(room, nameOf(row));
  mkdirSync(workspace, { recursive: true });
  for (const [path, text] of Object.entries(row.files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  prepare(row, workspace);
  const artifact = row.jarOf === undefined ? {} : { artifact: jarFor(row, workspace) };
  const set = row.set === undefined ? {} : { set: row.set };
  const inputs = { application: nameOf(row), environment: 'test', ...set, ...artifact };
  const { code, log, outputs } = await runAction({ workspace, inputs, environment: cloud.environment });
  if (code !== 0) return { wrong: ['it was not deployed:', log.split('\n').slice(-30).join('\n')], said: '' };
  const asked = [['/', row.page], ...(row.also === undefined ? [] : [row.also])];
  const answers = await Promise.all(asked.map(async ([path, text]) => [path, text, await ask(outputs.url + path)]));
  const found = lineOf(log, /because of/);
  return {
    wrong: [
      ...answers.flatMap(([path, text, answer]) =>
        answer.includes(text) ? [] : [`${path} answers "${answer.slice(0, 300)}"`],
      ),
      ...(found.startsWith(row.platform) ? [] : [`it was taken for ${found}`]),
    ],
    said: `${found}; ${lineOf(log, /^ *starts with/)}\n${' '.repeat(33)}${lineOf(log, /took from user data to signal/).replace(/^.*took /, '')}`,
  };
}

function lineOf(log, pattern) {
  return (log.split('\n').find((line) => pattern.test(line)) ?? '').trim();
}

async function ask(url) {
  return fetch(url).then((answer) => answer.text());
}

/** The jar that the instance of another row has built of its sources, as the workflow of the project would have. */
function jarFor({ jarOf }, workspace) {
  const paths = readdirSync(join(room, 'cloud'), { recursive: true, encoding: 'utf8' });
  const jar = paths.find((path) => /\/target\/shop-[^/]*\.jar$/.test(path));
  if (jar === undefined) throw new Error(`There is no jar of "${jarOf}": run it before.`);
  cpSync(join(room, 'cloud', jar), join(workspace, 'shop.jar'));
  return 'shop.jar';
}

function nameOf({ name }) {
  return `layout-${name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '')}`;
}
