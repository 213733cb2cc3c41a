// npm run bench: measures what `docs/features.md` promises to be quick, against whoever does the same, and writes bench/results.md.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, markdownTable, writeSection } from './report.js';

const order = ['bundle', 'known', 'upload', 'huge', 'start', 'synthesis', 'follow', 'rolling', 'worker', 'demo'];
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string' },
    tiny: { type: 'boolean', default: false },
    peers: { type: 'string' },
    corpora: { type: 'string', default: 'small,medium,large' },
    results: { type: 'string', default: 'bench/results.md' },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !order.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${order.join(', ')}.`);
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'beanpole-bench-'));
const cache = join(process.cwd(), '.cache', 'bench');
mkdirSync(cache, { recursive: true });
const count = { passed: 0, failed: 0 };
try {
  for (const name of order.filter((one) => positionals.length === 0 || positionals.includes(one))) await play(name);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`\n${count.passed} passed, ${count.failed} failed, 0 skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function play(name) {
  try {
    const suite = await import(`./suites/${name}.js`);
    console.log(`\n${suite.title}\n`);
    const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
    const parts = await suite.run({
      tiny: values.tiny,
      corpora: values.corpora.split(','),
      rounds: values.tiny ? 0 : rounds,
      cache,
      scratch,
      peers: values.peers,
    });
    const text = parts.map((part) => (typeof part === 'string' ? part : titled(part))).join('\n\n');
    console.log(text);
    writeSection(values.results, name, `## ${suite.title}\n\n${machine()}.\n\n${text}`, ['notes', ...order]);
    count.passed += 1;
  } catch (error) {
    console.error(`${name}: ${error.stack}`);
    count.failed += 1;
  }
}

function titled({ title, ...table }) {
  return `${title === undefined ? '' : `### ${title}\n\n`}${markdownTable(table)}`;
}
