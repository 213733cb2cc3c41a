import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

/** A log file that never grows beyond its limit: what is older stands in `<path>.1`, what is older still is gone. */
export interface RotatedFile {
  readonly path: string;
  append(text: string): void;
}

const limitBytes = 10 * 1_024 * 1_024;
const tailBytes = 2 * 1_024 * 1_024;

/** Opens a rotated file; an existing one is continued. */
export function rotatedFile(path: string, limit = limitBytes): RotatedFile {
  let size = existsSync(path) ? statSync(path).size : 0;
  return {
    path,
    append: (text) => {
      if (size >= limit) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      appendFileSync(path, text);
      size += Buffer.byteLength(text);
    },
  };
}

/** The end of a file. */
export function tail(path: string, bytes = tailBytes): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, bytes));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString();
  } finally {
    closeSync(file);
  }
}
