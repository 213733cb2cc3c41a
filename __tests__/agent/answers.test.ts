import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerLog } from '../../src/agent/answers.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'beanpole-answers-'));
  path = join(directory, 'access.log');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** As nginx writes it by its default format, a quote in the request included. */
const line = (status: number, request = 'GET / HTTP/1.1') =>
  `127.0.0.1 - - [23/Nov/2026:04:50:00 +0000] "${request}" ${status} 7 "-" "curl/8.5.0 (500 \\x22 503)"\n`;

describe('the log of a door', () => {
  test('counts what came since it was opened, by the status', () => {
    writeFileSync(path, line(500).repeat(10));
    const log = answerLog(path);
    expect(log.since()).toEqual({ all: 0, errors: 0 });
    appendFileSync(path, [line(200), line(404), line(500), line(503, 'GET /\\x22 500 HTTP/1.1')].join(''));
    expect(log.since()).toEqual({ all: 4, errors: 2 });
    expect(log.since()).toEqual({ all: 0, errors: 0 });
  });

  test('a log that is not there yet begins with its first line', () => {
    const log = answerLog(path);
    expect(log.since()).toEqual({ all: 0, errors: 0 });
    writeFileSync(path, line(502));
    expect(log.since()).toEqual({ all: 1, errors: 1 });
  });

  test('half a line counts when the rest has come', () => {
    const log = answerLog(path);
    const [first, second] = [line(200), line(500)];
    writeFileSync(path, first + second.slice(0, 20));
    expect(log.since()).toEqual({ all: 1, errors: 0 });
    appendFileSync(path, second.slice(20));
    expect(log.since()).toEqual({ all: 1, errors: 1 });
  });

  test('goes on with the new file once the log is rotated, also when that is longer', () => {
    writeFileSync(path, line(200));
    const log = answerLog(path);
    renameSync(path, `${path}.1`);
    writeFileSync(path, line(500).repeat(3));
    expect(log.since()).toEqual({ all: 3, errors: 3 });
  });

  test('reads more than fits into one piece', () => {
    const log = answerLog(path);
    writeFileSync(path, (line(200) + line(500)).repeat(5_000));
    expect(log.since()).toEqual({ all: 10_000, errors: 5_000 });
  });

  test('what is no line of the format counts as nothing', () => {
    const log = answerLog(path);
    writeFileSync(path, '{"status":500}\n\n');
    expect(log.since()).toEqual({ all: 0, errors: 0 });
  });
});
