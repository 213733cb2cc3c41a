import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tail, type RotatedFile, rotatedFile } from './rotated.ts';

/** Everything that the agent says and everything that the application prints. */
export interface Journal {
  /** A line of the agent's own. */
  say(line: string): void;
  /** Output of the application: of a process, or of the installation. Kept by lines. */
  hear(name: string, chunk: string): void;
  /** What is left of an unfinished last line. */
  flush(): void;
  /** From now on these values, too, never appear in a log, nor do their lines. */
  conceal(secrets: readonly string[]): void;
  /** The application's own last lines, oldest first. */
  lastLines(): readonly string[];
  /** The complete log, part by part; bounded. */
  everything(): string;
}

const lastLinesKept = 50;
const longestLine = 2_000;
/** Shorter values stand in too many innocent words. */
const shortestSecret = 6;

/** Opens the journal in a directory; `print` also gets each line, for the console. */
export function openJournal(directory: string, print: (line: string) => void): Journal {
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, RotatedFile>();
  const unfinished = new Map<string, string>();
  const last: string[] = [];
  let secrets: readonly string[] = [];

  const clean = (line: string) => secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line);
  const write = (name: string, line: string) => {
    const file = files.get(name) ?? rotatedFile(join(directory, `${name}.log`));
    files.set(name, file);
    file.append(`${new Date().toISOString()} ${line}\n`);
  };
  const keep = (name: string, line: string) => {
    const text = clean(line).slice(0, longestLine);
    write(name, text);
    print(`${name}: ${text}`);
    if (text.trim() !== '') last.push(text);
    if (last.length > lastLinesKept) last.shift();
  };

  return {
    say: (line) => {
      write('agent', clean(line));
      print(clean(line));
    },
    hear: (name, chunk) => {
      const lines = `${unfinished.get(name) ?? ''}${chunk}`.split(/\r?\n/);
      unfinished.set(name, lines.pop() ?? '');
      for (const line of lines) keep(name, line);
    },
    flush: () => {
      for (const [name, line] of unfinished) if (line !== '') keep(name, line);
      unfinished.clear();
    },
    conceal: (values) => {
      const lines = values.flatMap((value) => [value, ...value.split('\n')]).map((line) => line.trim());
      const long = lines.filter((line) => line.length >= shortestSecret);
      secrets = [...new Set([...secrets, ...long])].sort((a, b) => b.length - a.length);
    },
    lastLines: () => [...last],
    everything: () => [...files.values()].map(({ path }) => `==> ${path} <==\n${tail(path)}`).join('\n'),
  };
}
