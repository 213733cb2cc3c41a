import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scaledClock } from '../../src/agent/clock.ts';
import { pauseAfter } from '../../src/agent/hosts/supervisor.ts';
import { openJournal } from '../../src/agent/journal.ts';
import { rotatedFile, tail } from '../../src/agent/rotated.ts';
import { directory } from './rig.ts';

let root: string;
beforeEach(() => {
  root = directory();
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the journal', () => {
  test('keeps whole lines, the last fifty of them', () => {
    const journal = openJournal(root, () => {});
    journal.hear('web', 'half');
    journal.hear('web', ' a line\r\nnext\n\nunfinished');
    expect(journal.lastLines()).toEqual(['half a line', 'next']);
    journal.flush();
    expect(journal.lastLines()).toEqual(['half a line', 'next', 'unfinished']);
    for (let at = 1; at <= 60; at++) journal.hear('web', `line ${at}\n`);
    expect(journal.lastLines()).toHaveLength(50);
    expect(journal.lastLines().at(-1)).toBe('line 60');
    expect(readFileSync(join(root, 'web.log'), 'utf8')).toContain('line 1\n');
  });

  test('conceals secrets, each line of them, even in pieces, and the longer one first', () => {
    const said: string[] = [];
    const journal = openJournal(root, (line) => said.push(line));
    journal.conceal(['hunter2', 'hunter2-long', '-----BEGIN-----\nMIIabc\n', 'ab']);
    journal.hear('web', 'a hun');
    journal.hear('web', 'ter2-long b\nMIIabc and hunter2 ab\n');
    journal.say('agent hunter2');
    expect(journal.lastLines()).toEqual(['a *** b', '*** and *** ab']);
    expect(said.join()).not.toContain('hunter2');
    expect(journal.everything()).not.toContain('hunter2');
  });
});

describe('a rotated file', () => {
  test('never grows beyond its limit by more than a line', () => {
    const file = rotatedFile(join(root, 'x.log'), 100);
    for (let at = 0; at < 50; at++) file.append(`line number ${at}\n`);
    expect(tail(file.path).length).toBeLessThan(120);
    expect(tail(file.path)).toContain('line number 49');
    expect(tail(`${file.path}.1`).length).toBeLessThan(120);
    expect(tail(file.path, 3)).toBe('49\n');
  });
});

describe('the clock', () => {
  test('divides waits, and gives a real peer its second', () => {
    const clock = scaledClock(60);
    expect(clock.limit(5_000)).toBe(1_000);
    expect(clock.limit(200)).toBe(200);
    expect(clock.limit(120_000)).toBe(2_000);
    expect(scaledClock(1).limit(5_000)).toBe(5_000);
  });

  test('ends a wait that nobody needs any more', async () => {
    const abort = new AbortController();
    const wait = scaledClock().wait(60_000, abort.signal);
    abort.abort(new Error('over'));
    await expect(wait).rejects.toThrow('over');
    await expect(scaledClock().wait(1, abort.signal)).rejects.toThrow('over');
  });
});

describe('the pause before a process starts again', () => {
  test('doubles up to a minute, and begins anew after a long life', () => {
    expect(pauseAfter(5, undefined)).toBe(1_000);
    expect(pauseAfter(5, 1_000)).toBe(2_000);
    expect(pauseAfter(5, 40_000)).toBe(60_000);
    expect(pauseAfter(90_000, 60_000)).toBe(1_000);
  });
});
