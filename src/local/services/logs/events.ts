import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A line as its sender gave it. */
export interface SentEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** A line as it is kept. The order of the ids is that of time, then of arrival; no two lines of the cloud share one. */
export interface LogEvent extends SentEvent {
  readonly id: string;
  readonly ingestionTime: number;
}

/** What was sent in one call: a line of a file. */
interface Batch {
  /** How many events of the stream came before. */
  readonly first: number;
  readonly ingestionTime: number;
  readonly events: readonly SentEvent[];
}

/** The lines of all streams. A stream is known by a number that no stream before it had. */
export interface LogEvents {
  /** The lines of a stream by their ids. */
  read(stream: string): readonly LogEvent[];
  append(stream: string, events: readonly SentEvent[], ingestionTime: number): void;
  remove(stream: string): void;
}

/** A stream keeps its newest lines: between one and two files of this size. A development cloud is no archive. */
const mostFileBytes = 8 * 1024 * 1024;

/** What is in memory of a stream that was read or written. */
interface Opened {
  readonly events: LogEvent[];
  /** How many it has taken since its beginning. */
  taken: number;
  fileBytes: number;
}

/**
 * Opens the lines below a directory. They are no collection of the store, since that is written anew with each change: a batch is appended to the
 * file of its stream, and a full file takes the place of the one before it.
 */
export function openLogEvents(directory: string, streams: ReadonlySet<string>): LogEvents {
  const opened = new Map<string, Opened>();
  const files = (stream: string) => ({ older: join(directory, `${stream}.old`), newer: join(directory, stream) });
  // A killed cloud may leave lines of a stream that it had not written down yet, or no longer.
  for (const file of readdirSync(directory))
    if (!streams.has(file.replace(/\.old$/, ''))) rmSync(join(directory, file), { force: true });
  const open = (stream: string): Opened => {
    const known = opened.get(stream) ?? load(stream, files(stream));
    opened.set(stream, known);
    return known;
  };
  return {
    read: (stream) => open(stream).events,
    append(stream, events, ingestionTime) {
      const { older, newer } = files(stream);
      const state = open(stream);
      const batch = { first: state.taken, ingestionTime, events };
      // The line break comes first: half a line that a killed cloud has left ends there.
      const line = `\n${JSON.stringify(batch)}`;
      appendFileSync(newer, line);
      state.taken += events.length;
      state.fileBytes += Buffer.byteLength(line);
      const added = eventsOf(stream, batch);
      const isNewest = (state.events.at(-1)?.id ?? '') < (added[0]?.id ?? '');
      state.events.push(...added);
      if (!isNewest) state.events.sort(byId);
      if (state.fileBytes > mostFileBytes) {
        renameSync(newer, older);
        opened.delete(stream);
      }
    },
    remove(stream) {
      opened.delete(stream);
      for (const file of Object.values(files(stream))) rmSync(file, { force: true });
    },
  };
}

function load(stream: string, { older, newer }: { readonly older: string; readonly newer: string }): Opened {
  const batches = [...batchesIn(older), ...batchesIn(newer)];
  const last = batches.at(-1);
  return {
    events: batches.flatMap((batch) => eventsOf(stream, batch)).sort(byId),
    taken: last === undefined ? 0 : last.first + last.events.length,
    fileBytes: existsSync(newer) ? statSync(newer).size : 0,
  };
}

function batchesIn(file: string): Batch[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Batch];
      } catch {
        return [];
      }
    });
}

function eventsOf(stream: string, { first, ingestionTime, events }: Batch): LogEvent[] {
  return events.map((event, i) => ({
    ...event,
    ingestionTime,
    id: [event.timestamp, ingestionTime, first + i, stream].map((part) => String(part).padStart(14, '0')).join(''),
  }));
}

function byId(one: LogEvent, other: LogEvent): number {
  return one.id < other.id ? -1 : 1;
}
