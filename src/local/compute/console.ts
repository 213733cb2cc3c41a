import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** What GetConsoleOutput gives at most. */
const consoleBytes = 64 * 1024;
const longestConsoleBytes = 16 * 1024 * 1024;

/** Where the console output of the instance in that directory is kept. */
export function consoleFile(directory: string): string {
  return join(directory, 'console.log');
}

/** Adds a line of the machine itself. */
export function note(directory: string, line: string): void {
  if (existsSync(directory)) appendFileSync(consoleFile(directory), `${line}\n`);
}

/** No chatty application may fill the disk: a console that has grown too long begins anew. */
export function trim(directory: string): void {
  const file = consoleFile(directory);
  if (existsSync(file) && statSync(file).size > longestConsoleBytes) truncateSync(file);
}

/** The last 64 KB. */
export function readTail(directory: string): Buffer {
  const file = consoleFile(directory);
  if (!existsSync(file)) return Buffer.alloc(0);
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const bytes = Buffer.alloc(Math.min(size, consoleBytes));
    readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    return bytes;
  } finally {
    closeSync(handle);
  }
}
