import { describe, expect, test } from '@jest/globals';
import { BeanpoleError } from '../../src/errors.ts';
import { endOfFailure } from '../../src/report/failure.ts';

describe('endOfFailure()', () => {
  test('lists every problem with its place and annotates the first one in its file', () => {
    const problems = [
      { where: 'beanpole.yml:12:5 instances.max', message: '"many" is not a number.', fix: 'Give 1 to 100.' },
      { where: 'input "set" line 2', message: '"x" is no key.' },
    ];
    const ended = endOfFailure(
      new BeanpoleError('settings', 'The settings have 2 problems.', { problems, fix: 'Correct them.' }),
    );
    expect(ended.text).toBe(
      'The settings have 2 problems.\nbeanpole.yml:12:5 instances.max: "many" is not a number. Give 1 to 100.\ninput "set" line 2: "x" is no key.\nCorrect them.',
    );
    expect(ended.place).toEqual({ file: 'beanpole.yml', line: 12 });
    expect(ended.outputs['outcome']).toBe('failed');
  });

  test('shows a fault of ours with its stack and asks to report it', () => {
    const ended = endOfFailure(new TypeError('x is not a function'));
    expect(ended.title).toBe('Beanpole itself failed');
    expect(ended.text).toMatch(/TypeError: x is not a function\n\s+at .*\n[\s\S]*Please report it/);
  });
});
