// npm run examples: deploys each example whose runtime this machine has to the local cloud: version 1, version 2, then a broken version 3 that must leave
// version 2 where it was. With words, only the examples that they name.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playContained } from './stage/containers/contained.js';
import { bringDotnet } from './stage/dotnet.js';
import { examples } from './stage/examples.js';
import { playExamples } from './stage/play-examples.js';
import { isHere } from './stage/programs.js';

const words = process.argv.slice(2);
const began = Date.now();
const room = mkdtempSync(join(tmpdir(), 'beanpole-examples-'));
const rows = examples
  .filter(({ name }) => words.length === 0 || words.includes(name))
  .map((row) => (row.needs.includes('dotnet') && !isHere('dotnet') ? { ...row, ...bringDotnet(room) } : row));
const missing = rows.filter(({ page, needs }) => page === undefined || !needs.every(isHere));
const here = rows.filter((row) => !missing.includes(row));
const contained = here.filter(({ containers }) => containers);
const plain = here.filter(({ containers }) => !containers);
const counts = [];
try {
  if (plain.length > 0) counts.push(await playExamples(plain, room));
  if (contained.length > 0) counts.push(playContained(contained, join(room, 'contained')));
} finally {
  rmSync(room, { recursive: true, force: true });
}
for (const { name, needs } of missing) console.log(`${name.padEnd(22)} not run here (needs ${needs.join(', ')})`);
console.log(`\nAll of it took ${((Date.now() - began) / 1000).toFixed(0)} s.`);
const sum = (verdict) => counts.reduce((total, count) => total + (count[verdict] ?? 0), 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${missing.length + sum('skipped')} skipped`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
