import type { ResourceHandler, ResourceRequest } from '../engine/resource.ts';
import { required, text } from '../world/input.ts';
import { generatedName } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';

/** `AWS::AutoScaling::ScalingPolicy`: acts whenever its alarms ring. */
export function scalingPolicyHandler({ policies }: Parts): ResourceHandler {
  const put = (name: string, { properties }: ResourceRequest) => {
    const { AutoScalingGroupName: _, ...settings } = properties;
    const { arn } = policies.put(required(properties, 'AutoScalingGroupName'), name, settings);
    return { physicalId: arn, attributes: { Arn: arn, PolicyName: name } };
  };
  return {
    create: async (request) => put(text(request.properties['PolicyName']) ?? generatedName(request, 255), request),
    update: async (request, { physicalId }) => put(physicalId.split(':policyName/').at(-1) ?? '', request),
    delete: async (_, { physicalId }) => policies.remove(physicalId),
  };
}
