import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Extent, Line, Source } from './source.ts';
import type { Marks } from './marks.ts';

/** A file that is read as it grows. */
export interface LogFile {
  readonly path: string;
  readonly log: string;
}

interface Open extends LogFile {
  readonly file: number;
  readonly inode: number;
  /** Bytes that were taken, and those of them that have arrived. */
  taken: number;
  arrived: number;
}

/** Bytes of one file that are taken at once; a line that is longer is cut there. */
const mostBytes = 512 * 1_024;

/**
 * Reads files as they grow. One that is moved away is read to its end before the new one of its name is; one that becomes shorter is read from its beginning. `find` is
 * asked again and again, as files come and go.
 */
export function followFiles(find: () => readonly LogFile[], marks: Marks): Source {
  const open = new Map<string, Open>();
  const buffer = Buffer.alloc(mostBytes);
  const close = (one: Open) => {
    closeSync(one.file);
    open.delete(one.path);
  };
  const take = (one: Open, extent: Extent): readonly Line[] => {
    const isMoved = inodeAt(one.path) !== one.inode;
    const lines = read(one, buffer, isMoved ? 'everything' : extent);
    if (isMoved && lines.length === 0 && one.arrived === one.taken) {
      close(one);
      // Or the next look would find the one that was moved away once more.
      delete marks.files[one.path];
    }
    return lines;
  };
  return {
    take: (extent) => {
      for (const found of find()) if (!open.has(found.path)) begin(found, marks, open);
      return [...open.values()].flatMap((one) => take(one, extent));
    },
    confirm: () => {
      for (const one of open.values()) {
        one.arrived = one.taken;
        marks.files[one.path] = { inode: one.inode, offset: one.arrived };
      }
    },
    close: () => [...open.values()].forEach(close),
  };
}

/** Where it was left; in the file that was moved away meanwhile, if there is one. */
function begin(found: LogFile, { files }: Marks, open: Map<string, Open>): void {
  const mark = files[found.path];
  const former = `${found.path}.1`;
  const isFormer = mark !== undefined && inodeAt(found.path) !== mark.inode && inodeAt(former) === mark.inode;
  try {
    const file = openSync(isFormer ? former : found.path, 'r');
    const { ino: inode, size } = fstatSync(file);
    const taken = mark?.inode === inode && mark.offset <= size ? mark.offset : 0;
    open.set(found.path, { ...found, file, inode, taken, arrived: taken });
  } catch (error) {
    // It went away between being found and being opened.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function read(one: Open, buffer: Buffer, extent: Extent): readonly Line[] {
  if (fstatSync(one.file).size < one.taken) one.taken = 0;
  const bytes = buffer.subarray(0, readSync(one.file, buffer, 0, buffer.length, one.taken));
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const isAll = whole === 0 && (extent === 'everything' || bytes.length === buffer.length);
  const end = isAll ? bytes.length : whole;
  one.taken += end;
  const now = Date.now();
  const texts = bytes.subarray(0, end).toString().split('\n');
  if (!isAll) texts.pop();
  return texts.filter((text) => text !== '').map((text) => ({ log: one.log, ...dated(text, now) }));
}

/** Our own logs begin each line with its time. */
function dated(text: string, now: number): Pick<Line, 'at' | 'text'> {
  const [whole = '', time = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) /.exec(text) ?? [];
  return whole === '' ? { at: now, text } : { at: Date.parse(time), text: text.slice(whole.length) };
}

function inodeAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
