// Trees to measure with, the same bytes on every machine: git repositories with one commit, made once and kept in .cache/bench.
import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `noise`: files that no packing makes smaller, as pictures and archives are. */
const shapes = {
  tiny: { files: 40, textBytes: 2_000, noise: 1, noiseBytes: 20_000 },
  small: { files: 217, textBytes: 3_200, noise: 4, noiseBytes: 325_000 },
  medium: { files: 5_300, textBytes: 7_600, noise: 12, noiseBytes: 150_000 },
  large: { files: 50_000, textBytes: 4_700, noise: 40, noiseBytes: 6_625_000 },
};

export const titles = {
  tiny: '40 files',
  small: '217 files, 2 MB',
  medium: '5,300 files, 42 MB',
  large: '50,000 files, 500 MB',
};

/** Numbers in [0, 1) by mulberry32: the same seed, the same numbers. */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The directory of a corpus; made when it is not there yet. */
export function corpus(name, cache) {
  const root = join(cache, 'corpora', name);
  if (existsSync(root)) return root;
  const unfinished = `${root}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  write(shapes[name], unfinished);
  const git = (...words) => execFileSync('git', words, { cwd: unfinished, env: plainly(), stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', name);
  git('repack', '-a', '-d', '--quiet');
  renameSync(unfinished, root);
  return root;
}

/**
 * A tree with more files and bytes than any repository should have: links to a few hundred files, so that it takes no room. Nothing of it is in git, and `.ebignore`
 * says so, as with packages that a build has installed.
 */
export function hugeTree(cache, { files, textBytes, large, largeBytes }) {
  const root = join(cache, 'corpora', `huge-${files}`);
  if (existsSync(root)) return root;
  const unfinished = `${root}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  const random = numbers(11);
  const words = vocabulary(random);
  const sources = Array.from({ length: 200 }, (_, at) =>
    source(join(unfinished, 'text', `${at}.js`), text(textBytes, words, random)),
  );
  const heavy = Array.from({ length: 4 }, (_, at) =>
    source(join(unfinished, 'large', `${at}.bin`), noise(largeBytes, random)),
  );
  for (let at = sources.length; at < files - large; at += 1)
    linked(sources[at % sources.length], join(unfinished, 'node_modules', `p${at % 997}`, `${at}.js`));
  for (let at = heavy.length; at < large; at += 1)
    linked(heavy[at % heavy.length], join(unfinished, 'media', `${at}.bin`));
  writeFileSync(join(unfinished, '.ebignore'), '');
  execFileSync('git', ['init', '--quiet'], { cwd: unfinished, env: plainly() });
  renameSync(unfinished, root);
  return root;
}

function source(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function linked(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  linkSync(from, to);
}

/** Nothing of this machine's configuration, and one date for all time. */
function plainly() {
  const who = { NAME: 'Bench', EMAIL: 'bench@example.com', DATE: '2026-01-01T00:00:00Z' };
  const named = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value]),
  );
  return {
    ...process.env,
    ...Object.fromEntries(named),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
}

function write(shape, root) {
  const random = numbers(shape.files);
  const words = vocabulary(random);
  for (let index = 0; index < shape.files; index += 1) {
    const isNoise = index < shape.noise;
    const folder = `${words[index % 37]}/${words[(index * 7) % 211]}`;
    const path = join(root, isNoise ? `assets/${index}.bin` : `${folder}/${words[index % 997]}-${index}.js`);
    mkdirSync(dirname(path), { recursive: true });
    // A few large ones and many small ones, as in any repository.
    const spread = 0.15 + 3.4 * random() ** 3;
    writeFileSync(path, isNoise ? noise(shape.noiseBytes, random) : text(shape.textBytes * spread, words, random));
  }
  writeFileSync(join(root, 'package.json'), '{ "name": "corpus", "scripts": { "start": "node server.js" } }\n');
  writeFileSync(
    join(root, 'server.js'),
    "require('node:http').createServer((_, a) => a.end()).listen(process.env.PORT);\n",
  );
}

function vocabulary(random) {
  const letters = 'etaoinshrdlucmfwypvbgkqjxz';
  const letter = () => letters[Math.floor(random() ** 1.7 * letters.length)];
  return Array.from({ length: 4_000 }, () => Array.from({ length: 2 + Math.floor(random() * 9) }, letter).join(''));
}

/** Packs about as well as source text does: common words are common, lines repeat their beginnings. */
function text(length, words, random) {
  const lines = [];
  for (let size = 0; size < length; ) {
    const indent = '  '.repeat(Math.floor(random() * 4));
    const count = 1 + Math.floor(random() * 8);
    const line = Array.from({ length: count }, () => words[Math.floor(random() ** 3.2 * words.length)]);
    lines.push(`${indent}${line.join(random() < 0.4 ? '.' : ' ')}(${random() < 0.3 ? line[0] : ''});`);
    size += lines.at(-1).length + 1;
  }
  return lines.join('\n');
}

function noise(length, random) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(Math.floor(random() * 4_294_967_296), at);
  return bytes;
}
