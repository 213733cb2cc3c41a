import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../src/local/arguments.ts';

describe('the command line', () => {
  test('has a default for everything', () => {
    expect(readArguments([])).toEqual({ port: 4566, state: '.beanpole/cloud', scale: 1, region: 'us-east-1' });
  });

  test('is read', () => {
    const words = [
      '--port',
      '0',
      '--state=/tmp/x',
      '--scale',
      '0.5',
      '--region',
      'eu-central-1',
      '--faults',
      'f.json',
      '--machine-image',
      '/srv/image',
    ];
    const read = {
      port: 0,
      state: '/tmp/x',
      scale: 0.5,
      region: 'eu-central-1',
      faults: 'f.json',
      machineImage: '/srv/image',
    };
    expect(readArguments(words)).toEqual(read);
  });

  test('has all its mistakes told at once', () => {
    expect(readArguments(['--port', '70000', '--scale', 'fast', '--region', 'here', '--state', ' '])).toEqual({
      mistakes: [
        "--port must be a whole number from 0 to 65535, not '70000'.",
        "--scale must be a number from 0.1 to 1000, not 'fast'.",
        '--state must name a directory.',
        "--region must be a region of AWS such as eu-central-1, not 'here'.",
      ],
    });
  });

  test.each([[['--prt', '1']], [['word']], [['--port']], [['--port', '']], [['--machine-image', ' ']]])(
    'refuses %j',
    (words) => {
      expect(readArguments(words)).toEqual({ mistakes: [expect.any(String)] });
    },
  );
});
