// npm run statuses: brings the compute stack of an environment into each of CloudFormation's statuses, lets each command meet it, and prints what it did
// beside what docs/statuses.md says. With words, only these statuses or commands: `npm run statuses -- UPDATE_FAILED deploy`.
import { readFileSync } from 'node:fs';
import { playAll } from './stage/cases.js';
import { judge, judgeLooks, wordsOf } from './stage/judge-statuses.js';
import { changing, constructions, look, meet, openGallery } from './stage/statuses.js';

const words = process.argv.slice(2);
const page = readFileSync(new URL('../docs/statuses.md', import.meta.url), 'utf8');
const asked = (names) => {
  const some = names.filter((name) => words.includes(name));
  return some.length > 0 ? some : names;
};
/** Of a status that passes by itself a slow machine may come too late; what is really wrong is wrong every time. */
async function played(status, command, tries = status.endsWith('IN_PROGRESS') ? 3 : 1) {
  const told = command === 'look' ? await look(gallery, status) : await meet(gallery, status, command);
  const wrong = command === 'look' ? judgeLooks(status, told) : judge(page, status, command, told);
  return wrong.length === 0 || tries === 1 ? { told, wrong } : played(status, command, tries - 1);
}

const gallery = await openGallery();
const rows = new Map();
let [passed, failed] = [0, 0];
try {
  const commands = asked([...Object.keys(changing), 'look']);
  const cases = asked(Object.keys(constructions)).flatMap((status) => commands.map((command) => ({ status, command })));
  await playAll(
    cases,
    async ({ status, command }) => {
      const { told, wrong } = await played(status, command);
      rows.set(status, { ...rows.get(status), [command]: wordsOf(command, told) });
      return wrong;
    },
    ({ status, command }, wrong, seconds) => {
      if (wrong.length === 0) passed += 1;
      else failed += 1;
      console.log(
        `${status.padEnd(46)} ${command.padEnd(9)} ${seconds.toFixed(1).padStart(5)} s  ${wrong.length === 0 ? 'good' : 'WRONG'}`,
      );
      for (const text of wrong) console.log(text.replace(/^/gm, '      '));
    },
    Number(process.env.BEANPOLE_STATUSES_AT_A_TIME ?? 2),
  );
  console.log(`\n| status | reached by | ${commands.join(' | ')} |\n|${' --- |'.repeat(commands.length + 2)}`);
  for (const [status, row] of rows) {
    const { note, first, reach } = constructions[status];
    const how =
      note === undefined ? ((first ?? reach) === undefined ? 'a deploy' : 'the API') : `the recorded state: ${note}`;
    console.log(`| ${status} | ${how} | ${commands.map((command) => row[command] ?? '').join(' | ')} |`);
  }
} finally {
  gallery.remove();
}
console.log(`\n${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
