import { describe, expect, test } from '@jest/globals';
import { parseExpression } from '../../../src/local/world/metric-math.ts';

const values: Readonly<Record<string, number>> = { m1: 6, m2: 3, zero: 0 };
const before: Readonly<Record<string, number>> = { m1: 4, zero: 1, absent: 7 };
const compute = (source: string) => parseExpression(source)((id, periodsBack) => [values, before][periodsBack]?.[id]);

describe('parseExpression', () => {
  test.each([
    ['m1 / m2', 2],
    ['100 * m1 / (m1 + m2 + 1)', 60],
    ['1 + 2 * 3 - 4', 3],
    ['-m1 + 1', -5],
    ['IF(m1 > 50, m1 / m2, 0)', 0],
    ['IF(m1 >= 6 && m2 != 0, 100*(m1/m2), 0)', 200],
    ['m1 / IF(zero > 0, zero, 1)', 6],
    ['m1 / zero', undefined],
    ['absent + 1', undefined],
    ['FILL(absent, 0) + 1', 1],
    ['IF(absent > 1, 1, 2)', undefined],
    ['SUM(m1, m2, absent)', 9],
    ['DIFF(m1)', 2],
    ['DIFF(m1 - zero)', 3],
    ['DIFF(m2)', undefined],
    ['DIFF(FILL(absent, 9))', 2],
    ['MAX(m1, m2) - MIN(m1, m2)', 3],
  ])('%s is %s', (source, value) => {
    expect(compute(source)).toBe(value);
  });

  test.each(['m1 +', '(m1', 'm1 m2', 'ANOMALY_DETECTION_BAND(m1)', 'm1 % 2', ''])("refuses '%s'", (source) => {
    expect(() => parseExpression(source)).toThrow(expect.objectContaining({ code: 'ValidationError' }));
  });
});
