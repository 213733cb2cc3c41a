import { expect, test } from '@jest/globals';
import { freeAddress } from '../../../src/local/compute/private-address.ts';

test('no two instances have one address, also after the oldest have been forgotten', () => {
  const made: { privateIp: string }[] = [];
  for (let turn = 0; turn < 600; turn += 1) {
    made.push({ privateIp: freeAddress(made) });
    // Every third time an instance that is long gone is forgotten.
    if (turn % 3 === 2) made.shift();
    expect(new Set(made.map(({ privateIp }) => privateIp)).size).toBe(made.length);
  }
  for (const { privateIp } of made) expect(privateIp).toMatch(/^172\.31\.(1[6-9]|[2-6]\d)\.\d+$/);
});
