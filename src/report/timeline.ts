import type { StackEvent } from '../deploy/ports.ts';
import type { StackResult } from '../deploy/verdict.ts';
import { utcTime } from './lines.ts';

/** One row of the picture: something that took a while, with times in milliseconds since the epoch. */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly how: 'done' | 'failed' | 'leaving';
}

/** Columns of the bars; with a name and a note a row stays under 100 characters. */
const width = 40;
const mostRows = 40;
const marks: Readonly<Record<Span['how'], string>> = { done: '█', failed: '▒', leaving: '░' };
const notes: Readonly<Record<Span['how'], string>> = { done: 'ready', failed: 'failed', leaving: 'left' };

/**
 * The rollout as bars in plain text, a row for each stack and each instance: a code block looks right in a summary, in a comment, in an e-mail and on a dark page. Empty when
 * nothing was touched.
 */
export function pictureOf(results: readonly StackResult[]): string {
  const spans = spansOf(results);
  if (spans.length === 0) return '';
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to), from + 1000);
  const shown = spans.slice(0, mostRows);
  const names = Math.max(...shown.map(({ name }) => name.length));
  const scale = `${utcTime(from)}${utcTime(to).padStart(width - 8)} UTC`;
  const rows = shown.map((span) => `${span.name.padEnd(names)}  ${bar(span, from, to)}  ${note(span)}`);
  const rest = spans.length > mostRows ? [`… and ${spans.length - mostRows} more`] : [];
  return [`${' '.repeat(names)}  ${scale}`, ...rows, ...rest].join('\n');
}

/** What took a while, in the order in which it began. */
export function spansOf(results: readonly StackResult[]): readonly Span[] {
  return results
    .filter(({ events }) => events.length > 1)
    .flatMap((result) => [stackSpan(result), ...instanceSpans(result.events)]);
}

function stackSpan({ name, kind, events }: StackResult): Span {
  const times = events.map(({ at }) => at);
  const how = kind === 'rolled-back' || kind === 'failed' ? 'failed' : 'done';
  return { name, from: Math.min(...times), to: Math.max(...times), how };
}

/** What became of each instance. CloudFormation tells of instances only in the sentences of its events: when they were asked for, when they signalled, when they left. */
export function instanceSpans(events: readonly StackEvent[]): readonly Span[] {
  const spans: Span[] = [];
  let from = events[0]?.at ?? 0;
  for (const event of events) {
    if (isLaunch(event)) from = event.at;
    spans.push(...spansTold(event, from));
  }
  return spans;
}

function spansTold({ reason = '', at: to }: StackEvent, from: number): readonly Span[] {
  const [, verdict, id] = /Received (SUCCESS|FAILURE) signal with UniqueId (\S+?)[:.,]?(?:\s|$)/.exec(reason) ?? [];
  if (id !== undefined) return [{ name: id, from, to, how: verdict === 'SUCCESS' ? 'done' : 'failed' }];
  const [, leaving] = /[Tt]erminated instance\(s\) \[([^\]]+)\]/.exec(reason) ?? [];
  return leaving?.split(/,\s*/).map((name) => ({ name, from, to, how: 'leaving' as const })) ?? [];
}

function isLaunch({ reason, status, logicalId }: StackEvent): boolean {
  if (reason === undefined) return logicalId === 'AutoScalingGroup' && status === 'CREATE_IN_PROGRESS';
  return /New instance\(s\) added|^Terminating instance\(s\)|Resource creation Initiated/.test(reason);
}

function bar({ from, to, how }: Span, start: number, end: number): string {
  const column = (at: number): number => Math.round(((at - start) / (end - start)) * width);
  const first = Math.min(column(from), width - 1);
  const length = Math.max(1, column(to) - first);
  return (' '.repeat(first) + marks[how].repeat(length)).padEnd(width);
}

function note({ from, to, how }: Span): string {
  return `${notes[how]} after ${Math.round((to - from) / 1000)} s`;
}
