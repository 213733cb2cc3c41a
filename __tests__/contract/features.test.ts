import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

/** How many features of the reference system each section has. */
const sections = {
  A: 12,
  B: 21,
  C: 9,
  D: 19,
  E: 7,
  F: 12,
  G: 16,
  H: 15,
  I: 17,
  J: 16,
  K: 18,
  L: 10,
  M: 12,
  N: 5,
  O: 13,
  P: 7,
  Q: 4,
  R: 8,
  S: 4,
};

const rows = readFileSync('docs/features.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
  .map((line) => {
    const [id = '', feature = '', how = '', proof = ''] = line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim());
    return { id, feature, how, proof };
  });

describe('the feature ledger', () => {
  test('has a row for every feature of the reference system, each once', () => {
    const expected = Object.entries(sections).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    expect(rows.map(({ id }) => id).filter((id) => !id.startsWith('X'))).toEqual(expected);
  });

  test('says of every row how to use it and what proves it, or that it is not there yet', () => {
    const unclear = rows.filter(({ how, proof }) => proof !== 'not yet' && (how === '' || !proof.includes(' › ')));
    expect(unclear).toEqual([]);
  });

  test('names only tests that exist', () => {
    const missing = rows
      .filter(({ proof }) => proof !== 'not yet')
      .filter(({ proof }) => {
        const [file = '', title = ''] = proof.split(' › ');
        return !existsSync(`__tests__/${file}`) || !testsOf(file).includes(title);
      });
    expect(missing).toEqual([]);
  });
});

/** The text of a test file and of the cases that it imports from its own folder. */
function testsOf(file: string): string {
  const text = readFileSync(`__tests__/${file}`, 'utf8');
  const folder = file.slice(0, file.lastIndexOf('/'));
  const cases = [...text.matchAll(/from '\.\/([^']+\.ts)'/g)].map(([, name]) =>
    readFileSync(`__tests__/${folder}/${name}`, 'utf8'),
  );
  return [text, ...cases].join('\n');
}
