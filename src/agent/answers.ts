import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { answerIn } from './answer-line.ts';

/** What a door answered, as far as its log tells. */
export interface Answers {
  readonly all: number;
  /** Of them those with a status of 500 or more. */
  readonly errors: number;
}

/** The log that a door writes a line to for each answer, as nginx's `combined` format has it. */
export interface AnswerLog {
  /** What was answered since the last call, or since the log was opened. */
  since(): Answers;
}

const pieceBytes = 64 * 1_024;

/** Opens the log at its end. One that is not there yet begins with its first line; one that was rotated goes on with the new file. */
export function answerLog(path: string): AnswerLog {
  let place = existsSync(path) ? placeOf(statSync(path)) : undefined;
  return {
    since: () => {
      if (!existsSync(path)) return { all: 0, errors: 0 };
      const file = openSync(path, 'r');
      try {
        const now = placeOf(fstatSync(file));
        const goesOn = place !== undefined && place.inode === now.inode && place.at <= now.at;
        const from = goesOn ? (place?.at ?? 0) : 0;
        const { answers, read } = count(file, from, now.at);
        place = { inode: now.inode, at: from + read };
        return answers;
      } finally {
        closeSync(file);
      }
    },
  };
}

interface Place {
  readonly inode: number;
  /** Offset in bytes. */
  readonly at: number;
}

function placeOf({ ino, size }: { readonly ino: number; readonly size: number }): Place {
  return { inode: ino, at: size };
}

/** Counts whole lines; what the last one lacks comes with the next call. */
function count(file: number, from: number, to: number): { readonly answers: Answers; readonly read: number } {
  const piece = Buffer.alloc(pieceBytes);
  let [all, errors, read] = [0, 0, 0];
  let rest = '';
  for (let at = from; at < to; ) {
    const got = readSync(file, piece, 0, Math.min(pieceBytes, to - at), at);
    if (got === 0) break;
    at += got;
    const lines = `${rest}${piece.toString('latin1', 0, got)}`.split('\n');
    rest = lines.pop() ?? '';
    read = at - from - rest.length;
    for (const answer of lines.map(answerIn)) {
      if (answer === undefined) continue;
      all += 1;
      if (answer.status >= 500) errors += 1;
    }
  }
  return { answers: { all, errors }, read };
}
