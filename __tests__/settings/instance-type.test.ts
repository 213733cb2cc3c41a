import { describe, expect, test } from '@jest/globals';
import { architectureOf } from '../../src/settings/instance-type.ts';

describe('architectureOf()', () => {
  test.each([
    't4g.small',
    'm7g.large',
    'c8gn.xlarge',
    'r6gd.metal',
    'im4gn.large',
    'is4gen.large',
    'x2gd.large',
    'g5g.xlarge',
    'hpc7g.4xlarge',
    'a1.large',
    'p6e-gb200.36xlarge',
  ])('%s is arm64', (type) => {
    expect(architectureOf(type)).toBe('arm64');
  });

  test.each([
    't3.micro',
    't3a.micro',
    'm7i.large',
    'm7i-flex.large',
    'c5n.large',
    'g4dn.xlarge',
    'g6.xlarge',
    'gr6.4xlarge',
    'p6-b200.48xlarge',
    'u7i-12tb.224xlarge',
    'x2iezn.metal',
    'i4i.large',
  ])('%s is x86_64', (type) => {
    expect(architectureOf(type)).toBe('x86_64');
  });
});
