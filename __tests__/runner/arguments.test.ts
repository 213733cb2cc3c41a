import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../src/runner/arguments.ts';

const names = ['command', 'environment', 'set'];

describe('readArguments()', () => {
  test('reads a command, values in both forms, and several --set', () => {
    expect(readArguments(['plan', '--environment', 'staging', '--set=a=1', '--set', 'b=2'], names)).toEqual({
      command: 'plan',
      environment: 'staging',
      set: 'a=1\nb=2',
    });
  });

  test.each([
    [['--enviroment', 'x'], '"--enviroment" is not an argument.'],
    [['plan', '--environment'], '"--environment" has no value.'],
  ])('refuses %j', (words, message) => {
    expect(() => readArguments(words, names)).toThrow(message);
  });
});
