import { describe, expect, test } from '@jest/globals';
import { decodeCbor, encodeCbor } from '../../../src/local/protocols/cbor.ts';

describe('CBOR', () => {
  // From RFC 8949, appendix A.
  test.each([
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['1903e8', 1000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['20', -1],
    ['3903e7', -1000],
    ['fb3ff199999999999a', 1.1],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['6449455446', 'IETF'],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    ['a26161016162820203', { a: 1, b: [2, 3] }],
  ])('%s is %j, both ways', (hex, value) => {
    expect(decodeCbor(Buffer.from(hex, 'hex'))).toEqual(value);
    expect(encodeCbor(value).toString('hex')).toBe(hex);
  });

  test.each([
    ['f90000', 0],
    ['f93c00', 1],
    ['f93e00', 1.5],
    ['f97bff', 65504],
    ['f90001', 2 ** -24],
    ['f9c400', -4],
    ['f97c00', Number.POSITIVE_INFINITY],
    ['fa47c35000', 100000],
    ['5f42010243030405ff', 'AQIDBAU='],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['9f01820203ff', [1, [2, 3]]],
    ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
    ['c11a514b67b0', 1363896240],
    ['4401020304', 'AQIDBA=='],
  ])('reads %s, which others may write, as %j', (hex, value) => {
    expect(decodeCbor(Buffer.from(hex, 'hex'))).toEqual(value);
  });

  test('writes times as epoch seconds and bytes as bytes', () => {
    expect(encodeCbor(new Date(1363896240500)).toString('hex')).toBe('c1fb41d452d9ec200000');
    expect(encodeCbor(Buffer.from([1, 2])).toString('hex')).toBe('420102');
    expect(decodeCbor(encodeCbor('x'.repeat(70_000)))).toHaveLength(70_000);
  });

  test.each(['', '18', '62ff', '9bffffffffffffffff', '9f01', 'ff00', '0000', '1c', 'bf01ff'])('refuses %s', (hex) => {
    expect(() => decodeCbor(Buffer.from(hex, 'hex'))).toThrow('not well-formed');
  });
});
