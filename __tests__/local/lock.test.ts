import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockState } from '../../src/local/lock.ts';

let room: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(room, { recursive: true }));

describe('a state directory', () => {
  test('belongs to one process until it is given back', () => {
    const unlock = lockState(room);
    expect(() => lockState(room)).toThrow(`is in use by process ${process.pid}`);
    unlock();
    expect(readdirSync(room)).toEqual([]);
    lockState(room)();
  });

  test('is taken over from a process that is gone', async () => {
    const other = spawn(process.execPath, ['-e', '']);
    await once(other, 'exit');
    writeFileSync(join(room, 'lock'), JSON.stringify({ pid: other.pid }));
    const unlock = lockState(room);
    expect(readdirSync(room)).toEqual(['lock']);
    unlock();
  });

  test('is taken over from a process whose id another one has by now', () => {
    if (!existsSync('/proc/self/stat')) return console.warn('SKIPPED: this system does not tell when a process began.');
    writeFileSync(join(room, 'lock'), JSON.stringify({ pid: process.ppid, began: '1' }));
    lockState(room)();
  });

  test('is not taken over from a process that lives, nor when the lock cannot be somebody’s', () => {
    writeFileSync(join(room, 'lock'), JSON.stringify({ pid: process.ppid }));
    expect(() => lockState(room)).toThrow(`process ${process.ppid}`);
    writeFileSync(join(room, 'lock'), 'half a lo');
    lockState(room)();
  });
});
