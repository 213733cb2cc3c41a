// bench/results.md: notes by hand, then the last output of each suite, each between two markers, so that one suite can be run again alone.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

const heading = `# What \`npm run bench\` measured

Times of one machine say little; the ratios to a contestant that ran in the same rounds say more. Every round runs all contestants in a new order. A cell is the median
with the least and the most of all rounds; a ratio is taken within each round. Nothing here is asserted by a test: the tests only see that every suite runs.
\`npm run bench -- bundle\` runs one suite again; \`--rounds 9\` changes the number of rounds; \`--tiny\` shows in seconds that everything works.
`;

export function markdownTable({ head, rows }) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What it was measured on, without the name of anything. */
export function machine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0].toFixed(1);
  return `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${model}), ${memory} GiB, ${process.platform}, Node ${process.versions.node}, load ${load} when it ended`;
}

/** Puts the text of a suite into the results, in the suites' order. */
export function writeSection(file, name, text, order) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = before.matchAll(/<!-- suite: (\S+) -->\n([\s\S]*?)\n<!-- end -->/g);
  const sections = new Map([...found].map(([, suite, body]) => [suite, body]));
  sections.set(name, text.trim());
  const kept = order.filter((suite) => sections.has(suite));
  const body = kept.map((suite) => `<!-- suite: ${suite} -->\n${sections.get(suite)}\n<!-- end -->\n`);
  writeFileSync(file, [heading, ...body].join('\n'));
}
