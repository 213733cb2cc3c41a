import { randomInt } from 'node:crypto';
import { AwsError, type Cloud, type WireInput } from '../../service.ts';
import type { Collection } from '../../store.ts';
import { type LogEvent, type LogEvents, openLogEvents } from './events.ts';
import type { TakeMetric } from './embedded-metrics.ts';
import { groupName, invalid, readOptionalText, readText, streamName } from './input.ts';

/** A log group. */
export interface LogGroup {
  readonly name: string;
  readonly createdMs: number;
  readonly retentionDays?: number;
  readonly kmsKeyId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A log stream; its lines lie elsewhere, under its id. */
export interface LogStream {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly createdMs: number;
}

/** What CloudWatch Logs keeps. */
export interface Logs {
  readonly cloud: Cloud;
  /** By name. */
  readonly groups: Collection<LogGroup>;
  /** By `<group>:<name>`: neither has a colon in it. */
  readonly streams: Collection<LogStream>;
  readonly events: LogEvents;
  /** Takes the metrics that lines hold. */
  readonly take: TakeMetric;
}

/** A line counts for its UTF-8 bytes and this many more. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const bytesAroundEvent = 26;

const dayMs = 86_400_000;

/** Opens the logs of the store; the metrics that lines hold go to `take`. */
export function openLogs(cloud: Cloud, take: TakeMetric): Logs {
  const streams = cloud.store.collection<LogStream>('log-streams');
  const ids = new Set(streams.values().map(({ id }) => id));
  return {
    cloud,
    groups: cloud.store.collection('log-groups'),
    streams,
    take,
    events: openLogEvents(cloud.store.directory('log-events'), ids),
  };
}

/** The log group of a name. */
export function groupNamed(logs: Logs, name: string): LogGroup {
  const group = logs.groups.get(name);
  if (group === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** The log group that an operation names by `logGroupName` or, by name or ARN, by `logGroupIdentifier`. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function groupAsked(logs: Logs, input: WireInput): LogGroup {
  const name = readOptionalText(input, 'logGroupName', groupName);
  const identifier = readOptionalText(input, 'logGroupIdentifier', { least: 1, most: 2048 });
  if (name !== undefined && identifier !== undefined)
    throw invalid('You must provide either logGroupName or logGroupIdentifier, but not both.');
  if (name !== undefined) return groupNamed(logs, name);
  if (identifier === undefined) throw invalid('You must provide either logGroupName or logGroupIdentifier.');
  return groupNamed(logs, identifier.startsWith('arn:') ? nameInArn(logs, identifier) : identifier);
}

/** The name in the ARN of a log group, which is the one without `:*`. */
export function nameInArn(logs: Logs, arn: string): string {
  const start = arnOf(logs.cloud, '');
  if (!arn.startsWith(start)) throw invalid(`${arn} is not the ARN of a log group of this account and region.`);
  return readText({ arn: arn.slice(start.length) }, 'arn', groupName);
}

/** The ARN of a log group, as it is without `:*`. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
export function arnOf({ partition, region, account }: Cloud, group: string): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
}

/** The log stream that an operation names. */
export function streamAsked(logs: Logs, group: LogGroup, input: WireInput): LogStream {
  return streamNamed(logs, group, readText(input, 'logStreamName', streamName));
}

/** The log stream of a name. */
export function streamNamed(logs: Logs, group: LogGroup, name: string): LogStream {
  const stream = logs.streams.get(`${group.name}:${name}`);
  if (stream === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

/** The streams of a log group. */
export function streamsOf(logs: Logs, group: LogGroup): LogStream[] {
  return logs.streams.values().filter((stream) => stream.group === group.name);
}

/** Makes a log stream. */
export function addStream(logs: Logs, group: LogGroup, name: string): void {
  const key = `${group.name}:${name}`;
  if (logs.streams.has(key))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  const id = String(randomInt(1e14)).padStart(14, '0');
  logs.streams.set(key, { id, group: group.name, name, createdMs: logs.cloud.clock.now() });
}

/** Takes a log stream away with its lines. */
export function removeStream(logs: Logs, stream: LogStream): void {
  logs.streams.delete(`${stream.group}:${stream.name}`);
  logs.events.remove(stream.id);
}

/** Takes a log group away with its streams; one that is gone already stays gone. */
export function removeGroup(logs: Logs, group: LogGroup): void {
  for (const stream of streamsOf(logs, group)) removeStream(logs, stream);
  logs.groups.delete(group.name);
}

/** From when on the lines of a log group have not expired. */
export function oldestKept(logs: Logs, { retentionDays }: LogGroup): number {
  return retentionDays === undefined ? 0 : logs.cloud.clock.now() - retentionDays * dayMs;
}

/** The lines of a stream that have not expired, oldest first. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export function eventsOf(logs: Logs, group: LogGroup, stream: LogStream): readonly LogEvent[] {
  const oldest = oldestKept(logs, group);
  const events = logs.events.read(stream.id);
  return (events[0]?.timestamp ?? oldest) >= oldest ? events : events.filter(({ timestamp }) => timestamp >= oldest);
}

/** What a message counts for. */
export function bytesOf(message: string): number {
  return Buffer.byteLength(message) + bytesAroundEvent;
}
