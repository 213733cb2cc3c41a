import { describe, expect, test } from '@jest/globals';
import { type ChecksumAlgorithm, compositeOf, digestOf } from '../../../src/local/s3/checksum.ts';

const hex = (algorithm: ChecksumAlgorithm, ...pieces: string[]) => {
  const digest = digestOf(algorithm);
  for (const piece of pieces) digest.update(Buffer.from(piece));
  return digest.digest().toString('hex');
};

describe('a checksum', () => {
  // The check values that the catalogues of CRC algorithms give for "123456789".
  test.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of 123456789 is the one that everybody has', (algorithm, expected) => {
    expect(hex(algorithm, '123456789')).toBe(expected);
    expect(hex(algorithm, '1234', '', '56789')).toBe(expected);
  });

  test('of parts is made of their bytes and counts them', () => {
    const one = digestOf('CRC32');
    one.update(Buffer.from('123456789'));
    const part = one.digest().toString('base64');
    expect(compositeOf('CRC32', [part, part])).toEqual({
      algorithm: 'CRC32',
      type: 'COMPOSITE',
      value: expect.stringMatching(/^.{6}==-2$/),
    });
  });
});
