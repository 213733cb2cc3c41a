import type { ResourceHandler, ResourceRequest } from '../engine/resource.ts';
import { text } from '../world/input.ts';
import { generatedName } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';

/** `AWS::CloudWatch::Alarm`: evaluated for real, by the cloud's clock. */
export function alarmHandler({ alarms }: Parts): ResourceHandler {
  const put = (name: string, { properties }: ResourceRequest) => {
    const { AlarmName: _, Tags: __, ...settings } = properties;
    return { physicalId: name, attributes: { Arn: alarms.put(name, settings).arn } };
  };
  return {
    create: async (request) => put(text(request.properties['AlarmName']) ?? generatedName(request, 255), request),
    update: async (request, { physicalId }) => put(physicalId, request),
    delete: async (_, { physicalId }) => alarms.remove(physicalId),
  };
}
