import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { followFiles } from '../../../src/agent/logs/files.ts';
import type { Marks } from '../../../src/agent/logs/marks.ts';
import type { Source } from '../../../src/agent/logs/source.ts';

let folder: string;
let path: string;
let marks: Marks;
let source: Source;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beanpole-logs-'));
  path = join(folder, 'app.log');
  marks = { files: {} };
  source = follow();
});
afterEach(() => {
  source.close();
  rmSync(folder, { recursive: true });
});

const follow = () => followFiles(() => [{ path, log: 'app' }], marks);
const texts = (extent: 'lines' | 'everything' = 'lines') => {
  const taken = source.take(extent).map(({ text }) => text);
  source.confirm();
  return taken;
};

describe('files that grow', () => {
  test('are read once, by whole lines; what has no end yet waits for it', () => {
    expect(texts()).toEqual([]);
    writeFileSync(path, 'one\ntwo\nthr');
    expect([texts(), texts()]).toEqual([['one', 'two'], []]);
    appendFileSync(path, 'ee\n\nfour');
    expect([texts(), texts('everything'), texts('everything')]).toEqual([['three'], ['four'], []]);
  });

  test('a line tells its own time where it has one', () => {
    writeFileSync(path, '2026-01-02T03:04:05.678Z version 1 listens\nplain\n');
    const [dated, plain] = source.take('lines');
    expect(dated).toEqual({ log: 'app', at: Date.UTC(2026, 0, 2, 3, 4, 5, 678), text: 'version 1 listens' });
    expect([plain?.text, Math.abs((plain?.at ?? 0) - Date.now()) < 10_000]).toEqual(['plain', true]);
  });

  test('one that is moved away is read to its end, then the new one from its beginning', () => {
    writeFileSync(path, 'one\n');
    expect(texts()).toEqual(['one']);
    appendFileSync(path, 'two\nthree without an end');
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'four\n');
    expect([texts(), texts(), texts(), texts(), texts()].flat()).toEqual(['two', 'three without an end', 'four']);
  });

  test('one that is cut back to nothing is read anew', () => {
    writeFileSync(path, 'one\ntwo\n');
    expect(texts()).toEqual(['one', 'two']);
    truncateSync(path);
    appendFileSync(path, '3\n');
    expect(texts()).toEqual(['3']);
  });

  test('after a restart nothing comes again that had arrived, and nothing is left out, moved away or not', () => {
    writeFileSync(path, 'one\ntwo\n');
    source.take('lines');
    source.confirm();
    appendFileSync(path, 'three\n');
    // Taken, but the program ends before it has arrived.
    source.take('lines');
    source.close();
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'four\n');
    source = follow();
    expect([texts(), texts(), texts(), texts()].flat()).toEqual(['three', 'four']);
    source.close();
    source = follow();
    expect([texts(), texts()].flat()).toEqual([]);
  });

  test('a line that is longer than what is read at once comes in pieces', () => {
    const long = 'x'.repeat(1_200_000);
    writeFileSync(path, `${long}\nshort\n`);
    const taken = [texts(), texts(), texts(), texts()].flat();
    expect([taken.slice(0, -1).join('') === long, taken.at(-1)]).toEqual([true, 'short']);
  });

  test('one that is gone when it is to be read is none', () => {
    writeFileSync(path, 'one\n');
    rmSync(path);
    expect(texts()).toEqual([]);
  });
});
