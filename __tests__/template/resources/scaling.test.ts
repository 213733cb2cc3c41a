import { describe, expect, test } from '@jest/globals';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import { someContext, someSettings } from '../contexts.ts';

const compute = (overrides: Parameters<typeof someContext>[0] = {}) => synthesizeCompute(someContext(overrides));
const { instances } = someSettings();

describe('scaling', () => {
  test.each([
    ['has room', 'high-availability', 2, 4, true],
    ['has no room', 'high-availability', 3, 3, false],
    ['is not for a single instance', 'single-instance', 1, 4, false],
  ] as const)('%s', (_name, mode, min, max, isThere) => {
    expect('CpuScalingPolicy' in compute({ mode, instances: { ...instances, min, max } }).Resources).toBe(isThere);
  });
});
