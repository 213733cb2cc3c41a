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
        F: { kind: 'environment', name: 'jobs' },
        G: { kind: 'environment', name: 'api' },
        H: { kind: 'environment', name: 'jobs' },
      }),
    ).toEqual({ secretIds: ['a', 'b'], parameterNames: ['/p'], linkedEnvironments: ['api', 'jobs'] });
  });
});
