import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerIn, lineOf } from '../../../src/agent/answer-line.ts';
import { lookNow, requestsOf } from '../../../src/agent/health/health.ts';
import { sharesOf } from '../../../src/agent/health/machine.ts';
import { answersBetween } from '../../../src/agent/health/tail.ts';
import { writeState } from '../../../src/agent/live.ts';

const second = 1_000;
const noon = Date.parse('2026-11-24T12:00:00Z');
const asked = { from: '10.0.0.1', request: 'GET /a"b HTTP/1.1', agent: 'judge [1] "2"', forwarded: '203.0.113.9' };
const line = (at: number, status = 200, took = 0) => lineOf({ at, status, took }, asked);

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'beanpole-health-'));
  path = join(directory, 'access.log');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a line of an answer', () => {
  test.each([
    ['our own', line(noon, 503, 1_234).trimEnd(), { at: noon, status: 503, took: 1_234 }],
    [
      'of nginx, in another time zone',
      '10.0.0.1 - ann [24/Nov/2026:13:00:00 +0100] "GET / HTTP/2.0" 404 7 "-" "curl/8.5.0" "-" 0.021',
      { at: noon, status: 404, took: 21 },
    ],
    [
      'of a configuration that does not tell how long it took',
      '10.0.0.1 - - [24/Nov/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 7 "-" "curl/8.5.0"',
      { at: noon, status: 200 },
    ],
    ['that is none', 'garbage [24/Nov/2026:12:00:00 +0000]', undefined],
  ])('%s', (_, text, answer) => {
    expect(answerIn(text)).toEqual(answer);
  });
});

describe('what was answered lately', () => {
  test('is read from the end, as far back as it is asked for, however much was logged before', () => {
    const old = line(noon - 3_600 * second).repeat(20_000);
    const late = Array.from({ length: 30_000 }, (_, at) => line(noon - 60 * second + Math.floor(at / 500) * second));
    writeFileSync(path, old + late.join(''));
    const { seconds, answers } = answersBetween(path, noon - 30 * second, noon) ?? {};
    expect({ seconds, count: answers?.length }).toEqual({ seconds: 30, count: 15_000 });
  });

  test('is of fewer seconds where the log is younger, and half a line counts as nothing', () => {
    const now = Date.now();
    writeFileSync(path, `${line(now)}${line(now).slice(0, 30)}`);
    const { seconds = 0, answers } = answersBetween(path, now - 60 * second, now + 30 * second) ?? {};
    // The file may be of the next second already.
    expect([seconds === 29 || seconds === 30, answers?.map(({ status }) => status)]).toEqual([true, [200]]);
  });

  test('is counted once by looks that follow each other, whenever within a second they are', () => {
    writeFileSync(path, Array.from({ length: 60 }, (_, at) => line(noon + at * second)).join(''));
    const looks = [0, 7.2, 7.9, 21.001, 60].map((at) => noon + at * second);
    const counts = looks.slice(1).map((until, at) => answersBetween(path, looks[at] ?? 0, until)?.answers.length);
    expect(counts).toEqual([7, 0, 14, 39]);
  });

  test('is of the file that was just moved away, too', () => {
    const now = Math.floor(Date.now() / second) * second;
    writeFileSync(`${path}.1`, line(now - 30 * second).repeat(3) + line(now - 90 * second));
    writeFileSync(path, line(now).repeat(2));
    expect(answersBetween(path, now - 60 * second, now + second)?.answers).toHaveLength(5);
    // In the moment before the door opens a new one there is only that.
    rmSync(path);
    expect(answersBetween(path, now - 60 * second, now + second)?.answers).toHaveLength(3);
  });

  test('is nothing known without a log', () => {
    expect(answersBetween(path, 0, noon)).toBeUndefined();
  });

  test('is counted by the hundreds, and what it took by the nearest rank', () => {
    const answers = Array.from({ length: 1_000 }, (_, at) => ({ at: noon, status: 200, took: at + 1 }));
    const failed = [404, 404, 302, 500, 502, 503].map((status) => ({ at: noon, status }));
    expect(requestsOf({ seconds: 60, answers: [...answers.toReversed(), ...failed] })).toEqual({
      seconds: 60,
      count: 1_006,
      statuses: { '2xx': 1_000, '3xx': 1, '4xx': 2, '5xx': 3 },
      latency: { p10: 100, p50: 500, p75: 750, p85: 850, p90: 900, p95: 950, p99: 990, 'p99.9': 999 },
    });
    expect(requestsOf({ seconds: 60, answers: failed })).not.toHaveProperty('latency');
  });
});

describe('how an instance is', () => {
  test('is told before there is a version, too', async () => {
    const health = await lookNow(directory, path);
    expect(health).toMatchObject({ schema: 1, state: 'booting', machine: { up: expect.any(Number) } });
    expect(health).not.toHaveProperty('requests');
    writeState(directory, 'failed');
    expect((await lookNow(directory, path)).state).toBe('failed');
  });

  test('sees what its processors do', async () => {
    const before = { user: 100, system: 50, idle: 850 };
    expect(sharesOf(before, { user: 175, system: 60, idle: 865 })).toEqual({ user: 75, system: 10, idle: 15 });
    expect(sharesOf(before, before)).toEqual({ user: 0, system: 0, idle: 0 });
    const looked = lookNow(directory, path);
    const until = Date.now() + 900;
    // One of the processors is busy while it looks.
    const spin = async () => {
      for (; Date.now() < until; await new Promise((resolve) => setImmediate(resolve)))
        for (let at = 0; at < 1e6; at += 1) Math.sqrt(at);
    };
    await spin();
    const { cpu, processors, memory, disk } = (await looked).machine;
    expect(cpu.user + cpu.system).toBeGreaterThan((100 / processors) * 0.3);
    for (const share of [memory, disk]) expect(share > 0 && share < 100).toBe(true);
  });
});
