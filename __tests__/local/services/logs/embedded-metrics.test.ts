import { describe, expect, test } from '@jest/globals';
import { takeEmbedded } from '../../../../src/local/services/logs/embedded-metrics.ts';

const directive = { Namespace: 'Own', Dimensions: [['Service'], []], Metrics: [{ Name: 'time', Unit: 'Seconds' }] };
const line = (more: object = {}, directives: readonly object[] = [directive], Timestamp: unknown = 1_000) =>
  JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics: directives }, Service: 'shop', time: 1.5, ...more });

function taken(message: string) {
  const found: unknown[] = [];
  takeEmbedded(message, ({ namespace, name, dimensions }, value, at) => {
    found.push([namespace, name, dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(), value, at]);
  });
  return found;
}

describe('metrics in a line', () => {
  test('are taken once for each set of dimensions, also for none', () => {
    expect(taken(line())).toEqual([
      ['Own', 'time', 'Service=shop', 1.5, 1_000],
      ['Own', 'time', '', 1.5, 1_000],
    ]);
  });

  test('may have several values', () => {
    expect(taken(line({ time: [1, 2] }, [{ ...directive, Dimensions: [[]] }]))).toEqual([
      ['Own', 'time', '', 1, 1_000],
      ['Own', 'time', '', 2, 1_000],
    ]);
  });

  test.each([
    ['is no JSON', '{"_aws": broken'],
    ['has no directive', JSON.stringify({ _aws: { Timestamp: 1 }, time: 1 })],
    ['has no moment', line({}, [directive], 'now')],
    ['has a value that is text', line({ time: 'long' })],
    ['lacks the value', line({ time: undefined })],
    ['lacks a dimension', line({ Service: undefined }, [{ ...directive, Dimensions: [['Service']] }])],
    ['has no namespace', line({}, [{ ...directive, Namespace: undefined }])],
    ['is no line of the format', 'time 1.5'],
  ])('a line that %s makes none', (_, message) => {
    expect(taken(message)).toEqual([]);
  });
});
