import { describe, expect, test } from '@jest/globals';
import { batch, duration, integer, spelled } from '../../src/settings/kinds.ts';
import { plainScalar } from '../../src/settings/node.ts';

const plain = (text: string) => plainScalar(text, { line: 1, column: 1 });

describe('duration()', () => {
  const seconds = duration({ unit: 's', min: 0, max: 7200 });
  const minutes = duration({ unit: 'm', min: 0, max: 180 });

  test.each([
    ['0', 0],
    ['45', 45],
    ['45s', 45],
    ['2m', 120],
    ['2h', 7200],
  ])('reads %s as %d seconds', (text, value) => {
    expect(seconds.read(plain(text))).toEqual({ value });
  });

  test.each([
    ['5', 5],
    ['5m', 5],
    ['120s', 2],
    ['3h', 180],
  ])('reads %s as %d minutes', (text, value) => {
    expect(minutes.read(plain(text))).toEqual({ value });
  });

  test.each(['-1', '1.5', '1h30m', '10 s', 's', '1S', '7201', '3h', ''])('refuses %j', (text) => {
    expect(seconds.read(plain(text))).toHaveProperty('faults');
  });

  test.each([0, 1, 59, 60, 90, 3600, 5400, 7200])('writes %d seconds in a way that reads the same', (value) => {
    expect(seconds.read(plain(String(seconds.write(value))))).toEqual({ value });
  });
});

test('spelled() uses the largest unit that leaves no rest', () => {
  expect([0, 30, 60, 90, 600, 3600, 5400].map(spelled)).toEqual(['0s', '30s', '1m', '90s', '10m', '1h', '90m']);
});

describe('batch()', () => {
  test.each([
    ['1', { kind: 'count', count: 1 }],
    ['100', { kind: 'count', count: 100 }],
    ['30%', { kind: 'percent', percent: 30 }],
  ])('reads %s', (text, value) => {
    expect(batch().read(plain(text))).toEqual({ value });
  });

  test.each(['0', '101', '101%', '-1', '1.5', '30 %', '%', ''])('refuses %j', (text) => {
    expect(batch().read(plain(text))).toHaveProperty('faults');
  });
});

describe('integer()', () => {
  test.each(['1e2', '0x10', '1_000', '010', '+1', '2.0', 'true', '.inf'])(
    'refuses %s, which is a number only to some',
    (text) => {
      expect(integer({ min: 0, max: 1000 }).read(plain(text))).toHaveProperty('faults');
    },
  );
});
