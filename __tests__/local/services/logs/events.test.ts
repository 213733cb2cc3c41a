import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLogEvents } from '../../../../src/local/services/logs/events.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'log-events-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const stream = '00000000000007';
const open = () => openLogEvents(directory, new Set([stream]));
const messages = () =>
  open()
    .read(stream)
    .map(({ message }) => message);

test('lines come by time, and those of one time as they came in', () => {
  const events = open();
  events.append(stream, [{ timestamp: 5, message: 'c' }], 10);
  events.append(
    stream,
    [
      { timestamp: 1, message: 'a' },
      { timestamp: 1, message: 'b' },
      { timestamp: 5, message: 'd' },
    ],
    10,
  );
  expect(events.read(stream)).toEqual(open().read(stream));
  expect(messages()).toEqual(['a', 'b', 'c', 'd']);
  expect(events.read(stream)[3]).toEqual({
    id: '00000000000005000000000000100000000000000300000000000007',
    timestamp: 5,
    message: 'd',
    ingestionTime: 10,
  });
});

test('a batch is appended and nothing is written anew', () => {
  const events = open();
  const sizes = [1, 2, 3].map((timestamp) => {
    events.append(stream, [{ timestamp, message: 'x'.repeat(1000) }], 1);
    return statSync(join(directory, stream)).size;
  });
  expect(sizes[2]! - sizes[1]!).toBe(sizes[1]! - sizes[0]!);
});

test('half a batch, which a killed cloud has left, is none, and the next one is whole', () => {
  open().append(stream, [{ timestamp: 1, message: 'a' }], 1);
  appendFileSync(join(directory, stream), '\n{"first":1,"ingestionTime":1,"eve');
  open().append(stream, [{ timestamp: 2, message: 'b' }], 2);
  expect(messages()).toEqual(['a', 'b']);
});

test('a stream keeps its newest lines, in two files at most, and counts on', () => {
  const events = open();
  const message = 'x'.repeat(1_000_000);
  for (let timestamp = 1; timestamp <= 30; timestamp += 1) events.append(stream, [{ timestamp, message }], timestamp);
  const kept = events.read(stream);
  expect(kept.map(({ timestamp }) => timestamp)).toEqual(Array.from({ length: 12 }, (_, i) => i + 19));
  expect(kept.at(-1)?.id).toMatch(/^00000000000030000000000000300000000000002900000000000007$/);
  expect(kept).toEqual(open().read(stream));
  expect(readdirSync(directory).sort()).toEqual([stream, `${stream}.old`]);
  events.remove(stream);
  expect(events.read(stream)).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test('files of streams that are no more go when the cloud opens', () => {
  open().append(stream, [{ timestamp: 1, message: 'a' }], 1);
  openLogEvents(directory, new Set());
  expect(readdirSync(directory)).toEqual([]);
});
