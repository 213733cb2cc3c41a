import type { ResourceHandlers, ResourceRequest, ResourceState } from '../../engine/resource.ts';
import { physicalName, tagsOf, textIn } from '../name.ts';
import { createGroup, holdPlain, readRetention } from './groups.ts';
import { arnOf, groupNamed, type LogGroup, type Logs, removeGroup } from './state.ts';

/** What CloudFormation makes of log groups. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-loggroup.html */
export function logResources(logs: Logs): ResourceHandlers {
  const keep = (group: LogGroup): ResourceState => {
    logs.groups.set(group.name, group);
    return { physicalId: group.name, attributes: { Arn: `${arnOf(logs.cloud, group.name)}:*` } };
  };
  return {
    'AWS::Logs::LogGroup': {
      create: async (request) => {
        const name = textIn(request.properties, 'LogGroupName') ?? physicalName(request, 512);
        if (logs.groups.has(name)) throw new Error(`${name} already exists`);
        // Read before anything is made: of a creation that fails nothing may be left.
        const settings = settingsOf(request);
        return keep({ ...createGroup(logs, { logGroupName: name }), ...settings });
      },
      update: async (request, existing) => {
        const { name, createdMs } = groupNamed(logs, existing.physicalId);
        return keep({ name, createdMs, ...settingsOf(request) });
      },
      delete: async (_request, existing) => {
        const group = logs.groups.get(existing.physicalId);
        if (group !== undefined) removeGroup(logs, group);
      },
    },
  };
}

/** What a template says of a log group. Without a retention its lines never expire. */
function settingsOf(request: ResourceRequest): Pick<LogGroup, 'tags' | 'retentionDays' | 'kmsKeyId'> {
  const { RetentionInDays: days, LogGroupClass, DeletionProtectionEnabled } = request.properties;
  holdPlain(LogGroupClass, DeletionProtectionEnabled);
  const kmsKeyId = textIn(request.properties, 'KmsKeyId');
  return {
    tags: tagsOf(request),
    ...(days !== undefined && days !== null && { retentionDays: readRetention(days) }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
  };
}
