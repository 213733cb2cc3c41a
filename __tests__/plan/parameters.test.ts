import { describe, expect, test } from '@jest/globals';
import { deploymentOf, parametersFor, sameParameters, sameValues } from '../../src/plan/parameters.ts';

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

describe('deploymentOf()', () => {
  const live = { VersionLabel: 'v1', BundleSha256: 'a', ConfigSha256: 'c', ImageId: 'ami-1', Deployment: 'first' };
  test.each([
    ['the same version with the same configuration is the deployment that runs', {}, 'first'],
    ['so it is on another machine image', { ImageId: 'ami-2' }, 'first'],
    ['another version is another deployment', { VersionLabel: 'v2', BundleSha256: 'b' }, 'second'],
    ['another label for the same bytes is one, too', { VersionLabel: 'v2' }, 'second'],
    ['so is another configuration: it may name another database', { ConfigSha256: 'd' }, 'second'],
  ])('%s', (_, change, name) => {
    expect(deploymentOf([live], { ...live, ...change }, 'second')).toBe(name);
  });

  test('a version that stands in the other slot is the deployment that it was', () => {
    const other = { ...live, VersionLabel: 'v0', BundleSha256: 'z', Deployment: 'before' };
    expect(deploymentOf([live, other], { ...live, VersionLabel: 'v0', BundleSha256: 'z' }, 'second')).toBe('before');
  });

  test('a stack that is new, or from before there were names, gets one', () => {
    expect(deploymentOf([{}], live, 'second')).toBe('second');
  });
});
