import { describe, expect, test } from '@jest/globals';
import { overlay } from '../../src/template/overlay.ts';

describe('overlay()', () => {
  test.each([
    ['a member beside others', { A: 1 }, { B: 2 }, { A: 1, B: 2 }],
    ['a member deep inside', { A: { B: 1, C: 2 } }, { A: { C: 3 } }, { A: { B: 1, C: 3 } }],
    ['another value', { A: 1 }, { A: '2' }, { A: '2' }],
    ['nothing, in place of a member', { A: 1, B: 2 }, { B: null }, { A: 1 }],
    ['nothing, where there was nothing', { A: 1 }, { B: null, C: { D: null } }, { A: 1, C: {} }],
    ['a list, which takes the place of the list', { A: [1, 2] }, { A: [3] }, { A: [3] }],
    ['a function for a value', { A: '1' }, { A: { Ref: 'B' } }, { A: { Ref: 'B' } }],
    ['a value for a function', { A: { Ref: 'B' } }, { A: { C: 1 } }, { A: { C: 1 } }],
    ['a function for a function', { A: { 'Fn::Sub': 'x' } }, { A: { Ref: 'B' } }, { A: { Ref: 'B' } }],
  ])('writes %s', (_what, base, own, merged) => {
    expect(overlay(base, own)).toEqual(merged);
  });

  test('merges lists of things with a Key by their keys, and keeps their order', () => {
    const base = {
      Attributes: [
        { Key: 'idle', Value: '60' },
        { Key: 'drop', Value: 'true' },
      ],
    };
    const own = {
      Attributes: [
        { Key: 'http2', Value: 'false' },
        { Key: 'idle', Value: '90' },
      ],
    };
    expect(overlay(base, own)).toEqual({
      Attributes: [
        { Key: 'idle', Value: '90' },
        { Key: 'drop', Value: 'true' },
        { Key: 'http2', Value: 'false' },
      ],
    });
  });

  test('does not change what it is given', () => {
    const base = { A: { B: [1] } };
    overlay(base, { A: { B: null, C: 2 } });
    expect(base).toEqual({ A: { B: [1] } });
  });
});
