import { describe, expect, test } from '@jest/globals';
import {
  centralRecord,
  dataDescriptor,
  type EntryRecord,
  endRecords,
  localHeader,
} from '../../src/bundle/zip-records.ts';

const gigabytes = (count: number) => count * 1024 ** 3;
const entry = (changes: Partial<EntryRecord> = {}): EntryRecord => ({
  name: Buffer.from('a'),
  mode: 0o100644,
  method: 'deflate',
  crc: 0xcafe_f00d,
  packed: 10,
  size: 20,
  ...changes,
});
const hex = (bytes: Buffer) => bytes.toString('hex');

describe('localHeader', () => {
  test('is the format byte for byte', () => {
    expect(hex(localHeader(entry(), 'header'))).toBe(
      [
        '504b0304',
        '1400',
        '0008',
        '0800',
        '0000',
        '2100',
        '0df0feca',
        '0a000000',
        '14000000',
        '0100',
        '0000',
        '61',
      ].join(''),
    );
  });

  test('leaves sizes and checksum to the descriptor when they are not known yet', () => {
    expect(hex(localHeader(entry(), 'descriptor')).slice(12)).toBe(
      ['0808', '0800', '0000', '2100', '00000000', '00000000', '00000000', '0100', '0000', '61'].join(''),
    );
  });

  test('has 64-bit sizes from 4 GiB on', () => {
    const header = localHeader(entry({ size: gigabytes(5), packed: gigabytes(4.5) }), 'header');
    expect(hex(header).slice(8, 12)).toBe('2d00');
    expect(hex(header).slice(36)).toBe(
      ['ffffffff', 'ffffffff', '0100', '1400', '61', '0100', '1000', '0000004001000000', '0000002001000000'].join(''),
    );
  });
});

describe('dataDescriptor', () => {
  test('has 64-bit sizes exactly when the header has', () => {
    expect(hex(dataDescriptor(entry()))).toBe('504b07080df0feca0a00000014000000');
    expect(dataDescriptor(entry({ size: gigabytes(4) }))).toHaveLength(24);
  });
});

describe('centralRecord', () => {
  test('is made by Unix and carries the mode', () => {
    const record = centralRecord(entry(), 'header', 7);
    expect(hex(record.subarray(4, 6))).toBe('1403');
    expect(record.readUInt32LE(38) >>> 16).toBe(0o100644);
    expect(record.readUInt32LE(42)).toBe(7);
  });

  test('puts only an offset that does not fit into the 64-bit field', () => {
    const record = centralRecord(entry(), 'header', gigabytes(5));
    expect(record.readUInt32LE(42)).toBe(0xffff_ffff);
    expect(record.readUInt32LE(20)).toBe(10);
    expect(hex(record.subarray(47))).toBe('010008000000004001000000');
  });
});

describe('endRecords', () => {
  test.each([
    ['65,534 entries', { entries: 65_534, size: 1, offset: 1 }, 22],
    ['65,535 entries, which is the mark for "see above"', { entries: 65_535, size: 1, offset: 1 }, 98],
    ['a directory that begins below 4 GiB', { entries: 1, size: 1, offset: 0xffff_fffe }, 22],
    ['a directory that begins at the mark', { entries: 1, size: 1, offset: 0xffff_ffff }, 98],
  ])('%s', (_, directory, length) => {
    expect(endRecords(directory)).toHaveLength(length);
  });
});
