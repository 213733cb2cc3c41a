import { describe, expect, test } from '@jest/globals';
import { references } from '../../src/template/context.ts';

describe('references()', () => {
  test('gives the ids that variables refer to, sorted and each once', () => {
    expect(
      references({
        A: { kind: 'secret', id: 'b' },
        B: { kind: 'parameter', name: '/p' },
        C: { kind: 'plain' },
        D: { kind: 'secret', id: 'a' },
        E: { kind: 'secret', id: 'b' },
      }),
    ).toEqual({ secretIds: ['a', 'b'], parameterNames: ['/p'] });
  });
});
