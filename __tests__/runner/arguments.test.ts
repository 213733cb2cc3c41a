import { describe, expect, test } from '@jest/globals';
import { asksForHelp, readArguments, usage } from '../../src/runner/arguments.ts';

const names = ['command', 'environment', 'set'];

describe('usage()', () => {
  test('names every command and every argument', () => {
    const text = usage({ deploy: 'brings it out', plan: 'only looks' }, names);
    expect(text).toContain('  deploy  brings it out\n  plan    only looks\n');
    expect(text).toContain('--environment, --set.');
    expect(text).not.toContain('--command');
  });

  test.each([[['--help']], [['plan', '-h']], [['help']]])('is what %j asks for', (words) => {
    expect(asksForHelp(words)).toBe(true);
  });

  test('is not what a value named help asks for', () => {
    expect(asksForHelp(['plan', '--environment', 'help'])).toBe(false);
  });
});

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

  test('guesses what was meant', () => {
    const guess = expect.objectContaining({ fix: expect.stringMatching(/^Did you mean --environment\? Known are/) });
    expect(() => readArguments(['--enviroment', 'x'], names)).toThrow(guess);
  });
});
