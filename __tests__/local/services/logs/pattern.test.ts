import { describe, expect, test } from '@jest/globals';
import { readPattern } from '../../../../src/local/services/logs/pattern.ts';

// Lines and patterns of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
const lines = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 500] INTERNAL SERVER ERROR',
  'Exiting with ERRORCODE: -1',
  '[INFO] REQUEST FAILED',
];

describe('a filter pattern', () => {
  test.each<[string, number[]]>([
    ['', [0, 1, 2, 3, 4, 5]],
    ['  ', [0, 1, 2, 3, 4, 5]],
    ['ERROR', [0, 1, 2, 3, 4]],
    ['error', []],
    ['ERROR REQUEST', [0, 1]],
    ['REQUEST  ERROR', [0, 1]],
    ['"INTERNAL SERVER ERROR"', [3]],
    ['"ERROR 4" BAD', [0]],
    ['-ERROR', [5]],
    ['"ERROR" - "Exiting"', [0, 1, 2, 3]],
    ['ERROR -REQUEST -"500]"', [2, 4]],
    ['?BAD ?"FAILED"', [0, 5]],
    // Beside other terms, those with a question mark have no effect.
    ['?BAD ?FAILED REQUEST', [0, 1, 5]],
    ['?BAD -ERROR', [5]],
  ])('%j', (pattern, found) => {
    const matches = readPattern(pattern);
    expect(lines.flatMap((line, i) => (matches(line) ? [i] : []))).toEqual(found);
  });

  test('has quotes and backslashes in quotes, behind a backslash', () => {
    expect(readPattern('"a\\"b\\\\c"')('x a"b\\c y')).toBe(true);
    expect(readPattern('"a\\"b"')('a b')).toBe(false);
  });

  test.each([
    ['a:b', "Invalid character(s) in term ':'"],
    ['(x)', "Invalid character(s) in term '('"],
    ['ok *', "Invalid character(s) in term '*'"],
    ['"open', `Invalid character(s) in term '"open'`],
    ['a"b"', `Invalid character(s) in term 'a"b"'`],
    ['{ $.a = "b" }', 'The local cloud acts out filter patterns of terms only'],
    ['[ip, user]', 'The local cloud acts out filter patterns of terms only'],
    ['%[45]\\d\\d%', 'The local cloud acts out filter patterns of terms only'],
  ])('%s is refused', (pattern, message) => {
    expect(() => readPattern(pattern)).toThrow(message);
  });
});
