import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shipped } from '../contestants.js';
import { corpus, titles } from '../corpora.js';
import { runProgram, sideBySide, spread, tableOf } from '../measure.js';

export const title = 'Version known already';

const fingerprint = new URL('../contestants/fingerprint.js', import.meta.url).pathname;

/** Up to the question to the bucket: what is this tree? */
export async function run({ tiny, corpora, rounds, cache, scratch }) {
  const parts = [
    'From the start of the process to the digest that the bucket is asked for. "Changed": one tracked file differs and one is new. The fingerprint reads every byte, as asset tools do.',
  ];
  for (const name of tiny ? ['tiny'] : corpora.filter((one) => one !== 'small')) {
    const root = corpus(name, cache);
    const extra = join(root, 'new-file.txt');
    const clean = await measured(root, { rounds: rounds ?? 7, scratch });
    writeFileSync(extra, 'new\n');
    writeFileSync(join(root, 'package.json'), '{ "name": "changed" }\n');
    try {
      const changed = await measured(root, { rounds: rounds ?? 3, scratch });
      parts.push(table(`${titles[name]}, unchanged`, clean), table(`${titles[name]}, changed`, changed));
    } finally {
      rmSync(extra);
      execFileSync('git', ['checkout', '--quiet', '--', 'package.json'], { cwd: root });
    }
  }
  return parts;
}

function table(name, runs) {
  const over = runs.get('ours').map(({ seconds }, round) => seconds - runs.get('node -e 0')[round].seconds);
  const { head, rows } = tableOf(runs, ['node -e 0', 'git status']);
  return { title: `${name}: ours ${spread(over)} s over \`node -e 0\``, head, rows };
}

async function measured(root, { rounds, scratch }) {
  const list = execFileSync('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 2 ** 28 }).toString();
  const lines = join(scratch, 'names');
  writeFileSync(lines, list.split('\0').filter(Boolean).join('\n'));
  const saying = (name, words) => ({
    name,
    run: async () => {
      const { seconds, stdout } = await runProgram(process.execPath, words);
      return { seconds, ...JSON.parse(stdout) };
    },
  });
  const contestants = [
    { name: 'node -e 0', run: () => runProgram(process.execPath, ['-e', '0']) },
    saying('ours', [shipped('known', scratch), root]),
    saying('fingerprint of all bytes', [fingerprint, root, lines]),
    {
      name: 'git status',
      run: () => runProgram('git', ['--no-optional-locks', 'status', '--porcelain'], { cwd: root }),
    },
  ];
  return await sideBySide(contestants, { rounds });
}
