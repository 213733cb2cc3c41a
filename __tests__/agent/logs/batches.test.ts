import { describe, expect, test } from '@jest/globals';
import { batchesOf } from '../../../src/agent/logs/batches.ts';

const line = (text: string, at = 1_000, log = 'web') => ({ log, at, text });
const day = 24 * 60 * 60_000;

describe('lines in batches, as CloudWatch Logs takes them', () => {
  test('of one log each, in its own order', () => {
    expect(batchesOf([line('a', 1), line('b', 2, 'agent'), line('c', 3)])).toEqual([
      {
        log: 'web',
        events: [
          { timestamp: 1, message: 'a' },
          { timestamp: 3, message: 'c' },
        ],
      },
      { log: 'agent', events: [{ timestamp: 2, message: 'b' }] },
    ]);
  });

  test('a clock that was put back does not turn them round', () => {
    const [batch] = batchesOf([line('first', 5_000), line('second', 2_000), line('third', 6_000)]);
    expect(batch?.events.map(({ timestamp, message }) => [timestamp, message])).toEqual([
      [5_000, 'first'],
      [5_000, 'second'],
      [6_000, 'third'],
    ]);
  });

  test('no more than 10,000 events, and less than a day', () => {
    const many = batchesOf(Array.from({ length: 10_001 }, (_, at) => line(`${at}`)));
    expect(many.map(({ events }) => events.length)).toEqual([10_000, 1]);
    expect(batchesOf([line('a', 0), line('b', day - 1), line('c', day)]).map(({ events }) => events.length)).toEqual([
      2, 1,
    ]);
  });

  test('no more than 1 MiB, each event with 26 bytes more, in UTF-8', () => {
    // 1,024 bytes of text: 998 and its overhead would fill a MiB with 1,024 of them.
    const text = 'ä'.repeat(499);
    const full = Array.from({ length: 1_025 }, () => line(text));
    expect(batchesOf(full).map(({ events }) => events.length)).toEqual([1_024, 1]);
  });

  test('a line that is too long is several events, with no character cut in two and no byte lost', () => {
    const text = `x${'€'.repeat(200_000)}`;
    const events = batchesOf([line(text)]).flatMap((batch) => batch.events);
    expect(events.length).toBe(3);
    for (const { message } of events) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(256 * 1_024 - 26);
    expect(events.map(({ message }) => message).join('')).toBe(text);
  });

  test('an empty line is a space, as no event may be empty', () => {
    expect(batchesOf([line('')])[0]?.events).toEqual([{ timestamp: 1_000, message: ' ' }]);
  });
});
