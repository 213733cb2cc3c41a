import type { Journal } from '../run.ts';

/** The journal of a terminal: plain lines, parts under a heading. */
export function terminalJournal(
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Journal {
  return {
    stage: (title) => write(`\n${title}`),
    line: (text) => write(`  ${text.replaceAll('\n', '\n  ')}`),
    warning: (text) => write(`  warning: ${text}`),
    notice: (title, text) => write(`\n${title}\n${text}`),
    error: (title, text, place) => write(`\n${title}${place ? ` (${place.file}:${place.line})` : ''}\n${text}`),
    end: () => {},
  };
}
