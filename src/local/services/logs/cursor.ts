import type { WireInput } from '../../service.ts';
import type { LogEvent } from './events.ts';
import { invalid, readNumber } from './input.ts';
import { bytesOf } from './state.ts';

/** A place between lines, and the direction that is read on in. Without an id it is the end where reading begins. */
export interface Cursor {
  readonly direction: 'f' | 'b';
  readonly id?: string;
}

/** A page has so many lines and bytes at most. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const mostEvents = 10_000;
const mostBytes = 1_048_576;

/** The place of a token. A token of forward reading looks like this in AWS's own examples; clients must not look into it. */
export function readCursor(input: WireInput): Cursor | undefined {
  const token: unknown = input['nextToken'];
  if (token === undefined || token === null) return undefined;
  const [, direction, id] = /^([fb])\/(\d{56})\/s$/.exec(String(token)) ?? [];
  if (id === undefined) throw invalid('The specified nextToken is invalid.');
  return { direction: direction === 'f' ? 'f' : 'b', id };
}

/** The token of a place; one without an id is before all lines. */
export function tokenOf({ direction, id = '' }: Cursor): string {
  return `${direction}/${id.padStart(56, '0')}/s`;
}

/** The next lines from a place on, nearest first, as many as a page has at most, and whether there are more. The lines are given oldest first. */
export function readOn(
  events: readonly LogEvent[],
  { direction, id }: Cursor,
  input: WireInput,
): { readonly page: readonly LogEvent[]; readonly more: boolean } {
  const limit = readNumber(input, 'limit', 1, mostEvents) ?? mostEvents;
  const ahead =
    direction === 'f'
      ? events.filter((event) => id === undefined || event.id > id)
      : events.filter((event) => id === undefined || event.id < id).reverse();
  let bytes = 0;
  const full = ahead.findIndex(({ message }, i) => {
    bytes += bytesOf(message);
    return i >= limit || bytes > mostBytes;
  });
  return full === -1 ? { page: ahead, more: false } : { page: ahead.slice(0, full), more: true };
}
