/** What a line of a door's log tells of an answer. */
export interface Answer {
  /** Milliseconds since the epoch, in whole seconds; the moment at which the answer was out. */
  readonly at: number;
  readonly status: number;
  /** Milliseconds that it took; absent: the log does not tell. */
  readonly took?: number;
}

/** As nginx's `$time_local` has it: `24/Nov/2026:02:19:21 +0000`. */
const moment = /\[(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\]/;

/** Where an answer stands in a line of the `combined` format. nginx writes a quote within the request as `\x22`, so the first pair of quotes is the request's. */
const answered = new RegExp(String.raw`^[^"]*${moment.source} "[^"]*" (\d{3}) .*?(?: (\d+\.\d{3}))?$`);

/** What nginx's `combined` format tells, and at the end of the line the seconds that the request took, where they stand there. */
export function answerIn(line: string): Answer | undefined {
  const [, day, month, year, time, hours, minutes, status, seconds] = answered.exec(line) ?? [];
  const at = Date.parse(`${day} ${month} ${year} ${time} ${hours}${minutes}`);
  if (Number.isNaN(at)) return undefined;
  return { at, status: Number(status), ...(seconds === undefined ? {} : { took: Math.round(Number(seconds) * 1000) }) };
}

/** The line of an answer, as nginx writes it by our format; the size is not counted. */
export function lineOf({ at, status, took = 0 }: Answer, asked: Asked): string {
  const quoted = (text = '-') => `"${text.replaceAll('"', '\\x22')}"`;
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(at).toUTCString()) ?? [];
  const told = [asked.referer, asked.agent, asked.forwarded].map(quoted).join(' ');
  return `${asked.from ?? '-'} - - [${day}/${month}/${year}:${time} +0000] ${quoted(asked.request)} ${status} - ${told} ${(took / 1000).toFixed(3)}\n`;
}

/** What was asked, and by whom. */
export interface Asked {
  readonly from?: string | undefined;
  /** Method, path and protocol. */
  readonly request: string;
  readonly referer?: string | undefined;
  readonly agent?: string | undefined;
  readonly forwarded?: string | undefined;
}
