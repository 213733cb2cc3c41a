import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Answer, answerIn } from '../answer-line.ts';

/** What a door answered lately. */
export interface Lately {
  /** Seconds that the answers are of: fewer than asked for where the log does not go back so far. */
  readonly seconds: number;
  readonly answers: readonly Answer[];
}

const firstBytes = 1 << 20;
/** Some five thousand answers a second for a minute. */
const mostBytes = 1 << 26;

/** The answers since a moment (milliseconds since the epoch), from the end of the log backwards; nothing where there is no log. */
export function answersSince(path: string, since: number, now: number): Lately | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r');
  try {
    const { size, birthtimeMs } = fstatSync(file);
    for (let bytes = firstBytes; ; bytes *= 4) {
      const from = Math.max(0, size - bytes);
      const answers = linesOf(file, from, size).flatMap((line) => answerIn(line) ?? []);
      const oldest = answers[0]?.at ?? now;
      if (from > 0 && oldest >= since && bytes < mostBytes) continue;
      const begin = from > 0 ? Math.max(since, oldest) : Math.max(since, birthtimeMs);
      const lately = answers.filter(({ at }) => at >= since);
      return { seconds: Math.max(1, Math.round((now - begin) / 1000)), answers: lately };
    }
  } finally {
    closeSync(file);
  }
}

/** Whole lines; the first of a piece that begins within the file is none. */
function linesOf(file: number, from: number, to: number): readonly string[] {
  const piece = Buffer.alloc(to - from);
  const read = readSync(file, piece, 0, piece.length, from);
  const lines = piece.toString('latin1', 0, read).split('\n');
  lines.pop();
  return from > 0 ? lines.slice(1) : lines;
}
