import type { Line } from './source.ts';

/** What `PutLogEvents` takes at once: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export interface Batch {
  readonly log: string;
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
}

const most = { events: 10_000, bytes: 1_048_576, spanMs: 24 * 60 * 60_000 } as const;
/** Bytes that CloudWatch Logs counts for each event beside its text. */
const overhead = 26;
/** Bytes of text in one event; AWS takes more by now, and everywhere has taken these. */
const longest = 256 * 1_024 - overhead;

/** Divides lines into batches, of one log each and in its own order. */
export function batchesOf(lines: readonly Line[]): readonly Batch[] {
  const logs = [...new Set(lines.map(({ log }) => log))];
  return logs.flatMap((log) =>
    divided(
      log,
      lines.filter((line) => line.log === log),
    ),
  );
}

function divided(log: string, lines: readonly Line[]): readonly Batch[] {
  const batches: { log: string; events: { timestamp: number; message: string }[] }[] = [];
  let bytes = 0;
  let timestamp = 0;
  for (const { at, text } of lines) {
    // A clock that was put back must not turn the order of lines round.
    timestamp = Math.max(timestamp, at);
    for (const message of parts(text)) {
      const size = Buffer.byteLength(message) + overhead;
      const last = batches.at(-1);
      const span = timestamp - (last?.events[0]?.timestamp ?? timestamp);
      const fits = bytes + size <= most.bytes && span < most.spanMs && (last?.events.length ?? 0) < most.events;
      bytes = fits ? bytes + size : size;
      if (last !== undefined && fits) last.events.push({ timestamp, message });
      else batches.push({ log, events: [{ timestamp, message }] });
    }
  }
  return batches;
}

/** A line that is too long for one event becomes several; no character is cut in two. CloudWatch Logs takes no empty text. */
function parts(text: string): readonly string[] {
  if (text === '') return [' '];
  const bytes = Buffer.from(text);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(at + longest, bytes.length);
    // The bytes of one character but the first begin with the bits 10.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    found.push(bytes.subarray(at, end).toString());
    at = end;
  }
  return found;
}
