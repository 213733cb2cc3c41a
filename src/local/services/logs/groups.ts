import { AwsError, type Service, type WireInput } from '../../service.ts';
import { broken, groupName, invalid, readOptionalText, readText } from './input.ts';
import { pageOf } from './page.ts';
import {
  arnOf,
  bytesOf,
  eventsOf,
  groupNamed,
  type LogGroup,
  type Logs,
  nameInArn,
  removeGroup,
  streamsOf,
} from './state.ts';
import { readTags } from './tags.ts';

/** Days that lines can be kept for. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Operations on log groups. */
export function groupOperations(logs: Logs): Service['operations'] {
  const named = (input: WireInput) => groupNamed(logs, readText(input, 'logGroupName', groupName));
  return {
    CreateLogGroup: (input) => {
      createGroup(logs, input);
      return {};
    },
    DeleteLogGroup: (input) => {
      removeGroup(logs, named(input));
      return {};
    },
    DescribeLogGroups: (input) => describeGroups(logs, input),
    PutRetentionPolicy: (input) => {
      const retentionDays = readRetention(input['retentionInDays']);
      const group = named(input);
      logs.groups.set(group.name, { ...group, retentionDays });
      return {};
    },
    DeleteRetentionPolicy: (input) => {
      const { retentionDays: _over, ...group } = named(input);
      logs.groups.set(group.name, group);
      return {};
    },
  };
}

/** Makes a log group. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createGroup(logs: Logs, input: WireInput): LogGroup {
  const name = readText(input, 'logGroupName', groupName);
  const kmsKeyId = readOptionalText(input, 'kmsKeyId', { least: 0, most: 256 });
  if (name.startsWith('aws/')) throw invalid("Log group names can't start with the string aws/");
  holdPlain(input['logGroupClass'], input['deletionProtectionEnabled']);
  const tags = input['tags'] === undefined ? undefined : readTags(input['tags']);
  if (logs.groups.has(name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  const group = {
    name,
    createdMs: logs.cloud.clock.now(),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(tags !== undefined && { tags }),
  };
  logs.groups.set(name, group);
  return group;
}

/** Refuses what a log group may have on AWS and has not here. */
export function holdPlain(logGroupClass: unknown, deletionProtection: unknown): void {
  if ((logGroupClass ?? 'STANDARD') !== 'STANDARD')
    throw invalid('The local cloud has log groups of the class STANDARD only.');
  if (String(deletionProtection) === 'true')
    throw invalid('The local cloud does not act out the deletion protection of log groups.');
}

/** A number of days that lines can be kept for. Templates may write a text for it. */
export function readRetention(value: unknown): number {
  if (value === undefined || value === null) throw broken(value, 'retentionInDays', 'Member must not be null');
  const days = Number(value);
  if (!retentions.includes(days))
    throw broken(value, 'retentionInDays', `Member must satisfy enum value set: [${retentions.join(', ')}]`);
  return days;
}

function describeGroups(logs: Logs, input: WireInput): object {
  const pattern = readOptionalText(input, 'logGroupNamePattern', {
    least: 0,
    most: 512,
    pattern: '[\\.\\-_/#A-Za-z0-9]*',
  });
  const { page, nextToken } = pageOf(matching(logs, input, pattern), input, {
    place: ({ name }) => name,
    descending: false,
  });
  const describe = (group: LogGroup) => (pattern === undefined ? describeGroup(logs, group) : nameGroup(logs, group));
  return { logGroups: page.map(describe), nextToken };
}

function matching(logs: Logs, input: WireInput, pattern: string | undefined): LogGroup[] {
  const prefix = readOptionalText(input, 'logGroupNamePrefix', groupName);
  const identifiers: unknown = input['logGroupIdentifiers'];
  if (prefix !== undefined && pattern !== undefined)
    throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  if (Array.isArray(identifiers)) {
    if (prefix !== undefined || pattern !== undefined)
      throw invalid('With logGroupIdentifiers no other filter can be given.');
    const names = new Set(identifiers.map(String).map((one) => (one.startsWith('arn:') ? nameInArn(logs, one) : one)));
    return logs.groups.values().filter(({ name }) => names.has(name));
  }
  return logs.groups.values().filter(({ name }) => name.startsWith(prefix ?? '') && name.includes(pattern ?? ''));
}

/** As much is shown of a group that was found by a part of its name. */
function nameGroup({ cloud }: Logs, { name, createdMs }: LogGroup): object {
  return { logGroupName: name, creationTime: Math.floor(createdMs), arn: `${arnOf(cloud, name)}:*` };
}

function describeGroup(logs: Logs, group: LogGroup): object {
  const kept = streamsOf(logs, group).flatMap((stream) => eventsOf(logs, group, stream));
  return {
    ...nameGroup(logs, group),
    logGroupArn: arnOf(logs.cloud, group.name),
    logGroupClass: 'STANDARD',
    retentionInDays: group.retentionDays,
    kmsKeyId: group.kmsKeyId,
    metricFilterCount: 0,
    storedBytes: kept.reduce((sum, { message }) => sum + bytesOf(message), 0),
    deletionProtectionEnabled: false,
  };
}
