import { describe, expect, test } from '@jest/globals';
import { parseRules, readRules } from '../../../src/local/faults/read.ts';

const one = (rule: object) => readRules({ rules: [rule] });

describe('a fault plan', () => {
  test.each([
    [undefined, { first: 1, last: Number.POSITIVE_INFINITY }],
    [3, { first: 3, last: 3 }],
    ['3', { first: 3, last: 3 }],
    ['2-4', { first: 2, last: 4 }],
    ['2-', { first: 2, last: Number.POSITIVE_INFINITY }],
  ])('calls %j', (calls, range) => {
    expect(one({ calls, what: 'throttle' })).toEqual({ rules: [{ ...range, fault: { what: 'throttle' } }] });
  });

  test('has defaults for what a fault does not say', () => {
    const faults = ['cut', 'time-out', 'fail'].map((what) => {
      const read = one({ operation: 'PutObject', what });
      return 'rules' in read ? read.rules[0]?.fault : read;
    });
    expect(faults).toEqual([
      { what: 'cut', when: 'before' },
      { what: 'time-out', when: 'before' },
      { what: 'fail', code: 'InternalFailure', status: 500, message: 'This fault was planned.' },
    ]);
  });

  test('tells all its mistakes at once, and where they are', () => {
    const rules = [
      { what: 'explode' },
      { what: 'throttle', opration: 'PutObject' },
      { what: 'cut', when: 'during', calls: '4-2' },
      { what: 'delay', service: 1 },
      { what: 'fail', status: 200 },
      'throttle',
    ];
    const read = readRules({ rules });
    expect('mistakes' in read && read.mistakes.map((text) => text.slice(0, 26))).toEqual([
      'rules[0]: "what" must be o',
      'rules[1]: "opration" means',
      'rules[2]: "calls" must be ',
      'rules[2]: "when" must be "',
      'rules[3]: "service" must b',
      'rules[3]: "ms" must be a n',
      'rules[4]: "status" must be',
      'rules[5]: "what" must be o',
    ]);
  });

  test.each(['', '[]', '{}', '{"rules": {}}', '{'])('is not %j', (text) => {
    expect(parseRules(text)).toEqual({ mistakes: [expect.stringMatching(/^A fault plan is/)] });
  });
});
