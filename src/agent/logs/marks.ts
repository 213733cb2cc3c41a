import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../live.ts';

/** How far each log was sent. */
export interface Marks {
  /** By path: which file it was, and bytes from its beginning. */
  readonly files: Record<string, { readonly inode: number; readonly offset: number }>;
  /** Where the journal of systemd was; absent: nothing of it was sent. */
  cursor?: string;
}

/** What an earlier run has left; a file that cannot be read is as good as none. */
export function readMarks(home: string): Marks {
  const file = fileIn(home);
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Marks) : { files: {} };
  } catch {
    return { files: {} };
  }
}

/** Writes them in one step of the file system. */
export function writeMarks(home: string, marks: Marks): void {
  writeWhole(fileIn(home), JSON.stringify(marks));
}

function fileIn(home: string): string {
  return join(home, 'log-marks.json');
}
