import { describe, expect, test } from '@jest/globals';
import { sha256, text } from '../../src/template/parameters.ts';

const accepts = ({ AllowedPattern = '' }: { readonly AllowedPattern?: string }, value: string) =>
  new RegExp(AllowedPattern).test(value);

describe('text()', () => {
  test.each(['v1.2.3', 'main (2026-10-01) #7', 'bundles/0a1b.zip', '127.0.0.1:8080', 'grün'])('accepts %p', (value) => {
    expect(accepts(text('A text.'), value)).toBe(true);
  });

  test.each(['', 'a"b', "a'b", 'a\\b', 'a\nEND', 'a\tb', 'a\u007f'])(
    'refuses %p, which could leave JSON or quotes',
    (value) => {
      expect(accepts(text('A text.'), value)).toBe(false);
    },
  );
});

describe('sha256()', () => {
  test.each([
    ['a'.repeat(64), true],
    ['A'.repeat(64), false],
    ['a'.repeat(63), false],
    ['a'.repeat(65), false],
  ])('%p: %p', (value, expected) => {
    expect(accepts(sha256('A hash.'), value)).toBe(expected);
  });
});
