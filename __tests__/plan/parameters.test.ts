import { describe, expect, test } from '@jest/globals';
import { parametersFor, sameParameters, sameValues } from '../../src/plan/parameters.ts';

const template = JSON.stringify({ Parameters: { VersionLabel: {}, Size: { Default: 1 } } });

describe('parametersFor()', () => {
  test('gives what the template declares, and no more', () => {
    expect(parametersFor(template, { VersionLabel: 'v1', Other: 'x' })).toEqual({ VersionLabel: 'v1' });
  });

  test('says which value is missing', () => {
    expect(() => parametersFor(template, { Size: '2' })).toThrow(
      expect.objectContaining({ code: 'template', message: expect.stringContaining('VersionLabel') }),
    );
  });

  test('gives nothing to a template without parameters', () => {
    expect(parametersFor('{}', { VersionLabel: 'v1' })).toEqual({});
  });
});

describe('sameParameters()', () => {
  const deployed = { VersionLabel: 'v1', MinInService: '2', BatchSize: '1' };
  test.each([
    ['the live size', { MinInService: '9', BatchSize: '3' }, true],
    ['the version', { VersionLabel: 'v2' }, false],
    ['a new parameter', { ImageId: 'ami-1' }, false],
  ])('with another value for %s', (_, change, same) => {
    expect(sameParameters(deployed, { ...deployed, ...change })).toBe(same);
  });

  test('sees a parameter that is not wanted any more', () => {
    expect(sameParameters(deployed, { MinInService: '2', BatchSize: '1' })).toBe(false);
  });
});

test('sameValues() does not mind the order', () => {
  expect(sameValues({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
  expect(sameValues({ a: '1' }, { b: '1' })).toBe(false);
  expect(sameValues({}, { a: '1' })).toBe(false);
});
