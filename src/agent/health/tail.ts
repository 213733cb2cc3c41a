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

/**
 * The answers from one moment until before another (milliseconds since the epoch); nothing where there is no log. A log tells whole seconds, so moments are
 * taken as the seconds that they are in: what one look leaves is of the next. What has just been moved away to `<path>.1` belongs to it.
 */
export function answersBetween(path: string, since: number, until: number): Lately | undefined {
  const [from, to] = [wholeSecond(since), wholeSecond(until)];
  const newest = pieceOf(path, from, to);
  const moved = newest === undefined || newest.begins > from ? pieceOf(`${path}.1`, from, to) : undefined;
  const begins = moved?.begins ?? newest?.begins;
  if (begins === undefined) return undefined;
  return {
    seconds: Math.max(1, Math.round((to - Math.max(from, begins)) / 1000)),
    answers: [...(moved?.answers ?? []), ...(newest?.answers ?? [])],
  };
}

/** What one file tells, from its end backwards; `begins`: since when. */
function pieceOf(
  path: string,
  from: number,
  to: number,
): { readonly begins: number; readonly answers: readonly Answer[] } | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r');
  try {
    const { size, birthtimeMs } = fstatSync(file);
    for (let bytes = firstBytes; ; bytes *= 4) {
      const start = Math.max(0, size - bytes);
      const answers = linesOf(file, start, size).flatMap((line) => answerIn(line) ?? []);
      const oldest = answers[0]?.at ?? to;
      if (start > 0 && oldest >= from && bytes < mostBytes) continue;
      const begins = start > 0 ? oldest : wholeSecond(birthtimeMs);
      return { begins, answers: answers.filter(({ at }) => at >= from && at < to) };
    }
  } finally {
    closeSync(file);
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** Whole lines; the first of a piece that begins within the file is none. */
function linesOf(file: number, from: number, to: number): readonly string[] {
  const piece = Buffer.alloc(to - from);
  const read = readSync(file, piece, 0, piece.length, from);
  const lines = piece.toString('latin1', 0, read).split('\n');
  lines.pop();
  return from > 0 ? lines.slice(1) : lines;
}
