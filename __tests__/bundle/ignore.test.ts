import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { gitignoreRules, patternsOf } from '../../src/bundle/ignore.ts';
import { type Content, git, noGit, selected, tree } from './trees.ts';

describe('patternsOf', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a name holds at every depth below its directory', 'foo', ['/a/b/**/foo']],
    ['a name with a slash at the end too', 'foo/', ['/a/b/**/foo/']],
    ['a slash at the front ties it to the directory', '/foo', ['/a/b/foo']],
    ['a slash in the middle does the same', 'foo/*.js', ['/a/b/foo/*.js']],
    ['a taken-back pattern stays one', '!foo', ['!/a/b/**/foo']],
    ['an escaped mark is part of the name', '\\!foo', ['/a/b/**/\\!foo']],
    ['comments and empty lines vanish', '# foo\n\n  \n', []],
    ['a lone slash or mark matches nothing', '/\n!\n!/', []],
    ['a byte order mark is no part of the first pattern', '\u{feff}foo', ['/a/b/**/foo']],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    expect(patternsOf(text, 'a/b')).toEqual(expected);
  });

  test('a directory whose name looks like a pattern is taken literally', () => {
    const rules = gitignoreRules().within('a[1]*', 'foo');
    expect(rules.leavesOut('a[1]*/foo')).toBe(true);
    expect(rules.leavesOut('a1b/foo')).toBe(false);
  });
});

describe('gitignoreRules', () => {
  /** A small generator of numbers that gives the same trees on every run. */
  function numbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }
  const parts = ['a', 'b', 'c.log', 'build', 'x.js'];
  const patterns = [
    'a',
    'b/',
    '*.log',
    '!c.log',
    '/build',
    'build/',
    '!build/',
    'a/b',
    '**/x.js',
    'a/**',
    '!a/x.js',
    '*',
    '!*/',
    '/*',
    'a/*/b',
    '[ab]',
    '!/a',
    'x.?s',
  ];

  test('leaves out exactly what git leaves out, in 30 trees with ignore files at random places', async () => {
    const root = tree({});
    git(root, 'init', '--quiet');
    const different: unknown[] = [];
    let compared = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const below = numbers(seed);
      const files: Record<string, Content> = { keep: '' };
      const pick = (from: readonly string[]) => from[below(from.length)]!;
      for (let count = 0; count < 14; count += 1) {
        const names = Array.from({ length: 1 + below(4) }, () => pick(parts));
        files[`${names.join('/d/')}/f${pick(parts)}`] = '';
        files[`${names.join('/')}/${pick(parts)}.txt`] = '';
      }
      for (const place of ['', 'a/', 'b/', 'a/b/', 'build/', 'a/build/']) {
        if (below(2) === 0) files[`${place}.gitignore`] = Array.from({ length: 3 }, () => pick(patterns)).join('\n');
      }
      const top = tree(files, join(root, `t${seed}`));
      const theirs = await selected(top).catch(String);
      const ours = await selected(top, noGit).catch(String);
      compared += theirs.length;
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) different.push({ seed, ours, theirs });
      rmSync(top, { recursive: true });
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  }, 60_000);
});
