import type { WireInput } from '../../service.ts';
import { type Cursor, readCursor, readOn, tokenOf } from './cursor.ts';
import { broken, invalid, readOptionalText, readTime, streamName } from './input.ts';
import { readPattern } from './pattern.ts';
import {
  eventsOf,
  groupAsked,
  type LogGroup,
  type LogStream,
  type Logs,
  streamAsked,
  streamNamed,
  streamsOf,
} from './state.ts';

/** Most streams that a search may name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const mostStreams = 100;

/** From when on a search can begin at the newest line: 2024-01-01. */
const earliestBackward = Date.UTC(2024, 0, 1);

/** The lines of one stream, oldest first in each page. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export function getEvents(logs: Logs, input: WireInput): object {
  const group = groupAsked(logs, input);
  const stream = streamAsked(logs, group, input);
  const from = readTime(input, 'startTime') ?? 0;
  const to = readTime(input, 'endTime') ?? Number.POSITIVE_INFINITY;
  const found = eventsOf(logs, group, stream).filter(({ timestamp }) => timestamp >= from && timestamp < to);
  const begun: Cursor = readCursor(input) ?? { direction: input['startFromHead'] === true ? 'f' : 'b' };
  const { page } = readOn(found, begun, input);
  const events = begun.direction === 'f' ? page : page.toReversed();
  const token = (direction: Cursor['direction'], id = begun.id) =>
    tokenOf({ direction, ...(id !== undefined && { id }) });
  return {
    events: events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    // At an end there is no further line, and the token is the one that was given.
    nextForwardToken: token('f', events.at(-1)?.id),
    nextBackwardToken: token('b', events[0]?.id),
  };
}

/** The lines of a group that match, of all its streams together. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterEvents(logs: Logs, input: WireInput): object {
  const group = groupAsked(logs, input);
  const from = readTime(input, 'startTime') ?? 0;
  // Unlike that of GetLogEvents, this end is part of the range.
  const to = readTime(input, 'endTime') ?? Number.POSITIVE_INFINITY;
  const matches = readPattern(readOptionalText(input, 'filterPattern', { least: 0, most: 1024 }) ?? '');
  const begun = readCursor(input) ?? beginning(input, from);
  const found = searched(logs, group, input)
    .flatMap((stream) =>
      eventsOf(logs, group, stream)
        .filter(({ timestamp, message }) => timestamp >= from && timestamp <= to && matches(message))
        .map((event) => ({ ...event, logStreamName: stream.name })),
    )
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const { page, more } = readOn(found, begun, input);
  const last = page.at(-1);
  return {
    events: page.map(({ id, ...event }) => ({ ...event, eventId: id })),
    searchedLogStreams: [],
    nextToken: more && last !== undefined ? tokenOf({ direction: begun.direction, id: last.id }) : undefined,
  };
}

function beginning(input: WireInput, from: number): Cursor {
  if (input['startFromHead'] !== false) return { direction: 'f' };
  if (from < earliestBackward)
    throw invalid('startFromHead can be false only when startTime is on or after Jan 1, 2024 00:00:00 UTC.');
  return { direction: 'b' };
}

function searched(logs: Logs, group: LogGroup, input: WireInput): LogStream[] {
  const names: unknown = input['logStreamNames'];
  const prefix = readOptionalText(input, 'logStreamNamePrefix', streamName);
  if (!Array.isArray(names)) return streamsOf(logs, group).filter(({ name }) => name.startsWith(prefix ?? ''));
  if (prefix !== undefined) throw invalid('logStreamNames and logStreamNamePrefix cannot be given together.');
  if (names.length === 0 || names.length > mostStreams)
    throw broken(names, 'logStreamNames', `Member must have length between 1 and ${mostStreams}`);
  return [...new Set(names.map(String))].map((name) => streamNamed(logs, group, name));
}
