import type { Service, WireInput } from '../../service.ts';
import type { LogEvent } from './events.ts';
import { broken, groupName, invalid, readOptionalText, readText, streamName } from './input.ts';
import { pageOf } from './page.ts';
import {
  addStream,
  arnOf,
  eventsOf,
  groupAsked,
  groupNamed,
  type LogGroup,
  type LogStream,
  type Logs,
  removeStream,
  streamAsked,
  streamsOf,
} from './state.ts';

/** Operations on log streams. */
export function streamOperations(logs: Logs): Service['operations'] {
  const group = (input: WireInput) => groupNamed(logs, readText(input, 'logGroupName', groupName));
  return {
    CreateLogStream: (input) => {
      const name = readText(input, 'logStreamName', streamName);
      addStream(logs, group(input), name);
      return {};
    },
    DeleteLogStream: (input) => {
      removeStream(logs, streamAsked(logs, group(input), input));
      return {};
    },
    DescribeLogStreams: (input) => describeStreams(logs, input),
  };
}

/** The number that a client once had to send with its next batch; it means nothing any more, and is still told. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export function sequenceToken(events: readonly LogEvent[]): string {
  return String(events.length).padStart(56, '0');
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
function describeStreams(logs: Logs, input: WireInput): object {
  const group = groupAsked(logs, input);
  const prefix = readOptionalText(input, 'logStreamNamePrefix', streamName);
  const orderBy: unknown = input['orderBy'] ?? 'LogStreamName';
  if (orderBy !== 'LogStreamName' && orderBy !== 'LastEventTime')
    throw broken(orderBy, 'orderBy', 'Member must satisfy enum value set: [LogStreamName, LastEventTime]');
  if (orderBy === 'LastEventTime' && prefix !== undefined)
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const lastTime = (stream: LogStream) =>
    String(eventsOf(logs, group, stream).at(-1)?.timestamp ?? 0).padStart(14, '0');
  const { page, nextToken } = pageOf(
    streamsOf(logs, group).filter(({ name }) => name.startsWith(prefix ?? '')),
    input,
    {
      place: (stream) => (orderBy === 'LogStreamName' ? stream.name : `${lastTime(stream)}:${stream.name}`),
      descending: input['descending'] === true,
    },
  );
  return { logStreams: page.map((stream) => describeStream(logs, group, stream)), nextToken };
}

function describeStream(logs: Logs, group: LogGroup, stream: LogStream): object {
  const events = eventsOf(logs, group, stream);
  return {
    logStreamName: stream.name,
    creationTime: Math.floor(stream.createdMs),
    arn: `${arnOf(logs.cloud, group.name)}:log-stream:${stream.name}`,
    storedBytes: 0,
    ...(events.length > 0 && {
      firstEventTimestamp: events[0]?.timestamp,
      lastEventTimestamp: events.at(-1)?.timestamp,
      lastIngestionTime: events.reduce((last, { ingestionTime }) => Math.max(last, ingestionTime), 0),
      uploadSequenceToken: sequenceToken(events),
    }),
  };
}
