// Contestants side by side: every round runs all of them in a new order, and what counts is the ratio within a round, because that is what
// other work on the machine disturbs least.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { numbers } from './corpora.js';

/**
 * @typedef {{ name: string, run: () => Promise<{ seconds: number, peakMiB?: number, bytes?: number }> }} Contestant
 */

/** Runs a program to its end and gives its wall time; what it prints last, as JSON, is what it says of itself. */
export function runProgram(program, words, options = {}) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', (chunk) => (said[name] += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = (performance.now() - began) / 1_000;
      if (code === 0 || options.anyExit) return resolve({ seconds, ...said });
      reject(new Error(`${program} ${words.join(' ')} ended with ${code}: ${said.stderr.slice(-2_000)}`));
    });
  });
}

/** @param {readonly Contestant[]} contestants */
export async function sideBySide(contestants, { rounds, seed = 1 }) {
  const random = numbers(seed);
  const runs = new Map(contestants.map(({ name }) => [name, []]));
  // The first round fills the page cache and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of shuffled(contestants, random)) {
      const result = await run();
      if (round > 0 || rounds === 0) runs.get(name).push(result);
    }
  }
  return runs;
}

function shuffled(items, random) {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}

export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `1.02 (0.98–1.10)`: median, least and most. */
export function spread(values, digits = 2) {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((one) =>
    one.toFixed(digits),
  );
  return values.length === 1 ? middle : `${middle} (${least}–${most})`;
}

/** Per round, how many times as long as the reference. */
export function ratios(runs, name, reference) {
  return runs.get(name).map(({ seconds }, round) => seconds / runs.get(reference)[round].seconds);
}

/** One row for each contestant, the quickest first. */
export function tableOf(runs, references) {
  const rows = [...runs.keys()].map((name) => {
    const results = runs.get(name);
    const peaks = results.map(({ peakMiB }) => peakMiB).filter((one) => one !== undefined);
    const sizes = results.map(({ bytes }) => bytes).filter((one) => one !== undefined);
    return {
      middle: median(results.map(({ seconds }) => seconds)),
      cells: [
        name,
        spread(
          results.map(({ seconds }) => seconds),
          3,
        ),
        ...references.map((reference) => spread(ratios(runs, name, reference))),
        peaks.length === 0 ? '' : Math.max(...peaks).toFixed(0),
        sizes.length === 0 ? '' : (median(sizes) / 1e6).toFixed(2),
      ],
    };
  });
  rows.sort((one, other) => one.middle - other.middle);
  return {
    head: ['contestant', 'wall s', ...references.map((name) => `÷ ${name}`), 'peak MiB', 'MB'],
    rows: rows.map(({ cells }) => cells),
  };
}
