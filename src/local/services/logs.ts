import { AwsError, type Cloud, type Service, type WireInput } from '../service.ts';
import type { Collection } from '../store.ts';

/** A line of a log. */
interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

/** A log group with its streams. */
export interface LogGroup {
  readonly name: string;
  readonly createdMs: number;
  readonly retentionDays?: number;
  readonly streams: Readonly<Record<string, { readonly createdMs: number; readonly events: readonly LogEvent[] }>>;
}

/** As many events are kept in one stream: a development cloud is no archive. */
const mostEvents = 10_000;

/** The log groups of the store, by name. */
export function openLogGroups(cloud: Cloud): Collection<LogGroup> {
  return cloud.store.collection('log-groups');
}

/** CloudWatch Logs, as far as putting lines in and getting them out. Its members begin with small letters. */
export function logsService(cloud: Cloud): Service {
  const groups = openLogGroups(cloud);
  return {
    name: 'CloudWatch Logs',
    protocol: 'json',
    target: 'Logs_20140328',
    jsonVersion: '1.1',
    operations: {
      CreateLogGroup: (input) => {
        const name = String(input['logGroupName'] ?? '');
        if (groups.has(name))
          throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
        groups.set(name, { name, createdMs: cloud.clock.now(), streams: {} });
        return {};
      },
      DeleteLogGroup: (input) => {
        groups.delete(groupOf(groups, input).name);
        return {};
      },
      DescribeLogGroups: (input) => {
        const prefix = String(input['logGroupNamePrefix'] ?? '');
        const found = groups.values().filter((group) => group.name.startsWith(prefix));
        return { logGroups: found.map((group) => describeGroup(cloud, group)) };
      },
      PutRetentionPolicy: (input) => {
        groups.set(String(input['logGroupName']), {
          ...groupOf(groups, input),
          retentionDays: Number(input['retentionInDays']),
        });
        return {};
      },
      CreateLogStream: (input) => createStream(cloud, groups, input),
      DescribeLogStreams: (input) => {
        const { streams } = groupOf(groups, input);
        const prefix = String(input['logStreamNamePrefix'] ?? '');
        const names = Object.keys(streams)
          .filter((name) => name.startsWith(prefix))
          .sort();
        return {
          logStreams: names.map((name) => ({
            logStreamName: name,
            creationTime: Math.floor(streams[name]?.createdMs ?? 0),
          })),
        };
      },
      PutLogEvents: (input) => putEvents(cloud, groups, input),
      GetLogEvents: (input) => getEvents(groups, input),
    },
  };
}

function createStream(cloud: Cloud, groups: Collection<LogGroup>, input: WireInput): object {
  const group = groupOf(groups, input);
  const name = String(input['logStreamName'] ?? '');
  if (Object.hasOwn(group.streams, name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  const stream = { createdMs: cloud.clock.now(), events: [] };
  groups.set(group.name, { ...group, streams: { ...group.streams, [name]: stream } });
  return {};
}

function putEvents(cloud: Cloud, groups: Collection<LogGroup>, input: WireInput): object {
  const group = groupOf(groups, input);
  const stream = streamOf(group, input);
  const sent = (input['logEvents'] ?? []) as { timestamp: number; message: string }[];
  if (sent.some((event, i) => i > 0 && event.timestamp < (sent[i - 1]?.timestamp ?? 0))) {
    throw new AwsError(
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  }
  const ingestionTime = Math.floor(cloud.clock.now());
  const events = [...stream.events, ...sent.map((event) => ({ ...event, ingestionTime }))].slice(-mostEvents);
  groups.set(group.name, {
    ...group,
    streams: { ...group.streams, [String(input['logStreamName'])]: { ...stream, events } },
  });
  return { nextSequenceToken: String(events.length).padStart(56, '0') };
}

function getEvents(groups: Collection<LogGroup>, input: WireInput): object {
  const { events } = streamOf(groupOf(groups, input), input);
  const [from, to] = [Number(input['startTime'] ?? 0), Number(input['endTime'] ?? Number.POSITIVE_INFINITY)];
  const found = events.filter((event) => event.timestamp >= from && event.timestamp < to);
  const limit = Number(input['limit'] ?? mostEvents);
  const token = /^[fb]\/(\d+)$/.exec(String(input['nextToken'] ?? ''))?.[1];
  const start = Number(token ?? (input['startFromHead'] === true ? 0 : Math.max(0, found.length - limit)));
  const page = found.slice(start, start + limit);
  return {
    events: page,
    nextForwardToken: `f/${start + page.length}`,
    nextBackwardToken: `b/${Math.max(0, start - limit)}`,
  };
}

function groupOf(groups: Collection<LogGroup>, input: WireInput): LogGroup {
  const group = groups.get(String(input['logGroupName'] ?? ''));
  if (group === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

function streamOf(group: LogGroup, input: WireInput) {
  const name = String(input['logStreamName'] ?? '');
  const stream = Object.hasOwn(group.streams, name) ? group.streams[name] : undefined;
  if (stream === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

function describeGroup(cloud: Cloud, group: LogGroup): object {
  const arn = `arn:${cloud.partition}:logs:${cloud.region}:${cloud.account}:log-group:${group.name}`;
  const { retentionDays } = group;
  return {
    logGroupName: group.name,
    creationTime: Math.floor(group.createdMs),
    retentionInDays: retentionDays,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: 0,
  };
}
