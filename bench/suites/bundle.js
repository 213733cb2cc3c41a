import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed, shipped } from '../contestants.js';
import { corpus, titles } from '../corpora.js';
import { runProgram, sideBySide, tableOf } from '../measure.js';

export const title = 'Bundle';

const libraryProgram = new URL('../contestants/library.js', import.meta.url).pathname;
/** What would hold 500 MB or take a minute a round is measured on the smaller trees only. */
const tooSlow = { large: ['fflate', 'archiver', 'yazl'] };
const rounds = { tiny: 1, small: 7, medium: 5, large: 3 };

export async function run({ tiny, corpora, rounds: wanted, cache, scratch }) {
  const parts = [];
  const libraries = tiny ? undefined : await installed(cache);
  for (const name of tiny ? ['tiny'] : corpora) {
    const contestants = contestantsFor(name, { root: corpus(name, cache), libraries, scratch });
    const runs = await sideBySide(contestants, { rounds: wanted ?? rounds[name] });
    const references = ['zip -r', 'archiver', 'node -e 0'].filter((one) => runs.has(one));
    parts.push({ title: titles[name], ...tableOf(runs, references) });
  }
  return parts;
}

function contestantsFor(name, { root, libraries, scratch }) {
  const list = execFileSync('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 2 ** 28 }).toString();
  const names = list.split('\0').filter((one) => one !== '');
  mkdirSync(scratch, { recursive: true });
  const lines = join(scratch, 'names');
  writeFileSync(lines, names.join('\n'));
  const out = join(scratch, 'out.zip');
  const native = (label, program, words) => ({ name: label, run: () => timed(out, program, words, { cwd: root }) });
  const ours = (label, words) => ({
    name: label,
    run: () => timed(out, process.execPath, [shipped('ours', scratch), root, out, ...words]),
  });
  const library = (label) => ({
    name: label,
    run: () => timed(out, process.execPath, [libraryProgram, label, libraries, root, lines, out]),
  });
  return [
    { name: 'node -e 0', run: () => runProgram(process.execPath, ['-e', '0']) },
    ours('ours', ['dist/packer/index.js']),
    ours('ours, one thread', []),
    native('zip -r', 'sh', ['-c', `zip -q -X ${out} -@ < ${lines}`]),
    native('git archive', 'git', ['archive', '--format=zip', '-o', out, 'HEAD']),
    ...(has('7z') ? [native('7z -mx1', '7z', ['a', '-tzip', '-mx1', '-bso0', '-bsp0', out, `@${lines}`])] : []),
    ...(libraries === undefined ? [] : ['archiver', 'yazl', 'fflate'])
      .filter((label) => !tooSlow[name]?.includes(label))
      .map(library),
  ];
}

async function timed(out, program, words, options) {
  rmSync(out, { force: true });
  const { seconds, stdout } = await runProgram(program, words, options);
  const said = stdout.trim().startsWith('{') ? JSON.parse(stdout) : {};
  return { seconds, bytes: statSync(out).size, ...said };
}

function has(program) {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
