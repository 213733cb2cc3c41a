import type { Journal } from '../run.ts';

/** What the run writes to. */
export interface Screen {
  write(text: string): void;
  now(): number;
  /** Columns of a terminal; absent where nobody looks on: lines are plain then, and none replaces another. */
  readonly columns?: number;
}

/** A terminal gets colours and a line of progress, unless NO_COLOR is set (no-color.org) or it can do neither. */
export function screenOf(
  stream: NodeJS.WriteStream,
  env: Readonly<Record<string, string | undefined>>,
  now: () => number,
): Screen {
  const isPlain = !stream.isTTY || Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  return {
    write: (text) => void stream.write(text),
    now,
    ...(isPlain ? {} : { columns: stream.columns || 80 }),
  };
}

/** Escapes of ECMA-48: colours, and the beginning of an erased line. */
const escapes = { title: '\u001b[1;36m', warning: '\u001b[33m', error: '\u001b[1;31m', progress: '\u001b[2m' } as const;
const reset = '\u001b[0m';
const erase = '\r\u001b[2K';

/** The journal of a terminal: lines, parts under a heading, and below them a line that says what goes on and for how long. */
export function terminalJournal(screen: Screen): Journal {
  const { columns } = screen;
  const colour = (name: keyof typeof escapes, text: string): string =>
    columns === undefined ? text : `${escapes[name]}${text}${reset}`;
  const line = progressLine(screen, (text) => colour('progress', text));
  const write = (text: string): void => {
    line.erase();
    screen.write(`${text}\n`);
    line.draw();
  };
  return {
    stage: (title) => write(`\n${colour('title', title)}`),
    line: (text) => write(`  ${text.replaceAll('\n', '\n  ')}`),
    warning: (text) => write(`  ${colour('warning', 'warning:')} ${text}`),
    notice: (title, text) => write(`\n${colour('title', title)}\n${text}`),
    error: (title, text, place) =>
      write(`\n${colour('error', `${title}${place ? ` (${place.file}:${place.line})` : ''}`)}\n${text}`),
    progress: line.set,
    end: line.end,
  };
}

/** Counts the seconds by itself, so that a quiet run is seen to live. */
function progressLine({ write, now, columns }: Screen, dim: (text: string) => string) {
  let shown: string | undefined;
  let began = 0;
  let timer: NodeJS.Timeout | undefined;
  const erased = (): void => {
    if (shown !== undefined) write(erase);
  };
  const draw = (): void => {
    if (shown === undefined || columns === undefined) return;
    const room = columns - 1;
    write(`${erase}${dim(`  ${elapsed(now() - began)}  ${shown}`.slice(0, room))}`);
  };
  return {
    erase: erased,
    draw,
    set(text: string): void {
      if (columns === undefined) return;
      if (shown === undefined) began = now();
      shown = text;
      timer ??= setInterval(draw, 1000).unref();
      draw();
    },
    end(): void {
      erased();
      clearInterval(timer);
      timer = undefined;
      shown = undefined;
    },
  };
}

function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
